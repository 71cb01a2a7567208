{{/* Not empty where the policy is wanted. */}}
{{- define "warmseats.network" -}}
{{- if ne (toString (.Values.networkPolicy | default dict).enabled) "false" }}true{{ end }}
{{- end }}

{{/*
Peers: pods of any namespace that are not users' servers. A user's pod fits all terms of the selector; each peer here fits what
does not fit one of them.
*/}}
{{- define "warmseats.network.notUsers" -}}
{{- $opposite := dict "In" "NotIn" "NotIn" "In" "Exists" "DoesNotExist" "DoesNotExist" "Exists" -}}
{{- $users := include "warmseats.labelSelector" ((.Values.userPods | default dict).labelSelector | default "component=singleuser-server") | fromYaml -}}
{{- $peers := list -}}
{{- range $users.matchExpressions }}
{{- $term := set (deepCopy .) "operator" (get $opposite .operator) }}
{{- $peers = append $peers (dict "namespaceSelector" dict "podSelector" (dict "matchExpressions" (list $term))) }}
{{- end }}
{{- toYaml $peers }}
{{- end }}

{{/* Peers: the API server; none where its addresses are not said. */}}
{{- define "warmseats.network.apiServer" -}}
{{- $peers := list -}}
{{- range (.Values.networkPolicy | default dict).apiServerCidrs }}{{ $peers = append $peers (dict "ipBlock" (dict "cidr" .)) }}{{ end }}
{{- if $peers }}{{ toYaml $peers }}{{ end }}
{{- end }}

{{/* The namespaces of the hubs that ask the profiles API, as a YAML list. */}}
{{- define "warmseats.network.hubNamespaces" -}}
{{- $api := (.Values.profiles | default dict).api | default dict -}}
{{- $namespaces := list -}}
{{- if and (include "warmseats.profiles" .) $api.enabled }}
{{- range $api.serviceAccounts | default (list "hub") }}
{{- $account := kindIs "map" . | ternary (dig "name" "" (kindIs "map" . | ternary . dict) | toString) (toString .) }}
{{- $namespaces = append $namespaces (contains "/" $account | ternary (splitList "/" $account | first) $.Release.Namespace) }}
{{- end }}
{{- end }}
{{- toYaml ($namespaces | uniq) }}
{{- end }}

{{/* {ports}: as a policy names them, of TCP. */}}
{{- define "warmseats.network.tcp" -}}
{{- range . }}
- port: {{ int . }}
  protocol: TCP
{{- end }}
{{- end }}

{{/*
The ports of calendars and of those who are told, as a YAML list: what `egressPorts` has, those in addresses that the values
name, and those of mail where somebody is told by it.
*/}}
{{- define "warmseats.network.egressPorts" -}}
{{- $ports := list -}}
{{- range (.Values.networkPolicy | default dict).egressPorts | default (list 80 443) }}{{ $ports = append $ports (int .) }}{{ end }}
{{- $addresses := list (.Values.calendarUrl | default "") -}}
{{- range .Values.calendars }}{{ $addresses = append $addresses ((. | default dict).url | default "") }}{{ end }}
{{- range $addresses }}
{{- if regexMatch "^\\s*[A-Za-z]+://[^/?#]*:[0-9]+\\s*([/?#]|$)" . }}
{{- $ports = append $ports (regexReplaceAll "^\\s*[A-Za-z]+://[^/?#]*:([0-9]+)\\s*([/?#].*)?$" . "${1}" | trim | atoi) }}
{{- end }}
{{- end }}
{{- range .Values.notify }}
{{- if eq ((. | default dict).type | default "") "email" }}{{ $ports = concat $ports (list 25 465 587 2525) }}{{ end }}
{{- end }}
{{- toYaml ($ports | uniq) }}
{{- end }}

{{/* {root, rule, auto}: not empty where this one of `egressAllowRules` is on; `auto` is what it is where nobody says. */}}
{{- define "warmseats.network.allows" -}}
{{- $said := get ((.root.Values.networkPolicy | default dict).egressAllowRules | default dict) .rule | toString -}}
{{- if or (eq $said "true") (and .auto (ne $said "false")) }}true{{ end }}
{{- end }}

{{/*
Where the hub is, as {ports, namespace?}; nothing where it is not asked. A Service has another port than the pods behind it, and
a policy sees theirs: 8081 is that of zero-to-jupyterhub's hub, and stands beside what hub.url says.
*/}}
{{- define "warmseats.network.hub" -}}
{{- $url := (.Values.hub | default dict).url | default "" -}}
{{- if $url }}
{{- $host := regexReplaceAll "^\\s*[A-Za-z]+://([^/?#]*).*$" $url "${1}" -}}
{{- $port := hasPrefix "https" (lower $url) | ternary 443 80 -}}
{{- if regexMatch ":[0-9]+$" $host }}{{ $port = regexReplaceAll "^.*:([0-9]+)$" $host "${1}" | atoi }}{{ end }}
{{- $name := regexReplaceAll ":[0-9]+$" $host "" -}}
{{- $namespace := "" -}}
{{- if regexMatch "^[a-z0-9-]+$" $name }}{{ $namespace = .Release.Namespace }}{{ end }}
{{- if regexMatch "^[a-z0-9-]+\\.[a-z0-9-]+\\.svc([.].*)?$" $name }}{{ $namespace = index (splitList "." $name) 1 }}{{ end }}
{{- dict "ports" (list $port 8081 | uniq) "namespace" $namespace | toYaml }}
{{- end }}
{{- end }}
