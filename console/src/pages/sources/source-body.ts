/** What is sent to make or change a source, out of the texts of a form. */
import type { SourceBody } from '../../../../src/admin/sources/sources.dto.js';
import type { Profile, Proofs, Source } from './source';

type Setting = Profile['needs']['settings'][number];

/** Texts of settings by their name. */
export type Texts = Readonly<Record<string, string>>;

export interface Read<Value> {
  readonly value: Value;
  /** What is wrong, by the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Stands for the address of a hook until there is one. */
export const NOT_YET = 'https://not-known-yet.invalid/';

/** Settings out of texts: JSON where it looks like some, a list where there may be several. Empty ones are left out. */
export function configOf(settings: readonly Setting[], texts: Texts): Read<Record<string, unknown>> {
  const value: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const setting of settings) {
    const text = (texts[setting.name] ?? '').trim();
    if (text !== '') {
      try {
        value[setting.name] = valueOf(setting, text);
      } catch {
        faults[setting.name] = 'is not JSON';
      }
    } else if (setting.required) {
      faults[setting.name] = 'is needed';
    }
  }
  return { value, faults };
}

/** The way back: what `configOf` understands. */
export function textsOf(config: Readonly<Record<string, unknown>> = {}): Texts {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, textOf(value)]));
}

function valueOf({ list }: Setting, text: string): unknown {
  if (/^(\[|\{\s*"|(true|false)$)/.test(text)) {
    return JSON.parse(text) as unknown;
  }
  const values = list === true ? text.split(',').map((one) => one.trim()) : [text];
  return values.length === 1 ? values[0] : values;
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && !one.includes(','))) {
    return value.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What of a source may be changed in its form. */
export interface SourceEdits {
  readonly description: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly ip: readonly string[];
  /** `default`, `none` or `600/1m`; nothing: as it was never said. */
  readonly requests: string;
  /** Its secret has not been added yet. */
  readonly isWaiting: boolean;
}

/** A source with its edits and all else as it is: what is put replaces the whole, but for secrets that are left out. */
export function changedSource(source: Source, edits: SourceEdits): SourceBody {
  const { proofs, event, vocabulary } = source;
  const { token, open } = proofs;
  const description = edits.description.trim();
  const limits = limitsOf(edits.requests.trim());
  return {
    ...(description !== '' && { description }),
    ...verifyOf(proofs, edits),
    ...(token && { token: { from: token.from, ...schemeOf(token.scheme) } }),
    ...pollOf(proofs.poll),
    ...(edits.ip.length > 0 && { ip: [...edits.ip] }),
    ...(open === true && { open }),
    ...(event && { event: event as NonNullable<SourceBody['event']> }),
    ...(limits && { limits }),
    ...(vocabulary && { vocabulary }),
  };
}

/** How many requests it may send, as it is written in the form. */
export function requestsText({ limits }: Source): string {
  const requests = limits?.requests;
  return typeof requests === 'object' ? `${requests.limit}/${requests.per}` : (requests ?? '');
}

function verifyOf({ profile }: Proofs, { config, isWaiting }: SourceEdits): Pick<SourceBody, 'verify'> {
  return profile === undefined
    ? {}
    : {
        verify: {
          profile,
          ...(Object.keys(config).length > 0 && { config }),
          ...(isWaiting && { secretLater: true }),
        },
      };
}

function schemeOf(scheme: string | undefined): { scheme?: 'Bearer' | 'Basic' } {
  return scheme === 'Bearer' || scheme === 'Basic' ? { scheme } : {};
}

function pollOf(poll: Proofs['poll']): Pick<SourceBody, 'poll'> {
  if (poll === undefined) {
    return {};
  }
  const { endpoint, maxEvents, intervalSeconds, longPoll } = poll;
  return { poll: { endpoint, maxEvents, intervalSeconds, longPoll } };
}

/** What cannot be read goes as it is: the API says what it should be. */
function limitsOf(text: string): SourceBody['limits'] | undefined {
  if (text === '') {
    return undefined;
  }
  const [, limit, per] = /^(\d+)\s*\/\s*(\S+)$/.exec(text) ?? [];
  const requests = limit === undefined ? text : { limit: Number(limit), per: per! };
  return { requests: requests as NonNullable<NonNullable<SourceBody['limits']>['requests']> };
}
