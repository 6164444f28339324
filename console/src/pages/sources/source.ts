/** Sources as the API shows them, and as a person reads them. */
import type { SourceModel } from '../../../../src/admin/sources/sources.dto.js';
import type { ProfileAnswer, SourceAnswer } from '../../../../src/cli/sender-answers.js';
import type { Wire } from '../../api/wire';

export interface Proofs extends Omit<SourceAnswer['proofs'], 'poll'> {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly poll?: {
    readonly endpoint: string;
    readonly maxEvents: number;
    readonly intervalSeconds: number;
    readonly longPoll: boolean;
    /** Whether there is one. */
    readonly authorization: boolean;
  };
}

export type Source = Omit<Wire<SourceModel>, 'proofs'> & { readonly proofs: Proofs };

/** One kind of sender. */
export type Profile = ProfileAnswer;

/** What a source's deliveries are proven by, in a line. */
export function proofsText({ profile, secrets = 0, token, poll, ip = [], open }: Proofs): string {
  return [
    ...(profile === undefined ? [] : [`${profile} (${count(secrets)})`]),
    ...(token === undefined ? [] : [`token in ${token.from} (${count(token.secrets)})`]),
    ...(poll === undefined ? [] : [`polled from ${poll.endpoint}`]),
    ...(ip.length === 0 ? [] : [`from ${ip.join(', ')}`]),
    ...(open === true ? ['open to anyone'] : []),
  ].join(' and ');
}

/** Whether all it sends is refused, because its secret has not been added yet. */
export function isWaitingForSecret({ proofs }: Source, profile: Profile | undefined): boolean {
  return profile?.needs.secret?.required === true && (proofs.secrets ?? 0) === 0;
}

const count = (secrets: number): string => (secrets === 1 ? '1 secret' : `${secrets} secrets`);
