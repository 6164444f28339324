{{/* What callers from the street need, of the tenant "main"; other tenants have their own name in its place. */}}
{{- define "signet.publicPaths" -}}
- /hooks/
- /ssf/
- /api/v1/executions/webhook/
- /api/v1/main/executions/webhook/
- /api/v2/webhooks/
- /approvals/
{{- end -}}

{{/* dict "root" $ "component" "web" "from" list-of-peers. */}}
{{- define "signet.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "signet.fullname" .root }}-{{ .component }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "signet.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "signet.selectorLabels" . | nindent 6 }}
  policyTypes:
    - Ingress
    {{- if .root.Values.networkPolicy.egress }}
    - Egress
    {{- end }}
  ingress:
    - ports:
        - { port: http, protocol: TCP }
      {{- with .from }}
      from:
        {{- toYaml . | nindent 8 }}
      {{- end }}
  {{- with .root.Values.networkPolicy.egress }}
  egress:
    - ports:
        - { port: 53, protocol: UDP }
        - { port: 53, protocol: TCP }
        - { port: 5353, protocol: UDP } # behind their Service, DNS pods of OpenShift listen here
        - { port: 5353, protocol: TCP }
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
