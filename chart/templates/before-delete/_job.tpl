{{/*
A Job that runs before the release goes: `command` of the program on its state ConfigMap.
*/}}
{{- define "warmseats.beforeDelete" -}}
{{- $name := .name -}}
{{- $command := .command -}}
{{- with .root -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "warmseats.fullname" . | trunc 50 | trimSuffix "-" }}-{{ $name }}
  labels:
    {{- merge (dict "app.kubernetes.io/component" $name) (include "warmseats.labels" . | fromYaml) | toYaml | nindent 4 }}
  annotations:
    helm.sh/hook: pre-delete
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 3
  activeDeadlineSeconds: 180
  template:
    metadata:
      labels:
        # Not the labels that the Service and the PodDisruptionBudget select.
        app.kubernetes.io/name: {{ include "warmseats.name" . }}-{{ $name }}
        app.kubernetes.io/instance: {{ .Release.Name }}
        app.kubernetes.io/component: {{ $name }}
    spec:
      serviceAccountName: {{ include "warmseats.serviceAccountName" . }}
      automountServiceAccountToken: true
      enableServiceLinks: false
      restartPolicy: Never
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.podSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      tolerations:
        - key: hub.jupyter.org/dedicated
          operator: Equal
          value: core
          effect: NoSchedule
        - key: hub.jupyter.org_dedicated
          operator: Equal
          value: core
          effect: NoSchedule
        {{- with .Values.tolerations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      containers:
        - name: {{ $name }}
          image: {{ include "warmseats.image" . | quote }}
          imagePullPolicy: {{ (.Values.image | default dict).pullPolicy | default "IfNotPresent" }}
          args:
            - {{ $command }}
            - --state={{ include "warmseats.stateName" . }}
            - --namespace={{ .Release.Namespace }}
          {{- with .Values.extraEnv }}
          env:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          {{- with .Values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          {{- with .Values.securityContext }}
          securityContext:
            {{- toYaml . | nindent 12 }}
          {{- end }}
{{- end }}
{{- end }}
