{{/* The parts of a pod's spec that web, worker and the migrate Job share. */}}
{{- define "signet.podBase" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
automountServiceAccountToken: false
{{- /* Kubernetes would otherwise add a variable for every Service, and the program reads its variables strictly. */}}
enableServiceLinks: false
{{- with .Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "signet.containerBase" -}}
image: {{ include "signet.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- with .Values.securityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* dict "root" $ "workflows" true */}}
{{- define "signet.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if and .workflows (or .root.Values.workflows .root.Values.workflowsExistingConfigMap) }}
- name: workflows
  mountPath: /etc/signet/workflows
  readOnly: true
{{- end }}
{{- with .root.Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "signet.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .root.Values.tmp.sizeLimit }}
{{- if and .workflows (or .root.Values.workflows .root.Values.workflowsExistingConfigMap) }}
- name: workflows
  configMap:
    name: {{ default (printf "%s-workflows" (include "signet.fullname" .root)) .root.Values.workflowsExistingConfigMap }}
{{- end }}
{{- with .root.Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "signet.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
{{ toYaml .timing }}
{{- end -}}

{{/* Constraints as given, each with this component's selector unless it brings its own. */}}
{{- define "signet.topologySpreadConstraints" -}}
{{- $selector := dict "matchLabels" (include "signet.selectorLabels" . | fromYaml) -}}
{{- range .constraints }}
{{- $one := ternary . (merge (dict "labelSelector" $selector) .) (hasKey . "labelSelector") }}
- {{ toYaml $one | nindent 2 | trim }}
{{- end }}
{{- end -}}
