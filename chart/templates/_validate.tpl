{{/*
What cannot work is refused here, before anything is installed, with a sentence that says what to write instead. Wrong
types are the schema's business. The controller judges the same (src/config/build.ts).
*/}}
{{- define "warmseats.validate" -}}
{{- include "warmseats.validate.image" . }}
{{- include "warmseats.validate.calendar" . }}
{{- include "warmseats.validate.priorityClass" . }}
{{- include "warmseats.validate.thresholds" (dict "root" . "rules" .Values "path" "") }}
{{- include "warmseats.validate.utilization" . }}
{{- range $name, $pool := .Values.nodePools }}
{{- include "warmseats.validate.pool" (dict "root" $ "name" $name "pool" $pool) }}
{{- end }}
{{- with .Values.defaultPool }}
{{- if not (hasKey ($.Values.nodePools | default dict) .) }}
{{- include "warmseats.refuse" (dict "root" $ "path" "defaultPool" "text" (printf "there is no pool `%s`; the pools are: %s." . (keys ($.Values.nodePools | default dict) | sortAlpha | join ", " | default "(none)"))) }}
{{- end }}
{{- end }}
{{- end }}

{{/* {root, path, text, values?}: fails with a sentence, and the values as they should or should not be. */}}
{{- define "warmseats.refuse" -}}
{{- $path := ternary .path (printf "%s.%s" .root.Chart.Name .path) .root.Chart.IsRoot -}}
{{- $example := ternary (printf "\n\n%s" (include "warmseats.asWritten" .)) "" (hasKey . "values") -}}
{{- fail (printf "\n\n%s: %s%s\n" $path .text $example) }}
{{- end }}

{{- define "warmseats.validate.image" -}}
{{- $image := .Values.image | default dict -}}
{{- $repository := $image.repository | default "" | trim -}}
{{- $tag := $image.tag | default "" | toString -}}
{{- $lines := pick $image "repository" "tag" -}}
{{- if regexMatch "(^|/)node-placeholder-scaler([:@].*)?$" $repository }}
{{- if not $tag }}{{- $lines = pick $image "repository" }}{{- end }}
{{- include "warmseats.refuse" (dict "root" . "path" "image.repository" "values" (dict "image" $lines) "text" (printf "%s is the image of the old node-placeholder-scaler, which this chart cannot run. Warmseats brings its own image: remove these lines from your values." $repository)) }}
{{- else if regexMatch "^0\\.0\\.1-0\\.dev\\.git\\." $tag }}
{{- include "warmseats.refuse" (dict "root" . "path" "image.tag" "values" (dict "image" (pick $image "tag")) "text" (printf "%s is a tag of the old node-placeholder-scaler; there is no such Warmseats image. Remove this line from your values." $tag)) }}
{{- end }}
{{- end }}

{{- define "warmseats.validate.calendar" -}}
{{- $secret := .Values.calendarUrlSecret | default dict -}}
{{- if and .Values.calendarUrl $secret.name }}
{{- include "warmseats.refuse" (dict "root" . "path" "calendarUrlSecret" "text" (printf "the calendar's address is given twice. Remove calendarUrl, or calendarUrlSecret (%s)." $secret.name)) }}
{{- end }}
{{- include "warmseats.validate.address" (dict "root" . "path" "calendarUrl" "address" .Values.calendarUrl) }}
{{- range $index, $calendar := .Values.calendars }}
{{- $calendar = $calendar | default dict }}
{{- include "warmseats.validate.address" (dict "root" $ "path" (printf "calendars.%d.url" $index) "address" $calendar.url) }}
{{- $given := ($calendar.secret | default dict).name }}
{{- if not (or $calendar.url $given) }}
{{- include "warmseats.refuse" (dict "root" $ "path" (printf "calendars.%d" $index) "text" "has no address; give it a `url`, or a `secret` with a `name`.") }}
{{- else if and $calendar.url $given }}
{{- include "warmseats.refuse" (dict "root" $ "path" (printf "calendars.%d" $index) "text" "has its address twice; remove `url`, or `secret`.") }}
{{- end }}
{{- end }}
{{- end }}

{{/* {root, path, address}: never printed, as whoever has it reads the calendar. */}}
{{- define "warmseats.validate.address" -}}
{{- if not (regexMatch "(?i)^\\s*($|(https?|webcals?|file)://|/[^/]|\\.\\.?/)" (.address | default "")) }}
{{- include "warmseats.refuse" (dict "root" .root "path" .path "text" "has no scheme that is read. Write https:// in front (webcal://, http://), and of a file file:///a/path, /a/path or ./a/path.") }}
{{- end }}
{{- end }}

{{- define "warmseats.validate.priorityClass" -}}
{{- $class := .Values.priorityClass | default dict -}}
{{- if and (eq (toString $class.create) "false") (not $class.name) }}
{{- include "warmseats.refuse" (dict "root" . "path" "priorityClass.name" "text" "is empty, and priorityClass.create is false. Name a PriorityClass that exists and is below that of user pods, or remove `create: false`.") }}
{{- end }}
{{- $value := include "warmseats.priorityValue" . | int -}}
{{- if and (ge $value 0) (ne (toString $class.create) "false") }}
{{- include "warmseats.refuse" (dict "root" . "path" "priorityClass.value" "text" (printf "with %d placeholders do not make way for users, who have the priority 0 unless they are given another. Write -10." $value)) }}
{{- end }}
{{- end }}

