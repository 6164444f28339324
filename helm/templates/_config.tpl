{{/* Everything that is no secret, as a YAML map. The ConfigMap holds it; the migrate Job carries a copy. */}}
{{- define "signet.config" -}}
NODE_ENV: production
PORT: "8080"
HOST: {{ .Values.config.host | quote }}
LOG_LEVEL: {{ .Values.config.logLevel | quote }}
{{- with .Values.config.publicUrl }}
PUBLIC_URL: {{ . | quote }}
{{- end }}
{{- with .Values.config.trustedProxies }}
TRUSTED_PROXIES: {{ join "," . | quote }}
{{- end }}
{{- with .Values.config.outboundAllow }}
OUTBOUND_ALLOW: {{ join "," . | quote }}
{{- end }}
{{- if or .Values.workflows .Values.workflowsExistingConfigMap }}
WORKFLOWS_DIR: /etc/signet/workflows
{{- end }}
WORKER_CONCURRENCY: {{ .Values.worker.concurrency | int | quote }}
{{- range $name, $value := .Values.config.extra }}
{{ $name }}: {{ $value | toString | quote }}
{{- end }}
{{- end -}}

{{/* What goes into the chart's own Secret, as a YAML map: only what was given inline. */}}
{{- define "signet.ownSecrets" -}}
{{- if and .Values.database.url (not .Values.database.existingSecret) }}
DATABASE_URL: {{ .Values.database.url | quote }}
{{- end }}
{{- if and .Values.redis.url (not .Values.redis.existingSecret) }}
REDIS_URL: {{ .Values.redis.url | quote }}
{{- end }}
{{- if and .Values.masterKey.value (not .Values.masterKey.existingSecret) }}
SIGNET_MASTER_KEY: {{ .Values.masterKey.value | quote }}
{{- end }}
{{- if and .Values.adminToken.value (not .Values.adminToken.existingSecret) }}
ADMIN_TOKEN: {{ .Values.adminToken.value | quote }}
{{- end }}
{{- end -}}

{{/* One variable from a Secret: dict "name" "DATABASE_URL" "from" .Values.database "inline" .Values.database.url "own" "the-secret". */}}
{{- define "signet.secretEnv" -}}
{{- if or .from.existingSecret .inline }}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ default .own .from.existingSecret }}
      key: {{ ternary .from.existingSecretKey .name (not (empty .from.existingSecret)) }}
{{- end }}
{{- end -}}

{{/* The secret migrations need: dict "root" $ "own" "name of the Secret made from inline values". */}}
{{- define "signet.databaseEnv" -}}
{{- $v := .root.Values -}}
{{- include "signet.secretEnv" (dict "name" "DATABASE_URL" "from" $v.database "inline" $v.database.url "own" .own) }}
{{- end -}}

{{/* The secrets every role is given: as above. */}}
{{- define "signet.secretsEnv" -}}
{{- $v := .root.Values -}}
{{- include "signet.databaseEnv" . }}
{{- include "signet.secretEnv" (dict "name" "REDIS_URL" "from" $v.redis "inline" $v.redis.url "own" .own) }}
{{- include "signet.secretEnv" (dict "name" "SIGNET_MASTER_KEY" "from" $v.masterKey "inline" $v.masterKey.value "own" .own) }}
{{- end -}}

{{/* Stops the render with what is missing, rather than a pod at night. */}}
{{- define "signet.requirements" -}}
{{- if not (or .Values.database.url .Values.database.existingSecret) -}}
{{- fail "database: give database.url, or database.existingSecret with the key DATABASE_URL" -}}
{{- end -}}
{{- if not (or .Values.masterKey.value .Values.masterKey.existingSecret) -}}
{{- fail "masterKey: give masterKey.value (openssl rand -base64 32), or masterKey.existingSecret with the key SIGNET_MASTER_KEY" -}}
{{- end -}}
{{- if not (or .Values.web.enabled .Values.worker.enabled) -}}
{{- fail "web.enabled and worker.enabled are both false: nothing would run" -}}
{{- end -}}
{{- $shutdownMs := ternary (get .Values.config.extra "SHUTDOWN_MS") 8000 (hasKey .Values.config.extra "SHUTDOWN_MS") | int -}}
{{- /* Web waits 5 s before it stops; a stop takes 10 s at most beside SHUTDOWN_MS. */ -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add 15 (div (add $shutdownMs 999) 1000) | int) -}}
{{- fail (printf "terminationGracePeriodSeconds: %d s are too few for SHUTDOWN_MS (%d) and 15 s more, pods would be killed before they hand back what runs" (int .Values.terminationGracePeriodSeconds) $shutdownMs) -}}
{{- end -}}
{{- if and .Values.workflows .Values.workflowsExistingConfigMap -}}
{{- fail "workflows: give documents inline or workflowsExistingConfigMap, not both" -}}
{{- end -}}
{{- if and .Values.gateway.enabled (not .Values.web.enabled) -}}
{{- fail "gateway.enabled needs web.enabled: only web takes deliveries" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.web.enabled) -}}
{{- fail "ingress.enabled needs web.enabled: only web takes deliveries" -}}
{{- end -}}
{{- end -}}
