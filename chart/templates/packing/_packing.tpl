{{/*
A scheduler that packs users, for hubs without zero-to-jupyterhub's userScheduler: Kubernetes' own program with the weights of
that one. It schedules the pods that name it, and no others.
*/}}

{{/* Not empty where it is wanted. */}}
{{- define "warmseats.packing" -}}
{{- if (.Values.packingScheduler | default dict).enabled }}true{{ end }}
{{- end }}

{{/* The name of its objects; pods name it so too, unless they shall say otherwise. */}}
{{- define "warmseats.packing.fullname" -}}
{{ include "warmseats.fullname" . | trunc 55 | trimSuffix "-" }}-packing
{{- end }}

{{- define "warmseats.packing.schedulerName" -}}
{{ (.Values.packingScheduler | default dict).schedulerName | default (include "warmseats.packing.fullname" .) }}
{{- end }}

{{- define "warmseats.packing.replicas" -}}
{{- $replicas := (.Values.packingScheduler | default dict).replicas -}}
{{- if kindIs "invalid" $replicas }}2{{ else }}{{ int $replicas }}{{ end }}
{{- end }}

{{/*
The version to run, v1.31.4: a scheduler may be as old as the API server or one minor older, never newer. What providers and
distributions append to theirs (-gke.1, +k3s1) has no image.
*/}}
{{- define "warmseats.packing.tag" -}}
{{- $image := (.Values.packingScheduler | default dict).image | default dict -}}
{{ $image.tag | default (printf "v%s" (regexFind "[0-9]+\\.[0-9]+\\.[0-9]+" .Capabilities.KubeVersion.Version)) }}
{{- end }}

{{- define "warmseats.packing.image" -}}
{{- $image := (.Values.packingScheduler | default dict).image | default dict -}}
{{ $image.repository | default "registry.k8s.io/kube-scheduler" }}:{{ include "warmseats.packing.tag" . }}
{{- end }}

{{/*
Not empty: switch asynchronous preemption off. It is on from 1.33, and may forget for five minutes a pod that made room for itself
(kubernetes/kubernetes#141694): a user before whom a placeholder went. Not where the gate is unknown: the program would not start.
*/}}
{{- define "warmseats.packing.preemptsAtOnce" -}}
{{- $version := regexFind "[0-9]+\\.[0-9]+\\.[0-9]+" (include "warmseats.packing.tag" .) | default .Capabilities.KubeVersion.Version -}}
{{- if semverCompare ">=1.33.0-0 <1.37.0-0" $version }}true{{ end }}
{{- end }}

{{/* Not the labels of controllers, which their Service, budget and policy select by. */}}
{{- define "warmseats.packing.selectorLabels" -}}
app.kubernetes.io/name: {{ include "warmseats.name" . }}-packing
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "warmseats.packing.labels" -}}
{{ merge (dict "app.kubernetes.io/component" "packing-scheduler") (include "warmseats.labels" . | fromYaml) | toYaml }}
{{- end }}

{{/*
Its whole configuration, with the weights of zero-to-jupyterhub: where a pod wishes to be counts most, then beside whom, then how
full the node is, then whether the image is there. What spreads is off, or weighs next to nothing.
*/}}
{{- define "warmseats.packing.config" -}}
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
leaderElection:
  leaderElect: true
  resourceLock: leases
  resourceNamespace: {{ .Release.Namespace }}
  resourceName: {{ include "warmseats.packing.fullname" . }}
profiles:
  - schedulerName: {{ include "warmseats.packing.schedulerName" . }}
    plugins:
      score:
        disabled:
          - name: NodeResourcesBalancedAllocation
          - name: NodeAffinity
          - name: InterPodAffinity
          - name: NodeResourcesFit
          - name: ImageLocality
        enabled:
          - name: NodeAffinity
            weight: 14631
          - name: InterPodAffinity
            weight: 1331
          - name: NodeResourcesFit
            weight: 121
          - name: ImageLocality
            weight: 11
    pluginConfig:
      - name: NodeResourcesFit
        args:
          scoringStrategy:
            type: MostAllocated
            resources:
              - name: cpu
                weight: 1
              - name: memory
                weight: 1
{{- end }}
