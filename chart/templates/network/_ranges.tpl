{{/*
Addresses, as src/domain/ip-kind.ts judges them: a test compares the two. NAT64 (RFC 6052) has those of IPv4 once more; outside of
2000::/3 no public address of IPv6 is anybody's yet.
*/}}

{{/* Of IPv4, what is nobody's public server: private networks, the machine itself, reserved ranges, the metadata of clouds. */}}
{{- define "warmseats.network.notPublic" -}}
- 0.0.0.0/8
- 10.0.0.0/8
- 100.64.0.0/10
- 127.0.0.0/8
- 168.63.129.16/32
- 169.254.0.0/16
- 172.16.0.0/12
- 192.0.0.0/24
- 192.0.2.0/24
- 192.31.196.0/24
- 192.52.193.0/24
- 192.88.99.0/24
- 192.168.0.0/16
- 192.175.48.0/24
- 198.18.0.0/15
- 198.51.100.0/24
- 203.0.113.0/24
- 224.0.0.0/3
{{- end }}

{{/* Peers: public servers. */}}
{{- define "warmseats.network.public" -}}
- ipBlock:
    cidr: 0.0.0.0/0
    except:
      {{- include "warmseats.network.notPublic" . | nindent 6 }}
- ipBlock:
    cidr: 64:ff9b::/96
    except:
      {{- range include "warmseats.network.notPublic" . | fromYamlArray }}
      - {{ include "warmseats.network.nat64" . }}
      {{- end }}
- ipBlock:
    cidr: 2000::/3
    except:
      - 2001::/23
      - 2001:db8::/32
      - 2002::/16
      - 2620:4f:8000::/48
      - 3fff::/20
{{- end }}

{{/* Peers: servers on private networks, and in the cluster (there are networks in which no address is a pod's). */}}
{{- define "warmseats.network.private" -}}
- namespaceSelector: {}
- ipBlock:
    cidr: 10.0.0.0/8
- ipBlock:
    cidr: 100.64.0.0/10
    except:
      - 100.100.100.200/32
- ipBlock:
    cidr: 172.16.0.0/12
- ipBlock:
    cidr: 192.168.0.0/16
- ipBlock:
    cidr: fc00::/7
    except:
      - fd00:ec2::254/128
      - fd20:ce::254/128
{{- end }}

{{/* A range of IPv4 behind NAT64, in the form that the API server has for it. */}}
{{- define "warmseats.network.nat64" -}}
{{- $parts := regexSplit "[./]" . -1 -}}
{{- $high := add (mul (index $parts 0 | atoi) 256) (index $parts 1 | atoi) -}}
{{- $low := add (mul (index $parts 2 | atoi) 256) (index $parts 3 | atoi) -}}
{{- $length := add (index $parts 4 | atoi) 96 -}}
{{- if or $high $low }}{{ printf "64:ff9b::%x:%x/%d" $high $low $length }}{{ else }}{{ printf "64:ff9b::/%d" $length }}{{ end }}
{{- end }}
