{{/* {root, name}: a pool for which there are to be user-dummies must be there, and say what a user requests. */}}
{{- define "warmseats.validate.userDummy" -}}
{{- $pools := .root.Values.nodePools | default dict -}}
{{- if not (hasKey $pools .name) }}
{{- include "warmseats.refuse" (dict "root" .root "path" "userDummy.pools" "text" (printf "there is no pool `%s`; the pools are: %s." .name (keys $pools | sortAlpha | join ", " | default "(none)"))) }}
{{- end }}
{{- if not (include "warmseats.userDummy.resources" . | fromYaml) }}
{{- $seat := dict "nodePools" (dict .name (dict "seat" (dict "requests" (dict "cpu" "500m" "memory" "2Gi")))) -}}
{{- include "warmseats.refuse" (dict "root" .root "path" (printf "nodePools.%s.seat.requests" .name) "values" $seat "text" "is missing: a user-dummy requests what one user's pod does. Write (with the numbers of your users), or name in userDummy.pools only pools that have it:") }}
{{- end }}
{{- end }}

{{/* {root, name}: what a user-dummy of a pool requests. YAML reads `memory: 1073741824` as a number; the API wants a text. */}}
{{- define "warmseats.userDummy.resources" -}}
{{- $dummy := .root.Values.userDummy | default dict -}}
{{- $pool := get (.root.Values.nodePools | default dict) .name | default dict -}}
{{- $resources := $dummy.resources | default (pick ($pool.seat | default dict) "requests") -}}
{{- $texts := dict -}}
{{- range $kind := list "requests" "limits" }}
{{- range $name, $amount := get $resources $kind | default dict }}
{{- $text := ternary ($amount | int64 | toString) ($amount | toString) (and (kindIs "float64" $amount) (eq (float64 $amount) (floor $amount))) }}
{{- $_ := set $texts $kind (set (get $texts $kind | default dict) $name $text) }}
{{- end }}
{{- end }}
{{- toYaml $texts }}
{{- end }}
