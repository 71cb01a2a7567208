{{/*
The keys of the values, which templates cannot ask for. A test compares them with the schema in src/config.
*/}}

{{/* Keys of the chart alone, as CHART_KEYS in src/config/chart-schema.ts: they do not reach the controller. */}}
{{- define "warmseats.keys.chart" -}}
global enabled replicaCount image imagePullSecrets nameOverride fullnameOverride serviceAccount rbac calendarUrlSecret
podAnnotations podLabels podSecurityContext securityContext resources nodeSelector affinity tolerations
extraEnv extraVolumes extraVolumeMounts podDisruptionBudget service feed userDummy
{{- end }}

{{/* Keys that the controller reads, as configShape in src/config/schema.ts. */}}
{{- define "warmseats.keys.config" -}}
calendarUrl calendarTimezone calendarRefresh calendarHold calendars schedule nodePools defaultPool
scalingStrategy cpuThreshold memoryThreshold nodeGracePeriod emptyNodeGracePeriod calendarOverrideEnabled bridge
fallWindow pendingPatience userPods placeholderPodLabelSelector nodePoolSelectorKey priorityClass placeholder
profiles utilization statusPage dryRun logLevel
{{- end }}

{{/* Keys of a pool, as poolSchema there. */}}
{{- define "warmseats.keys.pool" -}}
nodeSelector replicas resources tolerations minPlaceholders maxPlaceholders leadTime trailTime seat onePerNode
scalingStrategy cpuThreshold memoryThreshold nodeGracePeriod emptyNodeGracePeriod calendarOverrideEnabled bridge
{{- end }}
