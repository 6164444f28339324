/** What is seen of a deployment, before anybody judges it. */
import type { Misspelt } from '../config/misspelt.js';
import type { SchemaStanding } from '../database/schema-standing.js';
import type { LedgerSize } from '../ledger/partition.repository.js';
import type { KeyState } from '../secrets/master-keys.repository.js';

/** What any Postgres tells. */
export interface PostgresFacts extends SchemaStanding {
  /** As Postgres counts: 180004 for 18.4. */
  readonly version: number;
  /** Its clock less ours, in milliseconds; half of the way there and back may be wrong with it. */
  readonly clockAheadMs: number;
  /** Whether what it says is committed is on its disk. */
  readonly isDurable: boolean;
}

/** What a database with all migrations tells. */
export interface LedgerFacts {
  readonly daysAhead: number;
  /** Tables with rows in their default partition. */
  readonly strays: readonly string[];
  readonly oldestDueSeconds: number;
  /** Executions whose lease ran out more than a minute ago and that nobody took over. */
  readonly stuckLeases: number;
  readonly openDeadLetters: number;
  readonly size: LedgerSize;
  readonly key: KeyState;
  /** Master keys that open what is sealed. */
  readonly keys: number;
  readonly upkeep: UpkeepFacts | null;
  readonly audit: AuditFacts;
  readonly vacuum: VacuumFacts;
}

export interface AuditFacts {
  /** Entries that are in order. */
  readonly size: number;
  /** Age of the first one that is not; 0 when all are. */
  readonly waitingSeconds: number;
  /** Rows that are not of Signet's making. */
  readonly refused: number;
}

export interface UpkeepFacts {
  readonly ageSeconds: number;
  /** Partitions whose time is over and that open executions or dead letters hold. */
  readonly held: readonly string[];
}

export interface VacuumFacts {
  /** False when it is off for the server. */
  readonly enabled: boolean;
  /** Transactions since the oldest row was frozen. */
  readonly oldestXid: number;
  readonly tables: readonly {
    readonly table: string;
    readonly enabled: boolean;
    readonly live: number;
    readonly dead: number;
  }[];
}

export interface RedisFacts {
  readonly version: string;
  /** Null where the server does not tell. */
  readonly policy: string | null;
  readonly clockAheadMs: number;
  /** `standalone`, `cluster` or `sentinel`; null where the server does not tell. */
  readonly mode: string | null;
  /** Why a key under our prefix could not be written; null when it could. */
  readonly writeFault: string | null;
}

/** Null stands for what could not be asked; the text says why. */
export interface Facts {
  readonly postgres: PostgresFacts | { readonly unreachable: string };
  /** Null while migrations are pending. */
  readonly ledger: LedgerFacts | null;
  /** Null: none is configured. */
  readonly redis: RedisFacts | { readonly unreachable: string } | null;
  readonly street: StreetFacts;
  readonly misspelt: readonly Misspelt[];
}

export interface StreetFacts {
  readonly publicUrl: string | null;
  readonly trustedProxies: readonly string[];
  /** Who passed the request on that this is asked with, and is no proxy we trust; null when nobody did. */
  readonly forwardedBy: string | null;
}
