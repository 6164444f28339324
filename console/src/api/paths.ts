/** Addresses of the API and of the console's own pages. No page puts one together by hand. */
const part = encodeURIComponent;

const API = '/api/v1';

export const api = {
  whoami: `${API}/whoami`,
  executions: `${API}/executions`,
  execution: (id: string) => `${API}/executions/${part(id)}`,
  executionRecord: (id: string) => `${API}/executions/${part(id)}/record`,
  /** `verb`: cancel, pause, resume, restart. */
  control: (id: string, verb: string) => `${API}/executions/${part(id)}/${verb}`,
  callbackRetry: (id: string) => `${API}/executions/${part(id)}/callback/retry`,
  deadLetters: `${API}/dead-letters`,
  deadLetter: (id: string) => `${API}/dead-letters/${part(id)}`,
  replayAll: `${API}/dead-letters/replay`,
  discardAll: `${API}/dead-letters/discard`,
  replay: (id: string) => `${API}/dead-letters/${part(id)}/replay`,
  discard: (id: string) => `${API}/dead-letters/${part(id)}/discard`,
  workflows: `${API}/workflows`,
  workflow: (workflow: string) => `${API}/workflows/${workflowPart(workflow)}`,
  /** What is below a workflow: its revisions, its triggers, a deed. */
  ofWorkflow: (workflow: string, ...parts: readonly (string | number)[]) =>
    [`${API}/workflows/${workflowPart(workflow)}`, ...parts.map(part)].join('/'),
  validateWorkflow: `${API}/workflows/validate`,
  diffWorkflow: `${API}/workflows/diff`,
  backtestWorkflow: `${API}/workflows/backtest`,
  sources: `${API}/sources`,
  source: (name: string) => `${API}/sources/${part(name)}`,
  sourceEnable: (name: string) => `${API}/sources/${part(name)}/enable`,
  sourceDisable: (name: string) => `${API}/sources/${part(name)}/disable`,
  sourceCurl: (name: string) => `${API}/sources/${part(name)}/curl`,
  sourceTest: (name: string) => `${API}/sources/${part(name)}/test`,
  sourceSecrets: (name: string) => `${API}/sources/${part(name)}/secrets`,
  sourceSecret: (name: string, id: string) => `${API}/sources/${part(name)}/secrets/${part(id)}`,
  sourceStream: (name: string) => `${API}/sources/${part(name)}/ssf`,
  sourceStreamVerify: (name: string) => `${API}/sources/${part(name)}/ssf/verify`,
  profiles: `${API}/profiles`,
  hooks: `${API}/hooks`,
  hook: (id: string) => `${API}/hooks/${part(id)}`,
  hookDeliveries: (id: string) => `${API}/hooks/${part(id)}/deliveries`,
  approvals: `${API}/approvals`,
  approval: (id: string) => `${API}/approvals/${part(id)}`,
  approvalDecide: (id: string) => `${API}/approvals/${part(id)}/decide`,
  approvalLinks: (id: string) => `${API}/approvals/${part(id)}/links`,
  auditEntries: `${API}/audit-entries`,
  auditCheckpoint: `${API}/audit-log/checkpoint`,
  auditExport: `${API}/audit-log/export`,
  auditEvidence: `${API}/audit-log/evidence`,
  environments: `${API}/environments`,
  environment: (name: string) => `${API}/environments/${part(name)}`,
  workflowSchema: '/schemas/workflow.json',
  secrets: `${API}/secrets`,
  secret: (namespace: string, name: string) => `${API}/secrets/${part(namespace)}/${part(name)}`,
  variables: `${API}/variables`,
  variable: (namespace: string, name: string) => `${API}/variables/${part(namespace)}/${part(name)}`,
  tokens: `${API}/tokens`,
  token: (id: string) => `${API}/tokens/${part(id)}`,
  directories: `${API}/directories`,
  directory: (name: string) => `${API}/directories/${part(name)}`,
  limits: `${API}/limits`,
  workflowLimits: (workflow: string) => `${API}/workflows/${workflowPart(workflow)}/limits`,
  tenants: `${API}/tenants`,
  tenant: (name: string) => `${API}/tenants/${part(name)}`,
  tenantToken: (name: string) => `${API}/tenants/${part(name)}/token`,
  doctor: `${API}/doctor`,
  drill: `${API}/drill`,
} as const;

/** Below the console's own base. */
export const pages = {
  overview: '/',
  executions: '/executions',
  execution: (id: string) => `/executions/${part(id)}`,
  deadLetters: '/dead-letters',
  approvals: '/approvals',
  workflows: '/workflows',
  newWorkflow: '/workflows/new',
  workflow: (workflow: string) => `/workflows/${workflowPart(workflow)}`,
  editWorkflow: (workflow: string) => `/workflows/${workflowPart(workflow)}/edit`,
  sources: '/sources',
  source: (name: string) => `/sources/${part(name)}`,
  audit: '/audit',
  settings: '/settings',
} as const;

/** `namespace/id`, as the API names workflows. */
function workflowPart(workflow: string): string {
  return workflow.split('/').map(part).join('/');
}
