{{/*
Keys of the values, which templates cannot ask for. A test compares them with the schema in src/config.
*/}}

{{/* Keys of the chart alone, as CHART_KEYS in src/config/chart-schema.ts: they do not reach the controller. */}}
{{- define "warmseats.keys.chart" -}}
global enabled replicaCount image imagePullSecrets nameOverride fullnameOverride serviceAccount rbac admissionPolicy calendarUrlSecret
podAnnotations podLabels podSecurityContext securityContext resources nodeSelector affinity tolerations
extraEnv extraVolumes extraVolumeMounts podDisruptionBudget service networkPolicy monitoring feed userDummy pullHook packingScheduler
{{- end }}
