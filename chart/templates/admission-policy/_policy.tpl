{{/*
What the controller's ServiceAccount may write, beyond what Roles can say: RBAC knows verbs and kinds, not whose an object is
nor which of its fields change. Each policy judges the requests of that one ServiceAccount, of the kinds that it has rights
to; what no rule of it allows is refused. A test compares the kinds with those of the Roles.
*/}}

{{/* Not empty: the policies are rendered. `helm template` without a cluster knows no kinds, only a version. */}}
{{- define "warmseats.admissionPolicy" -}}
{{- $enabled := (.Values.admissionPolicy | default dict).enabled | toString -}}
{{- $kind := "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" -}}
{{- if eq $enabled "true" }}true
{{- else if and (ne $enabled "false") (not (include "warmseats.sharedAccount" .)) }}
{{- if .Capabilities.APIVersions.Has $kind }}true
{{- else if and (not (.Capabilities.APIVersions.Has "v1/ConfigMap")) (semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version) }}true{{ end }}
{{- end }}
{{- end }}

{{/* Not empty: the namespace's default ServiceAccount, with which other programs may run: it is not judged unasked. */}}
{{- define "warmseats.sharedAccount" -}}
{{- $account := .Values.serviceAccount | default dict -}}
{{- if and (eq (toString $account.create) "false") (not $account.name) }}true{{ end }}
{{- end }}

{{/* Why nothing holds it to what it needs, for NOTES.txt; empty: it is held. */}}
{{- define "warmseats.withoutAdmissionPolicy" -}}
{{- if not (include "warmseats.admissionPolicy" .) -}}
{{- $enabled := (.Values.admissionPolicy | default dict).enabled | toString -}}
{{- $why := "this cluster serves no ValidatingAdmissionPolicy (Kubernetes 1.30 does)" -}}
{{- if eq $enabled "false" }}{{ $why = "it is switched off" }}
{{- else if include "warmseats.sharedAccount" . }}{{ $why = "the ServiceAccount `default` may be other programs' too; name one of its own in serviceAccount.name" }}{{ end -}}
admissionPolicy: {{ $why }}, so whoever has the controller's token may write all that its Roles grant: any pod and any Deployment of {{ .Release.Namespace }}.
{{- end }}
{{- end }}

{{/*
{root, name, rules, namespaces?, unless?, variables?, validations}: a policy and its binding. `unless` is CEL for what another
policy judges; `variables` and `validations` are YAML.
*/}}
{{- define "warmseats.policy" -}}
{{- $root := .root -}}
{{- $name := printf "%s-%s" (include "warmseats.fullname" $root) .name -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ $name }}
  labels:
    {{- include "warmseats.labels" $root | nindent 4 }}
spec:
  failurePolicy: Fail
  matchConstraints:
    {{- with .namespaces }}
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: In
          values: {{ toJson . }}
    {{- end }}
    resourceRules:
      {{- range .rules }}
      - apiGroups: [{{ .group | quote }}]
        apiVersions: [{{ .version | default "v1" | quote }}]
        operations: [CREATE, UPDATE, DELETE]
        resources: {{ toJson .resources }}
      {{- end }}
  # Who else writes such objects is not judged, and pays for no more than this comparison.
  matchConditions:
    - name: by-the-controller
      expression: request.userInfo.username == {{ printf "system:serviceaccount:%s:%s" $root.Release.Namespace (include "warmseats.serviceAccountName" $root) | toJson }}
    {{- with .unless }}
    - name: judged-here
      expression: {{ printf "!(%s)" . | toRawJson }}
    {{- end }}
  variables:
    - name: labels
      expression: 'object == null ? {} : object.metadata.?labels.orValue({})'
    - name: oldLabels
      expression: 'oldObject == null ? {} : oldObject.metadata.?labels.orValue({})'
    {{- with .variables }}
    {{- . | trim | nindent 4 }}
    {{- end }}
  validations:
    {{- range .validations | fromYamlArray }}
    - expression: {{ .expression | trim | toRawJson }}
      message: {{ .message | trim | toRawJson }}
      reason: Forbidden
    {{- end }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ $name }}
  labels:
    {{- include "warmseats.labels" $root | nindent 4 }}
