import { type CompiledCheck, refuse } from './check.js';
import { decodeKeys } from './keys.js';
import type { SignatureCheck, TimeRule } from './profile.js';
import { compileProof } from './proof.js';
import type { ReasonCode } from './reason.js';
import { compileEquals, compileRequired } from './requirements.js';
import type { EndpointConfig } from './settings.js';
import { compileMatcher } from './signature-algorithm.js';
import { signatureRules } from './signature-rules.js';
import { compileContent, queryHashFault } from './signed-content.js';
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
  const queryHash = check.jsonBody?.queryHash;
  const content = compileContent(rules.content, config, queryHash);
  if (content.hasTime !== (rules.time !== undefined)) {
    throw new VerifierRefused('a timestamp must be both signed, as {ts}, and checked, by a time rule');
  }
  const readProof = compileProof(rules.proof, rules.time);
  const lacking = compileRequired(rules.require);
  const differing = compileEquals(check.equals ?? {}, config);
  const match = compileMatcher(rules.alg, rules.proof.enc, decodeKeys(secrets, rules.key));

  return (view, now) => {
    const proof = readProof(view);
    if (!('signatures' in proof)) {
      return proof;
    }
    const fault =
      lacking(view) ??
      differing(view) ??
      timeFault(proof.ts, rules.time, now) ??
      (proof.signatures.length === 0 ? 'missing_signature' : null) ??
      (queryHash === undefined ? null : queryHashFault(view, queryHash));
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