{{- define "warmseats.validate.thresholds" -}}
{{- range $key := list "cpuThreshold" "memoryThreshold" }}
{{- $value := get $.rules $key }}
{{- if not (kindIs "invalid" $value) }}
{{- if or (lt (float64 $value) 0.0) (gt (float64 $value) 100.0) }}
{{- include "warmseats.refuse" (dict "root" $.root "path" (print $.path $key) "text" (printf "%v is not a share of a node. Write a number from 0 to 1, such as 0.2 for 20 %%." $value)) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Where a key is null the controller's default counts, and the controller judges. */}}
{{- define "warmseats.validate.utilization" -}}
{{- $policy := .Values.utilization | default dict -}}
{{- $min := ternary 0.65 $policy.minUtilization (kindIs "invalid" $policy.minUtilization) | float64 -}}
{{- $optimal := ternary 0.75 $policy.optimalUtilization (kindIs "invalid" $policy.optimalUtilization) | float64 -}}
{{- $max := ternary 0.85 $policy.maxUtilization (kindIs "invalid" $policy.maxUtilization) | float64 -}}
{{- if not (and (lt $min $optimal) (lt $optimal $max)) }}
{{- include "warmseats.refuse" (dict "root" . "path" "utilization.optimalUtilization" "text" (printf "%v < %v < %v does not hold; there must be minUtilization < optimalUtilization < maxUtilization." $min $optimal $max)) }}
{{- end }}
{{- if not (or (kindIs "invalid" $policy.minNodes) (kindIs "invalid" $policy.maxNodes)) }}
{{- if gt (int $policy.minNodes) (int $policy.maxNodes) }}
{{- include "warmseats.refuse" (dict "root" . "path" "utilization.minNodes" "text" (printf "%d is more than maxNodes, %d." (int $policy.minNodes) (int $policy.maxNodes))) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "warmseats.validate.pool" -}}
{{- $path := printf "nodePools.%s" .name -}}
{{- $pool := .pool | default dict -}}
{{- if has .name (list "students" "seats" "nodes" "leadTime" "trailTime") }}
{{- include "warmseats.refuse" (dict "root" .root "path" $path "text" (printf "`%s` is a word of calendar events; give the pool another name." .name)) }}
{{- end }}
{{- if or (not (regexMatch "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" .name)) (gt (len .name) 50) }}
{{- include "warmseats.refuse" (dict "root" .root "path" $path "text" "the name of a pool goes into names of objects: lower-case letters, digits and `-`, at most 50.") }}
{{- end }}
{{- if not $pool.nodeSelector }}
{{- include "warmseats.validate.nodeSelector" (dict "root" .root "name" .name "pool" $pool) }}
{{- end }}
{{- $root := .root -}}
{{- range $key := keys $pool | sortAlpha }}
{{- if or (has $key (list "requests" "limits")) (contains "/" $key) }}
{{- $place := ternary "nodeSelector" "resources" (contains "/" $key) }}
{{- include "warmseats.refuse" (dict "root" $root "path" (printf "%s.%s" $path $key) "text" (printf "is no key of a pool. It belongs below `%s:`, two spaces further in." $place)) }}
{{- end }}
{{- end }}
{{- include "warmseats.validate.thresholds" (dict "root" .root "rules" $pool "path" (print $path ".")) }}
{{- $min := $pool.minPlaceholders -}}
{{- $max := $pool.maxPlaceholders -}}
{{- if not (or (kindIs "invalid" $min) (kindIs "invalid" $max) (kindIs "string" $max)) }}
{{- if gt (int $min) (int $max) }}
{{- include "warmseats.refuse" (dict "root" .root "path" (print $path ".minPlaceholders") "text" (printf "%d is more than maxPlaceholders, %d." (int $min) (int $max))) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
A pool without nodeSelector. The example that the predecessor's README printed is mis-indented, and parses to an empty
nodeSelector with the label beside it: who copied it gets their own values back, rightly indented.
*/}}
{{- define "warmseats.validate.nodeSelector" -}}
{{- $strays := dict -}}
{{- range $key, $value := .pool }}
{{- if and (contains "/" $key) (not (or (kindIs "map" $value) (kindIs "slice" $value) (kindIs "invalid" $value))) }}
{{- $_ := set $strays $key (toString $value) }}
{{- end }}
{{- end }}
{{- $right := omit .pool "requests" "limits" -}}
{{- range $key, $_ := $strays }}{{- $right = omit $right $key }}{{- end }}
{{- $example := dict (.root.Values.nodePoolSelectorKey | default "hub.jupyter.org/pool-name") (printf "%s-pool" .name) -}}
{{- $right = set $right "nodeSelector" (ternary $strays $example (gt (len $strays) 0)) -}}
{{- $resources := merge dict (.pool.resources | default dict) (pick .pool "requests" "limits") -}}
{{- $right = ternary (set $right "resources" $resources) (omit $right "resources") (gt (len $resources) 0) -}}
{{- $text := "is missing: it says which nodes the pool has. Write (with the label of your nodes):" -}}
{{- if $strays }}
{{- $text = printf "is empty, and `%s` stands beside it instead of below it: the indentation is wrong. Write:" (keys $strays | sortAlpha | join "`, `") }}
{{- end }}
{{- include "warmseats.refuse" (dict "root" .root "path" (printf "nodePools.%s.nodeSelector" .name) "text" $text "values" (dict "nodePools" (dict .name $right))) }}
{{- end }}
