import { compileAllowList } from './address.js';
import { type CompiledCheck, PASSED, refuse } from './check.js';
import type { AddressCheck, ClientCertificateCheck } from './profile.js';
import { clientAddress } from './address.js';
import { headerLines } from './raw-request.js';
import { type EndpointConfig, requireTexts } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';

/** Makes an address guard ready; it stands beside a proof, never in place of one. */
export function compileAddressCheck(
  check: AddressCheck,
  config: EndpointConfig,
  trustedProxies: readonly string[],
): CompiledCheck {
  const allowed = compileAllowList(requireTexts(check.cidrs, config));
  const trusted = compileAllowList(trustedProxies);
  return (view) => {
    const { remoteAddress, rawHeaders } = view.request;
    const address = clientAddress(remoteAddress, headerLines(rawHeaders, 'x-forwarded-for'), trusted);
    return address !== null && allowed(address) ? PASSED : refuse('ip_not_allowed');
  };
}

/** Makes a client certificate guard ready: what the TLS layer saw must be what the profile names. */
export function compileClientCertificate(check: ClientCertificateCheck): CompiledCheck {
  const { subject, spki, issuer } = check;
  if (subject === undefined && spki === undefined) {
    throw new VerifierRefused('a client certificate must be pinned by subject or key');
  }
  return (view) => {
    const certificate = view.request.clientCertificate;
    if (certificate === undefined) {
      return refuse('missing_token');
    }
    const isPinned =
      (subject === undefined || certificate.subject === subject) &&
      (spki === undefined || certificate.spki === spki) &&
      (issuer === undefined || certificate.issuer === issuer);
    return isPinned ? PASSED : refuse('bad_token');
  };
}
