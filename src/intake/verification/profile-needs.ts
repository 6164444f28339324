import type { Check, JwtCheck, Profile } from './profile.js';

/** What an operator has to give for a profile, before it can prove anybody. */
export interface ProfileNeeds {
  /** Null where published keys prove the sender. */
  readonly secret: SecretNeed | null;
  readonly settings: readonly SettingNeed[];
}

export interface SecretNeed {
  readonly required: boolean;
  /** How it is written: `whsec_…`, `user:password`, `the token`. */
  readonly looks: string;
}

export interface SettingNeed {
  readonly name: string;
  readonly required: boolean;
  /** One line for a person. */
  readonly what: string;
  /** Used when it is not given. */
  readonly default?: string;
  /** Several values may be given. */
  readonly list?: true;
}

/** Every setting a profile may ask for. `list`: a text or several of them. */
const SETTINGS: Readonly<Record<string, { readonly what: string; readonly list?: true }>> = {
  alg: { what: 'algorithm: hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512 or sha256' },
  algs: { what: 'signature algorithms that are taken, such as RS256', list: true },
  appIds: { what: 'ids of the applications the subscription belongs to', list: true },
  appKey: { what: 'the application key, the public half of the pair' },
  audience: { what: 'whom the tokens are for, exactly as the sender writes it', list: true },
  components: { what: 'components a signature must cover, such as @method and @target-uri', list: true },
  content: { what: 'template of the signed text, such as {ts}.{body}' },
  digest: { what: 'false: a signature need not cover the body' },
  eventType: { what: 'type of its events, where it does not say one itself' },
  from: { what: 'where the token stands, such as header:x-api-key' },
  issuer: { what: 'who signs the tokens, exactly as the sender writes it' },
  issuers: { what: 'who may sign the tokens, exactly as the sender writes it', list: true },
  jwksUri: { what: 'https address of the published keys' },
  key: { what: 'how the secret is written, as JSON: {"enc":"base64"}' },
  keys: { what: 'keys by their id, as JSON: [{"keyid":"k1","alg":"ed25519","pem":"..."}]' },
  origins: { what: 'senders whose deliveries are wanted (WebHook-Request-Origin)', list: true },
  past: { what: 'seconds a signature may be old' },
  projectId: { what: 'id of the project' },
  proof: { what: 'where the signature stands, as JSON: {"from":"header:x-signature","enc":"hex"}' },
  rate: { what: 'deliveries a minute we agree to' },
  scheme: { what: 'word before the token, such as Bearer' },
  time: {
    what: 'where the timestamp stands, as JSON: {"from":"header:x-timestamp","unit":"s","past":300,"future":300}',
  },
  topics: { what: 'ARNs of the topics', list: true },
  url: { what: 'the public address the sender was given' },
};

/** Members of a check that a profile can do without. */
const OPTIONAL: ReadonlySet<string> = new Set(['scheme', 'time', 'key', 'digest']);

/** A public key is bytes: how they are written has to be said. */
function isOptional(check: Check, member: string): boolean {
  return OPTIONAL.has(member) && !(member === 'key' && 'alg' in check && check.alg === 'ed25519');
}

const PLACEHOLDER = /\{config\.([A-Za-z0-9_]+)(?::([^{}]*))?\}/g;

/**
 * Where a sender's tokens are signed with a secret or with published keys, both are optional: one of them it must be.
 * Throws a RangeError that names a setting nobody explained.
 */
export function needsOf(profile: Profile): ProfileNeeds {
  const checks = profile.checks.flatMap((check): Exclude<Check, { any: unknown }>[] =>
    'any' in check ? ([...check.any] as Exclude<Check, { any: unknown }>[]) : [check],
  );
  const found = new Map<string, SettingNeed>();
  const add = (name: string, required: boolean, preset?: string): void => {
    const known = found.get(name);
    found.set(name, setting(name, required || known?.required === true, preset ?? known?.default));
  };
  for (const check of checks) {
    for (const [member, value] of Object.entries(check)) {
      settingsIn(value).forEach(([name, preset]) =>
        add(name, preset === undefined && !isOptional(check, member), preset),
      );
    }
    if (check.kind === 'jwt' && check.keys !== 'secret') {
      add('jwksUri', check.keys === 'jwks' && hasNoKeys(check));
    } else if (check.kind === 'httpsig') {
      add('keys', true);
      add('url', true);
    }
  }
  settingsIn(profile.handshakes).forEach(([name, preset]) => add(name, preset === undefined, preset));
  if (Object.values(profile.event).flat().includes('config')) {
    add('eventType', false);
  }
  const settings = [...found.values()].toSorted(
    (one, other) => Number(other.required) - Number(one.required) || one.name.localeCompare(other.name),
  );
  return { secret: checks.map(secretOf).find((need) => need !== null) ?? null, settings };
}

/** Names and defaults of the settings that stand in a value, at any depth. */
function settingsIn(value: unknown): [name: string, preset: string | undefined][] {
  return [...JSON.stringify(value ?? null).matchAll(PLACEHOLDER)].map(([, name, preset]) => [name!, preset]);
}

function setting(name: string, required: boolean, preset: string | undefined): SettingNeed {
  const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  if (known === undefined) {
    throw new RangeError(`the setting ${name} is not explained`);
  }
  return { name, required, ...known, ...(preset === undefined ? {} : { default: preset }) };
}

const hasNoKeys = (check: JwtCheck): boolean => check.jwks === undefined && check.metadata === undefined;

function secretOf(check: Exclude<Check, { any: unknown }>): SecretNeed | null {
  switch (check.kind) {
    case 'signature': {
      const strip = typeof check.key === 'object' ? (check.key.strip ?? []) : [];
      const looks =
        strip.length > 0 ? `${strip.join('')}…` : check.alg === 'ed25519' ? 'public key' : 'signing secret';
      return { required: true, looks };
    }
    case 'token':
      return check.when === 'secrets'
        ? { required: false, looks: 'the Authorization text, if the stream has one' }
        : { required: true, looks: 'the token' };
    case 'basic':
      return { required: true, looks: 'user:password' };
    case 'jwt':
      return check.keys === 'jwks'
        ? null
        : {
            required: check.keys === 'secret',
            looks: check.keys === 'secret' ? 'signing secret' : 'signing secret, for HS algorithms',
          };
    case 'httpsig':
      return { required: false, looks: 'shared secret, for HMAC keys' };
    default:
      return null;
  }
}
