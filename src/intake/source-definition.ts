import type { EventLocators, HookLimits } from '../workflow/document.js';
import type { OwnNames } from './vocabulary/vocabulary.js';

/** How a source's sender proves itself, as stored: no secret in clear. */
export interface SourceDefinition {
  readonly verify?: {
    readonly profile: string;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Sealed for `source:<tenant>/<name>`. */
    readonly secrets: readonly { readonly sealed: string; readonly addedAt: string }[];
  };
  readonly token?: {
    readonly from: string;
    readonly scheme?: 'Bearer' | 'Basic';
    /** Hex SHA-256 of each live token. */
    readonly digests: readonly string[];
    /** ISO time each was added at, by digest; not there for the oldest. */
    readonly addedAt?: Readonly<Record<string, string>>;
  };
  readonly ip?: readonly string[];
  readonly open?: boolean;
  readonly event?: EventLocators;
  readonly limits?: HookLimits;
  readonly vocabulary?: OwnNames;
}
