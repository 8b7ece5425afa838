{{/* Arguments that every member has. */}}
{{- define "pouw.member" -}}
- node
- start
- --cluster
- --node-id
- $(POD_NAME)
- --cluster-port
- "5701"
- --cluster-secret-file
- /secrets/cluster-secret
- --set
- cluster.host=$(POD_IP)
- --set
- cluster.join=kubernetes
- --set
- cluster.kubernetes_service={{ .Release.Name }}-cluster.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}

{{/* What the container is told about its pod. */}}
{{- define "pouw.env" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_IP
  valueFrom: {fieldRef: {fieldPath: status.podIP}}
{{- end }}

{{- define "pouw.labels" -}}
app.kubernetes.io/name: pouw
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
