/** Security event tokens as transmitters of the field make them. */
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';

export const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked';
export const DISABLED = 'https://schemas.openid.net/secevent/risc/event-type/account-disabled';
export const VERIFICATION = 'https://schemas.openid.net/secevent/ssf/event-type/verification';
export const UPDATED = 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated';

/** What a token says; anything left out is as the framework wants it. */
export interface TokenParts {
  readonly type?: string;
  readonly subject?: object | null;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Claims in place of, or besides, the usual ones; undefined takes one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Members of the header in place of the usual ones. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Older drafts say the subject inside the event. */
  readonly subjectInEvent?: boolean;
  /** Further names of the same event. */
  readonly aliases?: readonly string[];
}

export interface Token {
  readonly jti: string;
  readonly text: string;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** The keys of a transmitter: what it signs with, and what it publishes. */
export class SigningKeys {
  private constructor(private keys: readonly SigningKey[]) {}

  static async make(): Promise<SigningKeys> {
    return new SigningKeys([await aKey()]);
  }

  /** From now on another key signs; the old one stays published for as long as `keepOld` says. */
  async rotate({ keepOld }: { keepOld: boolean }): Promise<void> {
    this.keys = [await aKey(), ...(keepOld ? this.keys : [])];
  }

  get jwks(): { keys: JWK[] } {
    return { keys: this.keys.map(({ publicJwk }) => publicJwk) };
  }

  async sign(claims: Readonly<Record<string, unknown>>, header: TokenParts['header'] = {}): Promise<string> {
    const { kid, privateKey } = this.keys[0]!;
    const members = { alg: 'RS256', typ: 'secevent+jwt', kid, ...header };
    return new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>)
      .setProtectedHeader(members)
      .sign(privateKey);
  }
}

async function aKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const kid = randomUUID();
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

/** The claims of a token on a stream. */
export function claimsOf(
  parts: TokenParts,
  stream: { readonly issuer: string; readonly audience: unknown },
): Record<string, unknown> & { jti: string } {
  const { type = REVOKED, payload = {}, subjectInEvent = false, aliases = [], claims = {} } = parts;
  const subject = parts.subject === undefined ? { format: 'email', email: 'ada@example.com' } : parts.subject;
  const content = subjectInEvent ? { ...payload, subject } : payload;
  const jti = typeof claims['jti'] === 'string' ? claims['jti'] : randomUUID();
  return {
    iss: stream.issuer,
    iat: Math.floor(Date.now() / 1000),
    aud: stream.audience,
    ...(subject !== null && !subjectInEvent && { sub_id: subject }),
    events: Object.fromEntries([type, ...aliases].map((name) => [name, content])),
    ...claims,
    jti,
  };
}

/** An unsecured token (RFC 7515 appendix A.5), such as the example of RFC 8417. */
export function unsigned(claims: Readonly<Record<string, unknown>>): string {
  const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${segment({ typ: 'secevent+jwt', alg: 'none' })}.${segment(claims)}.`;
}

/** Sign in with Apple: the token in JSON, its events as text (Apple's server-to-server notifications). */
export function appleClaims(audience: string, event: object): Record<string, unknown> & { jti: string } {
  const iat = Math.floor(Date.now() / 1000);
  const jti = randomUUID();
  const events = JSON.stringify(event);
  return { iss: 'https://appleid.apple.com', aud: audience, iat, exp: iat + 86_400, jti, events };
}