spec:
  policyName: {{ $name }}
  validationActions: [Deny]
{{- end }}

{{/* {new, old, but}: CEL for that two maps differ in the keys `but` alone. */}}
{{- define "warmseats.cel.same" -}}
{{- $but := toJson .but -}}
dyn({{ .new }}).all(k, k in {{ $but }} || (k in dyn({{ .old }}) && dyn({{ .new }})[k] == dyn({{ .old }})[k])) && dyn({{ .old }}).all(k, k in {{ $but }} || k in dyn({{ .new }}))
{{- end }}

{{/* {labels, wanted}: CEL for that the labels are there. The keys and values are valid JSON, which is valid CEL. */}}
{{- define "warmseats.cel.carries" -}}
{{- $labels := .labels -}}
{{- $terms := list -}}
{{- range $key, $value := .wanted }}
{{- $terms = append $terms (printf "%s in %s && %s[%s] == %s" (toJson $key) $labels $labels (toJson $key) (toJson $value)) }}
{{- end }}
{{- join " && " $terms }}
{{- end }}

{{/* CEL for that the object is a service's, before and after. */}}
{{- define "warmseats.cel.isOfService" -}}
[object, oldObject].all(o, o == null || "warmseats.io/service-of" in o.metadata.?labels.orValue({}))
{{- end }}

{{/* {kinds, resources}: those of the resources, `group/resource`, that services may be of, as a JSON list of names. */}}
{{- define "warmseats.amongKinds" -}}
{{- $among := list -}}
{{- range .kinds }}
{{- if has (printf "%s/%s" (.apiGroup | default "") .resource) $.resources }}{{- $among = append $among .resource }}{{- end }}
{{- end }}
{{- toJson ($among | uniq) }}
{{- end }}

{{/* {kinds, resources}: CEL for what the policy of services judges, of kinds that others know as well; empty: nothing. */}}
{{- define "warmseats.cel.ofService" -}}
{{- $among := include "warmseats.amongKinds" . -}}
{{- if ne $among "[]" -}}
request.resource.resource in {{ $among }} && {{ include "warmseats.cel.isOfService" . }}
{{- end }}
{{- end }}

{{/* The annotations before and after, as variables. */}}
{{- define "warmseats.policy.annotations" -}}
- name: annotations
  expression: 'object == null ? {} : object.metadata.?annotations.orValue({})'
- name: oldAnnotations
  expression: 'oldObject == null ? {} : oldObject.metadata.?annotations.orValue({})'
{{- end }}

{{/* The kinds that services may be of beside ConfigMaps, as a YAML list; empty without profiles. */}}
{{- define "warmseats.serviceKinds" -}}
{{- $kinds := list -}}
{{- if include "warmseats.profiles" . }}
{{- range (.Values.profiles.services | default dict).allowedKinds }}
{{- if not (and (not .apiGroup) (eq .resource "configmaps")) }}{{- $kinds = append $kinds . }}{{- end }}
{{- end }}
{{- end }}
{{- toYaml $kinds }}
{{- end }}

{{/* The labels of placeholders, which the selector names as `key=value`, as a YAML map. */}}
{{- define "warmseats.placeholderLabels" -}}
{{- $selector := .Values.placeholderPodLabelSelector | default "app=node-placeholder-scaler,component=placeholder" -}}
{{- $labels := dict -}}
{{- range (include "warmseats.labelSelector" $selector | fromYaml).matchExpressions }}
{{- if eq .operator "In" }}{{- $labels = set $labels .key (first .values) }}{{- end }}
{{- end }}
{{- toYaml $labels }}
{{- end }}
