import type { Profile } from './verification/profile.js';
import type { EndpointConfig } from './verification/settings.js';
import type { TokenPlace } from './verification/token.js';

interface Proofs {
  readonly profile?: Profile;
  readonly config: EndpointConfig;
  readonly token?: TokenPlace;
}

/** Locators in the text of a profile or of an endpoint's settings. */
const LOCATOR = /\b(?:header|query|cookie|form|json):([^"{}:#+,\s]+)/g;

/** What the headers, parameters, fields and members are called, in lower case, that prove the sender of a hook. */
export function proofNames({ profile, config, token }: Proofs): ReadonlySet<string> {
  const text = JSON.stringify([profile?.checks ?? [], config, token?.from ?? '']);
  const names = [...text.matchAll(LOCATOR)].map(([, path = '']) =>
    path
      .split('/')
      .findLast((step) => step !== '*' && step !== '')
      ?.toLowerCase(),
  );
  return new Set(names.filter((name) => name !== undefined));
}
