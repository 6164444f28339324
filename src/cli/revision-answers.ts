/** What the management API answers about revisions and archives, as far as the command line reads it. */
import type { Change } from '../workflow/diff/change.js';
import type { Fault } from '../workflow/fault.js';
import type { AppliedAnswer } from './api-answers.js';

export interface DifferenceAnswer {
  /** `namespace/id`; null of a document with faults. */
  readonly workflow: string | null;
  readonly outcome: 'new' | 'changed' | 'same' | 'refused';
  /** Compared with: the one deployed there, else the newest; null when there is none. */
  readonly revision: number | null;
  /** Whether that one runs there. */
  readonly deployed: boolean;
  readonly changes: readonly Change[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

export interface RevisionAnswer {
  readonly number: number;
  readonly hash: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** Where it runs. */
  readonly environments: readonly string[];
}

export interface ArchiveAnswer {
  readonly namespace: string;
  readonly count: number;
  /** By kind, what the workflows name. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly archive: string;
}

export interface ImportAnswer {
  readonly dryRun: boolean;
  readonly items: readonly {
    readonly workflow: string;
    readonly outcome: AppliedAnswer['outcome'];
    readonly revision: number | null;
  }[];
  readonly warnings: readonly Fault[];
}
