{{/* One role as a Deployment: dict "root" $ "component" "web" "role" .Values.web. */}}
{{- define "signet.deployment" -}}
{{- $root := .root -}}
{{- $role := .role -}}
{{- $name := include "signet.fullname" $root -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}-{{ .component }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "signet.labels" . | nindent 4 }}
spec:
  {{- if not $role.autoscaling.enabled }}
  replicas: {{ $role.replicas | int }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  selector:
    matchLabels:
      {{- include "signet.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- with $role.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- include "signet.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "signet.config" $root | sha256sum }}
        {{- /* Cut short on purpose: enough to notice a change, too little to confirm a guessed password. */}}
        checksum/secret: {{ include "signet.ownSecrets" $root | sha256sum | trunc 8 | quote }}
        checksum/workflows: {{ $root.Values.workflows | toJson | sha256sum }}
        {{- with $role.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "signet.podBase" $root | trim | nindent 6 }}
      terminationGracePeriodSeconds: {{ $root.Values.terminationGracePeriodSeconds | int }}
      {{- with include "signet.placement" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with $role.initContainers }}
      initContainers:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .component }}
          {{- include "signet.containerBase" $root | nindent 10 }}
          ports:
            - { name: http, containerPort: 8080, protocol: TCP }
          envFrom:
            - configMapRef: { name: {{ $name }} }
          env:
            - { name: ROLE, value: {{ .component }} }
            {{- include "signet.secretsEnv" (dict "root" $root "own" $name) | trim | nindent 12 }}
            {{- if eq .component "web" }}
            {{- with include "signet.secretEnv" (dict "name" "ADMIN_TOKEN" "from" $root.Values.adminToken "inline" $root.Values.adminToken.value "own" $name) | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- end }}
            {{- with $root.Values.extraEnv }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          {{- if eq .component "web" }}
          lifecycle:
            preStop:
              exec: { command: [sleep, "5"] }
          {{- end }}
          startupProbe:
            {{- include "signet.probe" (dict "path" "/health/live" "timing" $root.Values.probes.startup) | nindent 12 }}
          livenessProbe:
            {{- include "signet.probe" (dict "path" "/health/live" "timing" $root.Values.probes.liveness) | nindent 12 }}
          readinessProbe:
            {{- include "signet.probe" (dict "path" "/health/ready" "timing" $root.Values.probes.readiness) | nindent 12 }}
          resources:
            {{- toYaml $role.resources | nindent 12 }}
          volumeMounts:
            {{- include "signet.volumeMounts" (dict "root" $root "workflows" true) | nindent 12 }}
        {{- with $role.sidecars }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      volumes:
        {{- include "signet.volumes" (dict "root" $root "workflows" true) | nindent 8 }}
{{- end -}}

{{- define "signet.placement" -}}
{{- $role := .role -}}
{{- with $role.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $role.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- include "signet.topologySpreadConstraints" (dict "root" $.root "component" $.component "constraints" .) | trim | nindent 2 }}
{{- end }}
{{- with $role.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $role.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $role.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Its autoscaler and disruption budget. */}}
{{- define "signet.scaling" -}}
{{- $name := printf "%s-%s" (include "signet.fullname" .root) .component -}}
{{- if .role.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "signet.labels" . | nindent 4 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ $name }} }
  minReplicas: {{ .role.autoscaling.minReplicas | int }}
  maxReplicas: {{ .role.autoscaling.maxReplicas | int }}
  metrics:
    {{- with .role.autoscaling.targetCPUUtilizationPercentage }}
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ . | int }} }
    {{- end }}
    {{- with .role.autoscaling.oldestDue }}
    {{- if .enabled }}
    - type: External
      external:
        metric:
          name: {{ .metric }}
          selector: { matchLabels: { namespace: {{ $.root.Release.Namespace }} } }
        target: { type: Value, value: {{ .seconds | quote }} }
    {{- end }}
    {{- end }}
    {{- with .role.autoscaling.metrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
{{- if .role.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "signet.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .role.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "signet.selectorLabels" . | nindent 6 }}
{{- end }}
{{- end -}}
