{{/* Not empty where profiles are enabled. */}}
{{- define "warmseats.profiles" -}}
{{- if (.Values.profiles | default dict).enabled }}true{{ end }}
{{- end }}

{{/* Not empty where pods are patched as they are created. */}}
{{- define "warmseats.webhook" -}}
{{- $webhook := (.Values.profiles | default dict).webhook | default dict -}}
{{- if and (include "warmseats.profiles" .) (ne (toString $webhook.enabled) "false") }}true{{ end }}
{{- end }}

{{/* Not empty where cert-manager makes the certificate. */}}
{{- define "warmseats.certManager" -}}
{{- $webhook := (.Values.profiles | default dict).webhook | default dict -}}
{{- if and (include "warmseats.profiles" .) ($webhook.certManager | default dict).enabled }}true{{ end }}
{{- end }}

{{- define "warmseats.certificateName" -}}
{{ include "warmseats.fullname" . }}-certificate
{{- end }}

{{/* The Secret with the path of the webhook, where the one of the certificate is cert-manager's. */}}
{{- define "warmseats.pathName" -}}
{{ include "warmseats.fullname" . }}-webhook
{{- end }}

{{- define "warmseats.caName" -}}
{{ include "warmseats.fullname" . }}-ca
{{- end }}

{{/* The namespaces whose ConfigMaps hold profiles, as a YAML list. */}}
{{- define "warmseats.profilesNamespaces" -}}
{{- $profiles := .Values.profiles | default dict -}}
{{- prepend ($profiles.namespaces | default list) .Release.Namespace | uniq | toYaml }}
{{- end }}

{{/* The namespaces whose pods are patched, as a YAML list; empty: all. */}}
{{- define "warmseats.webhookNamespaces" -}}
{{- $webhook := (.Values.profiles | default dict).webhook | default dict -}}
{{- $named := $webhook.namespaces | default (.Values.userPods | default dict).namespaces | default (list .Release.Namespace) -}}
{{- (has "*" $named | ternary list $named) | toYaml }}
{{- end }}

{{/* The namespaces of users that are named, or the release's own, as a YAML list: `*` gives no right to make anything anywhere. */}}
{{- define "warmseats.namedNamespaces" -}}
{{- $named := without ((.Values.userPods | default dict).namespaces | default list) "*" | uniq -}}
{{- $named | default (list .Release.Namespace) | toYaml }}
{{- end }}

{{/* A label selector in kubectl's grammar, as src/domain/scheduling/selector.ts reads it, as the API's: {matchExpressions}. */}}
{{- define "warmseats.labelSelector" -}}
{{- $terms := list -}}
{{- range regexFindAll "[^,()]+(\\([^)]*\\))?" . -1 }}
{{- $term := trim . }}
{{- $set := regexFind "^\\S+\\s+(notin|in)\\s*\\(.*\\)$" $term }}
{{- $key := regexFind "^!?\\s*[^=!\\s]+" $term | trimPrefix "!" | trim }}
{{- if $set }}
{{- $operator := ternary "NotIn" "In" (regexMatch "^\\S+\\s+notin" $term) }}
{{- $values := list }}
{{- range splitList "," (regexFind "\\(.*\\)" $term | trimAll "()") }}{{- $values = append $values (trim .) }}{{- end }}
{{- $terms = append $terms (dict "key" $key "operator" $operator "values" $values) }}
{{- else if contains "=" $term }}
{{- $operator := ternary "NotIn" "In" (contains "!=" $term) }}
{{- $terms = append $terms (dict "key" $key "operator" $operator "values" (list (regexReplaceAll "^[^=]*=+" $term "" | trim))) }}
{{- else if $term }}
{{- $terms = append $terms (dict "key" $key "operator" (ternary "DoesNotExist" "Exists" (hasPrefix "!" $term))) }}
{{- end }}
{{- end }}
{{- toYaml (dict "matchExpressions" $terms) }}
{{- end }}
