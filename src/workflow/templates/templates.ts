/** Workflows to begin with, beside this file in `src` and in `dist` alike. */
import { readFileSync } from 'node:fs';

export interface Template {
  readonly name: string;
  /** The description of its document. */
  readonly what: string;
}

export const TEMPLATES: readonly Template[] = [
  { name: 'sign-up', what: 'Give every new user a profile' },
  { name: 'password-change', what: 'Note when a password was changed, and by whom' },
  { name: 'system-alert', what: 'Keep alerts of the platform, and pass on those that cannot wait' },
  { name: 'profile-update', what: 'Follow changes of a profile' },
  { name: 'login-attempt', what: 'Log attempts to sign in, and lock accounts that are under attack' },
  { name: 'role-change', what: 'Follow roles as they are granted and revoked' },
  { name: 'joiner-mover-leaver', what: 'Let accounts follow people who join, move and leave' },
  { name: 'dormant-accounts', what: 'Warn people whose accounts lie idle, and disable those that stay so' },
  { name: 'suspicious-login', what: 'End sessions the identity provider takes back or trusts less' },
  { name: 'erasure-request', what: 'Erase a person everywhere, once somebody agreed, and prove it' },
];

/** Its text; `name` is that of a template. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8');
}
