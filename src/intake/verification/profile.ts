/**
 * How one kind of sender proves itself, as data. A profile holds no code; text in braces is the only templating:
 * `{config.x}` and `{config.x:default}` are filled from the endpoint's configuration when its verifier is compiled.
 */
export interface Profile {
  title: string;
  /** Methods a delivery may come with; `POST` alone when absent. */
  methods: readonly string[];
  /** All must pass; the first that fails decides the reason. */
  checks: readonly Check[];
  handshakes: readonly Handshake[];
  event: EventLocators;
  ack: Ack;
  /** `rfc8935`: refusals are answered with the error object of that document. */
  errors?: 'rfc8935';
  /** What the proof covers. `token`: whoever holds the token may say anything. */
  integrity: 'body' | 'token' | 'none';
}

/**
 * Where something stands in a request: `header:name` (`#first` of a comma list), `query:name`, `cookie:name`,
 * `form:name`, `json:/pointer` (one `/*` is every item, `#/p` continues in JSON held by a string), `body`,
 * `claim:name` or `claim:/pointer`, `claim-key:name`, `config`, `hash:body`, `hash:token`, `hash:request` (method, query
 * and body), `clock:minute` (in which it came).
 */
export type LocatorText = string;

export type Check =
  | SignatureCheck
  | TokenCheck
  | BasicCheck
  | JwtCheck
  | SnsCheck
  | HttpSignatureCheck
  | AddressCheck
  | ClientCertificateCheck
  | ChoiceCheck;

/** A value that may be given by the endpoint: the text is then `{config.name}` or `{config.name:default}`. */
export type Setting<T> = T | string;

export type SignatureAlgorithm =
  | 'hmac-sha1'
  | 'hmac-sha256'
  | 'hmac-sha384'
  | 'hmac-sha512'
  | 'sha256'
  | 'ed25519';

export interface SignatureCheck {
  kind: 'signature';
  alg: Setting<SignatureAlgorithm>;
  /** Template of the signed text over {body} {ts} {secret} {method} {path} {form} {config.x} {header.x} {query.x}. */
  content: string;
  proof: Setting<Proof>;
  time?: Setting<TimeRule>;
  key?: Setting<KeyRule>;
  /** Locators that must be present and not empty. */
  require?: readonly LocatorText[];
  /** Locators whose value must be the text given. */
  equals?: Readonly<Record<LocatorText, string>>;
  /** For senders that sign the URL: a body that is not a form must be hashed in this query parameter (hex SHA-256). */
  jsonBody?: { queryHash: string; enc: 'hex' };
}

export interface Proof {
  from: LocatorText;
  /** Separators of a list of signatures, taken one after the other; entries are trimmed. */
  split?: string | readonly string[];
  prefix?: string;
  /** Prefix of the list entry that holds the timestamp. */
  tsPrefix?: string;
  enc: 'hex' | 'base64' | 'base64url' | 'base64-of-hex';
}

export interface TimeRule {
  from: LocatorText;
  unit: 's' | 'ms' | 'iso';
  /** Seconds a timestamp may lie back and ahead, edge included. */
  past: number;
  future: number;
}

export interface KeyRule {
  /** Prefixes taken off one after the other when present. */
  strip?: readonly string[];
  enc: 'utf8' | 'base64' | 'hex' | 'latin1';
  /** One configured secret may hold several, joined by this. */
  list?: string;
  minBytes?: number;
}

export interface TokenCheck {
  kind: 'token';
  from: Setting<LocatorText>;
  /** Authentication scheme before the token, matched without regard to case. */
  scheme?: string;
  /** Looked at, without a scheme, when `from` is absent. */
  orFrom?: LocatorText;
  /** `secrets`: asked for only when the endpoint has a secret. */
  when?: 'secrets';
  equals?: Readonly<Record<LocatorText, string>>;
}

/** HTTP Basic (RFC 7617); each secret is `user:password`. */
export interface BasicCheck {
  kind: 'basic';
}

