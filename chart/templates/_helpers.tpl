{{- define "warmseats.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Under an alias .Chart.Name is the alias, as for the predecessor: an umbrella chart keeps its object names. */}}
{{- define "warmseats.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "warmseats.stateName" -}}
{{ include "warmseats.fullname" . }}-state
{{- end }}

{{- define "warmseats.calendarStoreName" -}}
{{ include "warmseats.fullname" . }}-calendar
{{- end }}

{{/* The Secret with the token of the feed; empty: there is no feed. */}}
{{- define "warmseats.feedName" -}}
{{- $feed := .Values.feed | default dict -}}
{{- if ne (toString $feed.enabled) "false" }}{{ $feed.secretName | default (printf "%s-feed" (include "warmseats.fullname" .)) }}{{ end }}
{{- end }}

{{/* Not empty: that Secret is the chart's own. */}}
{{- define "warmseats.feedMade" -}}
{{- if and (include "warmseats.feedName" .) (not (.Values.feed | default dict).secretName) }}true{{ end }}
{{- end }}

{{/* The Secrets that `calendars`, `notify` and `hub` name, each once, as a YAML list. */}}
{{- define "warmseats.mountedSecrets" -}}
{{- $names := list -}}
{{- range .Values.calendars }}
{{- with (.secret | default dict).name }}{{- $names = append $names . }}{{- end }}
{{- with (.auth | default dict).secretName }}{{- $names = append $names . }}{{- end }}
{{- end }}
{{- range .Values.notify }}
{{- with (.secret | default dict).name }}{{- $names = append $names . }}{{- end }}
{{- end }}
{{- $hub := .Values.hub | default dict -}}
{{- if $hub.url }}
{{- with ($hub.tokenSecret | default dict).name }}{{- $names = append $names . }}{{- end }}
{{- end }}
{{- toYaml ($names | uniq) }}
{{- end }}

{{- define "warmseats.leaseName" -}}
{{ include "warmseats.fullname" . }}
{{- end }}

{{- define "warmseats.serviceAccountName" -}}
{{- $account := .Values.serviceAccount | default dict -}}
{{- if eq (toString $account.create) "false" }}
{{- $account.name | default "default" }}
{{- else }}
{{- $account.name | default (include "warmseats.fullname" .) }}
{{- end }}
{{- end }}

{{/* Two releases of one name in two namespaces both have a Role in `default`. */}}
{{- define "warmseats.nodeEventsName" -}}
{{ printf "%s-%s-nodes" (.Release.Namespace | trunc 30 | trimSuffix "-") (include "warmseats.fullname" . | trunc 26 | trimSuffix "-") }}
{{- end }}

{{/*
What pools borrow, as `statefulset/user-placeholder` or `nodepool/static`; also what was lent to a pool that is gone, until it has its
count back: the controller may no more once it has.
*/}}
{{- define "warmseats.lent" -}}
{{- $lent := list -}}
{{- range $name, $pool := .Values.nodePools }}
{{- $pool := $pool | default dict }}
{{- $holdBy := $pool.holdBy | default "deployment" }}
{{- if eq $holdBy "statefulset" }}{{ $lent = append $lent (printf "statefulset/%s" ($pool.holdName | default "user-placeholder")) }}{{ end }}
{{- if eq $holdBy "nodepool" }}{{ $lent = append $lent (printf "nodepool/%s" ($pool.holdName | default $name)) }}{{ end }}
{{- end }}
{{- $state := lookup "v1" "ConfigMap" .Release.Namespace (include "warmseats.stateName" .) | default dict -}}
{{- $memory := index ($state.data | default dict) "memory.json" | default "{}" | fromJson -}}
{{- range keys ($memory.lent | default dict) }}{{ if not (hasPrefix "capacitybuffer/" .) }}{{ $lent = append $lent . }}{{ end }}{{ end -}}
{{- $lent | uniq | sortAlpha | toJson -}}
{{- end }}

{{/* Not empty: a pool is held by a CapacityBuffer, or one of a pool that is gone is still to be deleted. */}}
{{- define "warmseats.buffers" -}}
{{- range .Values.nodePools }}{{ if eq ((. | default dict).holdBy | default "") "capacitybuffer" }}true{{ end }}{{ end }}
{{- $state := lookup "v1" "ConfigMap" .Release.Namespace (include "warmseats.stateName" .) | default dict -}}
{{- $memory := index ($state.data | default dict) "memory.json" | default "{}" | fromJson -}}
{{- range keys ($memory.lent | default dict) }}{{ if hasPrefix "capacitybuffer/" . }}true{{ end }}{{ end }}
{{- end }}

{{/* Names of one kind of them. */}}
{{- define "warmseats.lentOf" -}}
{{- $names := list -}}
{{- range include "warmseats.lent" .root | fromJsonArray }}
{{- if hasPrefix (printf "%s/" $.kind) . }}{{ $names = append $names (trimPrefix (printf "%s/" $.kind) .) }}{{ end }}
{{- end }}
{{- if $names }}{{ $names | toJson }}{{ end }}
{{- end }}

{{/* Who removes and creates nodes, while the utilization policy is enabled. */}}
{{- define "warmseats.nodeGroups" -}}
{{- $policy := .Values.utilization | default dict -}}
{{- if $policy.enabled }}{{ $policy.nodeGroups | default "autoscaler" }}{{ end }}
{{- end }}

{{/*
Not empty: cordons may have to be written. Also for as long as nodes carry cordons of this release after the policy was
disabled: the controller then takes them back, and may no more once none is left.
*/}}
{{- define "warmseats.cordons" -}}
{{- $policy := .Values.utilization | default dict -}}
{{- if $policy.enabled }}true{{ else }}
{{- $release := printf "%s/%s" .Release.Namespace (include "warmseats.stateName" .) -}}
{{- range (lookup "v1" "Node" "" "").items }}
{{- if eq (dig "metadata" "annotations" "warmseats.io/cordoned-by" "" .) $release }}true{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "warmseats.image" -}}
{{- $image := .Values.image | default dict -}}
{{ $image.repository | default "ghcr.io/warmseats/warmseats" }}:{{ $image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "warmseats.replicaCount" -}}
{{- if kindIs "invalid" .Values.replicaCount }}2{{ else }}{{ int .Values.replicaCount }}{{ end }}
{{- end }}

{{- define "warmseats.priorityValue" -}}
{{- $class := .Values.priorityClass | default dict -}}
{{- if kindIs "invalid" $class.value }}-10{{ else }}{{ int $class.value }}{{ end }}
{{- end }}

{{/*
The class of placeholders. The value of a PriorityClass cannot be changed, so another value is another class: without
its own name, `helm upgrade --set priorityClass.value=-20` would be refused by the API server.
*/}}
{{- define "warmseats.priorityClassName" -}}
{{- $class := .Values.priorityClass | default dict -}}
{{- $value := include "warmseats.priorityValue" . -}}
{{- if $class.name }}
{{- $class.name }}
{{- else if eq $value "-10" }}
{{- include "warmseats.fullname" . }}-placeholder
{{- else }}
{{- include "warmseats.fullname" . }}-placeholder-{{ $value | replace "-" "minus" }}
{{- end }}
{{- end }}

{{/*
What selects the controller's pods; placeholders carry other labels. A Deployment's selector cannot be changed: these two
are also what the predecessor's chart used, so that it can be upgraded in place under its own name.
*/}}
{{- define "warmseats.selectorLabels" -}}
app.kubernetes.io/name: {{ include "warmseats.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "warmseats.podLabels" -}}
{{ include "warmseats.selectorLabels" . }}
app.kubernetes.io/component: controller
{{- end }}

{{- define "warmseats.labels" -}}
{{ include "warmseats.podLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* What the controller reads: all values but the chart's own, so that it can warn of keys that it does not know. */}}
{{- define "warmseats.config" -}}
{{- $config := .Values -}}
{{- range regexSplit "\\s+" (include "warmseats.keys.chart" . | trim) -1 }}
{{- $config = omit $config . }}
{{- end }}
{{- $class := dict "name" (include "warmseats.priorityClassName" .) -}}
{{- if ne (toString (.Values.priorityClass | default dict).create) "false" }}
{{- $class = set $class "value" (include "warmseats.priorityValue" . | int) }}
{{- end }}
{{- toYaml (set $config "priorityClass" $class) }}
{{- end }}

{{/* A piece of values as it stands in the file of a person: in an umbrella chart, below the name of this one. */}}
{{- define "warmseats.asWritten" -}}
{{- if .root.Chart.IsRoot }}
{{- toYaml .values }}
{{- else }}
{{- toYaml (dict .root.Chart.Name .values) }}
{{- end }}
{{- end }}

{{/* {root, selectorLabels}: where pods of ours run, as a piece of their spec: on core nodes if there are such, replicas apart. */}}
{{- define "warmseats.amongCore" -}}
{{- with .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
affinity:
  {{- if .root.Values.affinity }}
  {{- toYaml .root.Values.affinity | nindent 2 }}
  {{- else }}
  nodeAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        preference:
          matchExpressions:
            - key: hub.jupyter.org/node-purpose
              operator: In
              values: [core]
  {{- end }}
topologySpreadConstraints:
  # Softer than the preference for core nodes: with a maxSkew of 1 both score up to the same, and the second replica
  # beside a single core node would keep a node of users up.
  - maxSkew: 5
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- .selectorLabels | nindent 8 }}
tolerations:
  # Zero to JupyterHub's taint for core nodes, in both spellings: some providers forbid the slash.
  - key: hub.jupyter.org/dedicated
    operator: Equal
    value: core
    effect: NoSchedule
  - key: hub.jupyter.org_dedicated
    operator: Equal
    value: core
    effect: NoSchedule
  {{- with .root.Values.tolerations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
