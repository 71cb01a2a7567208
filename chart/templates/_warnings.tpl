{{/*
What works, but hardly as meant; for NOTES.txt. The controller logs the same, which is what counts in an umbrella chart:
helm prints the notes of a sub-chart with --render-subchart-notes only.
*/}}
{{- define "warmseats.warnings" -}}
{{- $warnings := list -}}
{{- $warnings = concat $warnings (include "warmseats.percent" (dict "rules" .Values "path" "") | fromYamlArray) }}
{{- range $name, $pool := .Values.nodePools }}
{{- $warnings = concat $warnings (include "warmseats.percent" (dict "rules" ($pool | default dict) "path" (printf "nodePools.%s." $name)) | fromYamlArray) }}
{{- end }}
{{- $priority := include "warmseats.priorityValue" . | int -}}
{{- if and (lt $priority -10) (ne (toString (.Values.priorityClass | default dict).create) "false") }}
{{- $warnings = append $warnings (printf "priorityClass.value: below -10 (%d) cluster-autoscaler boots no node for placeholders, unless its cutoff was lowered." $priority) }}
{{- end }}
{{- if eq (include "warmseats.replicaCount" .) "0" }}
{{- $warnings = append $warnings "replicaCount: with 0 nothing decides; the placeholders stay as they are." }}
{{- end }}
{{- if .Values.dryRun }}
{{- $warnings = append $warnings "dryRun: it decides and logs, and writes nothing." }}
{{- end }}
{{- with include "warmseats.withoutAdmissionPolicy" . }}
{{- $warnings = append $warnings . }}
{{- end }}
{{- if $warnings }}

WARNING
{{- range $warnings }}
  {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* {rules, path}: thresholds that are read as percent, as a YAML list. */}}
{{- define "warmseats.percent" -}}
{{- $warnings := list -}}
{{- range $key := list "cpuThreshold" "memoryThreshold" }}
{{- $value := get $.rules $key }}
{{- if not (kindIs "invalid" $value) }}
{{- if ge (float64 $value) 1.0 }}
{{- $warnings = append $warnings (printf "%s%s: %v is read as %v %%; write %v." $.path $key $value $value (divf $value 100)) }}
{{- end }}
{{- end }}
{{- end }}
{{- toYaml $warnings }}
{{- end }}