export interface JwtCheck {
  kind: 'jwt';
  from: LocatorText;
  scheme?: string;
  mediaType?: string;
  keys: 'secret' | 'jwks' | 'secret|jwks';
  /** Address of the key set; `config.jwksUri` of the endpoint goes before it. */
  jwks?: string;
  /** Well-known document of the issuer that names its key set. */
  metadata?: string;
  algs: Setting<readonly string[]>;
  /** Allowed `typ` values, `null` for none; `when present` takes any of them or none, `any` does not look. */
  typ?: readonly (string | null)[] | 'any';
  iss?: Setting<readonly string[]> | null;
  aud?: Setting<readonly string[]>;
  require?: readonly string[];
  requireAny?: readonly string[];
  forbid?: readonly string[];
  equals?: Readonly<Record<string, string>>;
  /** At least one of these claims is there, and those that are there have the value given. */
  equalsAny?: Readonly<Record<string, string>>;
  /** Locators that must hold the same text. */
  match?: Readonly<Record<LocatorText, LocatorText>>;
  bodyHash?: { claim: string; alg: 'sha256'; enc: 'hex' | 'base64' };
  /** `events` is an object with exactly one member. */
  oneEvent?: boolean;
  /** `events` has this member. */
  eventKey?: string;
  /** Seconds clocks may differ. */
  skew: number;
}

export interface SnsCheck {
  kind: 'sns';
  topics: Setting<readonly string[]>;
  versions: readonly string[];
  /** Regular expression of our own that the host of a certificate must match. */
  certHost: string;
  past: number;
  future: number;
}

export interface HttpSignatureCheck {
  kind: 'httpsig';
  algs: readonly string[];
  /** Components a signature must cover. */
  components: Setting<readonly string[]>;
  /** The body must be covered by `content-digest`. */
  digest: Setting<boolean>;
  past: Setting<number>;
  future: number;
}

/** Only ever an extra guard. */
export interface AddressCheck {
  kind: 'ip';
  cidrs: Setting<readonly string[]>;
}

/** Only ever an extra guard: what the TLS layer saw, never a header. */
export interface ClientCertificateCheck {
  kind: 'mtls';
  subject?: string;
  spki?: string;
  issuer?: string;
}

/**
 * Two header families of one sender: the first when anything of `choose` is in the request, else the second. `choose`
 * names all headers of the first, so that none of them can stand unsigned beside the second.
 */
export interface ChoiceCheck {
  any: readonly [Check, Check];
  choose: readonly LocatorText[];
}

export interface Handshake {
  method: string;
  /** Locators that must be present, or `locator=value`. */
  when: readonly string[];
  /** `verify`: only after every check has passed. */
  after?: 'verify';
  /** Values the first locator of `when` may have; any when absent. */
  allow?: Setting<readonly string[]>;
  reply: HandshakeReply;
  /** An address to visit afterwards, on these hosts only, where the endpoint says `true` to `when`. */
  action?: { get: LocatorText; when: Setting<boolean>; hosts: string };
}

export interface HandshakeReply {
  status: number;
  type?: 'application/json' | 'text/plain';
  body?: string;
  json?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}

/** For each field the first locator that gives something wins; `{a}.{b}` and `a+b` need all their parts. */
export interface EventLocators {
  /** Where the events of a batch stand: the first that is a list wins. `json:` is the whole body, `jsonl` its lines. */
  each?: readonly string[];
  type?: readonly string[];
  id?: readonly string[];
  /** What repeats are known by, where `id` stands outside of what the proof covers. */
  replay?: readonly string[];
  subject?: readonly string[];
  time?: readonly string[];
  /** The stamp of our own calls, where the sender hands it on. */
  cause?: readonly string[];
  /** Event types that begin like this speak about the stream, not about an identity. */
  control?: readonly string[];
}

export interface Ack {
  ok: number;
  reject: number;
  /** How long the sender waits; null when it does not say. */
  timeoutMs: number | null;
  retry?: string;
}
