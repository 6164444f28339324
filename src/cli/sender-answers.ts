/** What the management API answers about senders, hooks and samples, as far as the command line reads it. */
import type { ProfileNeeds } from '../intake/verification/profile-needs.js';
import type { Fault } from '../workflow/fault.js';

export interface SourceAnswer {
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly hook: { readonly id: string; readonly address: string; readonly url: string };
  readonly proofs: {
    readonly profile?: string;
    /** How many are live. */
    readonly secrets?: number;
    readonly token?: { readonly from: string; readonly scheme?: string; readonly secrets: number };
    readonly poll?: { readonly endpoint: string };
    readonly ip?: readonly string[];
    readonly open?: boolean;
  };
  readonly event?: Readonly<Record<string, readonly string[]>>;
  readonly limits?: { readonly requests?: string | { readonly limit: number; readonly per: string } };
  readonly vocabulary?: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ProfileAnswer {
  readonly name: string;
  readonly title: string;
  readonly needs: ProfileNeeds;
}

export interface SourceSecretAnswer {
  readonly id: string;
  readonly proof: 'verify' | 'token';
  readonly generation: string;
  readonly addedAt: string | null;
  readonly lastUsedAt: string | null;
  /** In the last seven days. */
  readonly uses: number;
}

export interface SsfStreamAnswer {
  readonly source: string;
  readonly streamId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly endpoint: string | null;
  readonly events: readonly string[];
  readonly status: { readonly status: string; readonly reason: string | null } | null;
  readonly verification: {
    readonly pending: boolean;
    readonly askedAt: string | null;
    readonly verifiedAt: string | null;
  };
  readonly poll: { readonly polledAt: string | null; readonly nextPollAt: string | null } | null;
  readonly lastEventAt: string | null;
  readonly lastError: { readonly at: string; readonly reason: string } | null;
}

export interface HookAnswer {
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly owner:
    | { readonly kind: 'source'; readonly source: string }
    | {
        readonly kind: 'workflow';
        readonly namespace: string;
        readonly workflow: string;
        readonly trigger: string;
      };
}

export interface HookUrlsAnswer {
  readonly environment: string;
  readonly hook: string;
  readonly enabled: boolean;
  readonly urls: readonly {
    readonly kind: string;
    readonly methods: readonly string[];
    readonly url: string;
  }[];
}

export interface CurlAnswer {
  readonly curl: string;
  readonly ready: boolean;
  readonly notes: readonly string[];
}

export interface TestAnswer {
  readonly event: string | null;
  readonly executions: readonly string[];
  readonly started: boolean;
  readonly why?: string;
}

export interface DeliveryAnswer {
  readonly receivedAt: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly method: string | null;
  readonly remoteAddress: string | null;
  readonly bytes: number;
  readonly event: {
    readonly id: string;
    readonly type: string | null;
    readonly test: boolean;
    readonly cause: string | null;
    readonly depth: number;
    readonly avoided: readonly string[];
  } | null;
  readonly diagnosis: {
    readonly expected: string;
    readonly came: string;
    readonly hints: readonly string[];
  } | null;
}

export interface SampledParameterAnswer {
  readonly name: string;
  readonly type: string;
  readonly from: string;
  readonly whole?: boolean;
  readonly value?: unknown;
}

export type SampleGroupsAnswer = Readonly<
  Record<'body' | 'query' | 'header', readonly SampledParameterAnswer[]>
>;

export interface SampleAnswer {
  readonly state: 'listening' | 'captured' | 'expired';
  readonly message: string;
  readonly url: string;
  readonly secondsLeft: number;
  readonly parameters?: SampleGroupsAnswer;
}

export interface SampleAppliedAnswer {
  readonly outcome: string;
  readonly revision: number | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}
