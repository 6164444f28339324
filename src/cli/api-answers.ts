/** What the management API answers, as far as the command line reads it. */
import type { Fault } from '../workflow/fault.js';

export interface WorkflowAnswer {
  readonly namespace: string;
  readonly id: string;
  readonly enabled: boolean;
  /** Null where it is not deployed. */
  readonly revision: number | null;
  readonly newest: number;
  /** Where it is deployed. */
  readonly environments: readonly string[];
  readonly hooks: readonly {
    readonly trigger: string;
    readonly id: string;
    readonly url: string;
    readonly enabled: boolean;
  }[];
  readonly triggers: readonly unknown[];
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly text?: string;
}

export interface DeploymentAnswer {
  readonly environment: string;
  readonly revision: number;
  readonly enabled: boolean;
  readonly deployedAt: string;
  readonly deployedBy: string;
}

export interface EnvironmentAnswer {
  readonly name: string;
  readonly description: string | null;
  readonly workflows: number;
  readonly createdAt: string;
}

/** What a doctor sees; the command that looks for itself shows the same. */
export interface DoctorAnswer {
  readonly status: FindingAnswer['status'];
  readonly findings: readonly FindingAnswer[];
}

export interface FindingAnswer {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly seen: string;
  readonly todo: string | null;
}

/** How far a drill came. */
export interface DrillAnswer {
  readonly ok: boolean;
  readonly tookMs: number;
  readonly event: string | null;
  readonly execution: string | null;
  readonly hops: readonly HopAnswer[];
}

export interface HopAnswer {
  readonly hop: string;
  readonly status: 'ok' | 'failed' | 'not_reached';
  readonly ms: number | null;
  readonly todo: string | null;
}

export interface TenantAnswer {
  readonly name: string;
  readonly description: string | null;
  readonly retentionDays: number | null;
  readonly createdAt: string;
  /** Of a new one. */
  readonly token?: string;
}

export interface TenantTokenAnswer {
  readonly name: string;
  readonly token: string;
}

export interface VariableAnswer {
  readonly namespace: string;
  /** Null: in all that have none of their own. */
  readonly environment: string | null;
  readonly name: string;
  readonly value: unknown;
  readonly version: number;
  readonly updatedAt: string;
}

export interface QuotaAnswer {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetsAt: string;
}

/** Null: no limit. */
export interface LimitsAnswer {
  readonly perDay: QuotaAnswer | null;
  readonly perMonth: QuotaAnswer | null;
  readonly concurrency: {
    readonly limit: number;
    readonly overflow: string;
    readonly running: number;
  } | null;
  readonly timeout: string | null;
  readonly requests: { readonly limit: number; readonly per: string } | null;
}

export interface TenantLimitsAnswer extends LimitsAnswer {
  /** For whoever runs the installation. */
  readonly instance?: LimitsAnswer;
}

export interface AppliedAnswer {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly workflow: WorkflowAnswer;
  readonly warnings: readonly Fault[];
}

export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
}

export interface ExecutionAnswer {
  readonly id: string;
  /** `namespace/id`. */
  readonly workflow: string;
  readonly revision: number;
  readonly trigger: string | null;
  readonly eventId: string;
  readonly eventType: string | null;
  readonly subject: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly attempt: number;
  readonly environment: string;
  readonly replayOf: string | null;
  readonly acceptedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly dueAt: string | null;
  readonly error: ErrorAnswer | null;
  readonly erasedAt: string | null;
}

export interface TaskRunAnswer {
  readonly task: string;
  readonly iteration?: number;
  readonly action: string;
  readonly status: string;
  readonly attempt: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly input: unknown;
  readonly output: unknown;
  readonly error: ErrorAnswer | null;
}

export interface ExecutionDetail extends ExecutionAnswer {
  readonly event: {
    readonly id: string;
    readonly type: string | null;
    readonly subject: string | null;
    readonly source: string | null;
    readonly externalId: string | null;
    readonly receivedAt: string;
    readonly body: unknown;
    readonly cause: string | null;
    readonly depth: number;
    readonly avoided: readonly string[];
  };
  readonly taskRuns: readonly TaskRunAnswer[];
  readonly auditEntries: number;
}

export interface DeadLetterAnswer {
  readonly execution: string;
  readonly workflow: string;
  readonly revision: number;
  readonly eventType: string | null;
  readonly subject: string | null;
  readonly environment: string;
  readonly task: string | null;
  readonly reason: string;
  readonly error: ErrorAnswer | null;
  readonly fingerprint: string;
  readonly attempts: number;
  readonly status: string;
  readonly buriedAt: string;
  readonly note: string | null;
  readonly replayExecution: string | null;
  readonly erasedAt: string | null;
}

/** What was erased of a person, or would be; rows by what they are. */
export interface ErasureAnswer {
  readonly dryRun: boolean;
  readonly erased: {
    readonly events: number;
    readonly executions: number;
    readonly taskRuns: number;
    readonly deadLetters: number;
    readonly approvals: number;
    readonly callbacks: number;
    readonly repeats: number;
    readonly samples: number;
    readonly notes: number;
    readonly auditEntries: number;
  };
  /** Audit entries that name it, by id. */
  readonly entries: readonly string[];
  readonly directoryUser: boolean;
}

export interface SecretAnswer {
  readonly namespace: string;
  /** Null: in all that have none of their own. */
  readonly environment: string | null;
  readonly name: string;
  readonly version?: number;
  readonly updatedAt: string;
}

export interface TokenAnswer {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly namespaces: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt?: string | null;
}

export interface AuditEntryAnswer {
  readonly id: string;
  readonly at: string;
  readonly verb: string;
  readonly actor: string | null;
  readonly subject: string | null;
  readonly execution: string | null;
  readonly task: string | null;
  readonly message: string | null;
  readonly outcome: unknown;
  /** Whether subject, message and outcome were erased. */
  readonly erased: boolean;
  /** What is wrong with the row; null: nothing. */
  readonly fault: string | null;
}

export interface CheckpointAnswer {
  readonly size: number;
  readonly at: string;
  readonly note: string;
  readonly key: string;
}

export interface DirectoryAnswer {
  readonly name: string;
  readonly type: 'scim' | 'local';
  readonly url: string | null;
  readonly hasToken: boolean;
  /** The client that fetches tokens, where there is one. */
  readonly auth: {
    readonly type: 'oauth2';
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly scope?: string;
    readonly audience?: string;
  } | null;
  readonly config: Readonly<Record<string, unknown>>;
  /** Null for the one that is always there. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

export interface UserAnswer {
  readonly id: string;
  readonly userName?: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}
