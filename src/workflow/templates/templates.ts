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
];

/** Its text; `name` is that of a template. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8');
}
