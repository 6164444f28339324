import { type CompiledCheck, refuse } from './check.js';
import { decodeKeys } from './keys.js';
import { parseLocator } from './locator.js';
import type { SignatureCheck, TimeRule } from './profile.js';
import { compileProof } from './proof.js';
import type { ReasonCode } from './reason.js';
import { compileEquals, compileRequired, type Requirement } from './requirements.js';
import type { EndpointConfig } from './settings.js';
import { compileMatcher, isTooMany } from './signature-algorithm.js';
import { type SignatureRules, signatureRules } from './signature-rules.js';
import { compileContent, queryHashFault, type SignedContent } from './signed-content.js';
import { parseTimestamp, windowFault } from './timestamp.js';
import { VerifierRefused } from './verifier-refused.js';

/**
 * Makes a signature check ready: template parsed, keys decoded. Throws VerifierRefused without a usable secret or with
 * configuration that is missing or contradicts itself.
 */
export function compileSignature(
  check: SignatureCheck,
  secrets: readonly string[],
  config: EndpointConfig,
): CompiledCheck {
  const rules = signatureRules(check, config);
  const content = contentOf(rules, check, config);
  const readProof = compileProof(rules.proof, rules.time);
  const lacking = requirementsOf(rules, check, config);
  const match = compileMatcher(rules.alg, rules.proof.enc, decodeKeys(secrets, rules.key));

  return (view, now) => {
    const proof = readProof(view);
    if (!('signatures' in proof)) {
      return proof;
    }
    const fault =
      lacking(view) ?? timeFault(proof.ts, rules.time, now) ?? numberFault(rules.alg, proof.signatures);
    if (fault !== null) {
      return refuse(fault);
    }
    const chunks = content.of(view, proof.ts ?? '');
    if (typeof chunks === 'string') {
      return refuse(chunks);
    }
    const secretIndex = match(chunks, proof.signatures);
    return secretIndex === -1 ? refuse('bad_signature') : { secretIndex };
  };
}

function contentOf(rules: SignatureRules, check: SignatureCheck, config: EndpointConfig): SignedContent {
  const content = compileContent(rules.content, config, check.jsonBody?.queryHash);
  if (rules.time === undefined ? content.hasTime : !isSigned(rules.time, content)) {
    throw new VerifierRefused(
      'a timestamp must be both signed, as {ts} or where it stands, and checked, by a time rule',
    );
  }
  if (content.hasSecret ? rules.alg === 'ed25519' : rules.alg === 'sha256') {
    throw new VerifierRefused(
      '{secret} must be in what a plain hash covers, and cannot be in what a public key checks',
    );
  }
  return content;
}

function isSigned({ from }: TimeRule, content: SignedContent): boolean {
  return content.hasTime || (from !== 'proof' && content.covers(parseLocator(from)));
}

function requirementsOf(rules: SignatureRules, check: SignatureCheck, config: EndpointConfig): Requirement {
  const lacking = compileRequired(rules.require);
  const differing = compileEquals(check.equals ?? {}, config);
  const queryHash = check.jsonBody?.queryHash;
  return (view) =>
    lacking(view) ?? differing(view) ?? (queryHash === undefined ? null : queryHashFault(view, queryHash));
}

function numberFault(alg: SignatureRules['alg'], signatures: readonly string[]): ReasonCode | null {
  if (signatures.length === 0) {
    return 'missing_signature';
  }
  return isTooMany(alg, signatures) ? 'malformed_signature' : null;
}

function timeFault(ts: string | null, rule: TimeRule | undefined, now: Date): ReasonCode | null {
  if (rule === undefined) {
    return null;
  }
  if (ts === null) {
    return 'missing_timestamp';
  }
  const at = parseTimestamp(ts, rule.unit);
  return at === null ? 'bad_timestamp' : windowFault(at, now, rule);
}
