import type { CompiledCheck } from './check.js';
import { compileAddressCheck, compileClientCertificate } from './guard-check.js';
import { compileHttpSignature } from './http-signature-check.js';
import { compileJwt } from './jwt-check.js';
import type { KeySets } from './key-sets.js';
import { parseLocator, readText } from './locator.js';
import type { Check, ChoiceCheck } from './profile.js';
import type { RequestView } from './request-view.js';
import type { EndpointConfig } from './settings.js';
import { compileSignature } from './signature-check.js';
import { compileSns } from './sns-check.js';
import { compileBasicCheck, compileTokenCheck } from './token-check.js';
import { VerifierRefused } from './verifier-refused.js';

/** What every check of an endpoint is made ready with. */
export interface CheckMaterial {
  secrets: readonly string[];
  config: EndpointConfig;
  keySets: KeySets;
  trustedProxies: readonly string[];
}

/** Makes all checks of a profile ready. Throws VerifierRefused when one of them could not prove anything. */
export function compileChecks(checks: readonly Check[], material: CheckMaterial): CompiledCheck[] {
  if (checks.every((check) => 'kind' in check && (check.kind === 'ip' || check.kind === 'mtls'))) {
    throw new VerifierRefused('a profile needs a proof besides its address and certificate guards');
  }
  return checks.map((check) => compileCheck(check, material));
}

function compileCheck(check: Check, material: CheckMaterial): CompiledCheck {
  const { secrets, config, keySets, trustedProxies } = material;
  if ('any' in check) {
    return compileChoice(check, material);
  }
  switch (check.kind) {
    case 'signature':
      return compileSignature(check, secrets, config);
    case 'token':
      return compileTokenCheck(check, secrets, config);
    case 'basic':
      return compileBasicCheck(check, secrets);
    case 'jwt':
      return compileJwt(check, secrets, config, keySets);
    case 'sns':
      return compileSns(check, config, keySets);
    case 'httpsig':
      return compileHttpSignature(check, secrets, config);
    case 'ip':
      return compileAddressCheck(check, config, trustedProxies);
    default:
      return compileClientCertificate(check);
  }
}

/** The request chooses between two header families of one sender, never between two ways to be proven. */
function compileChoice(check: ChoiceCheck, material: CheckMaterial): CompiledCheck {
  const isFirst = compileChooser(check);
  const first = compileCheck(check.any[0], material);
  const second = compileCheck(check.any[1], material);
  return (view, now) => (isFirst(view) ? first(view, now) : second(view, now));
}

/** Tells whether a request brings anything of the first of two header families. */
export function compileChooser({ choose }: ChoiceCheck): (view: RequestView) => boolean {
  const locators = choose.map(parseLocator);
  return (view) => locators.some((locator) => readText(locator, view) !== null);
}
