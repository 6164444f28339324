/** Workflows to begin with, beside this file in `src` and in `dist` alike. */
import { readFileSync } from 'node:fs';
export const TEMPLATES = [
    { name: 'sign-up', what: 'Give every new user a profile' },
    { name: 'password-change', what: 'Note when a password was changed, and by whom' },
    { name: 'system-alert', what: 'Keep alerts of the platform, and pass on those that cannot wait' },
    { name: 'profile-update', what: 'Follow changes of a profile' },
    { name: 'login-attempt', what: 'Log attempts to sign in, and lock accounts that are under attack' },
    { name: 'role-change', what: 'Follow roles as they are granted and revoked' },
    { name: 'joiner-mover-leaver', what: 'Let accounts follow people who join, move and leave' },
    { name: 'dormant-accounts', what: 'Warn people whose accounts lie idle, and disable those that stay so' },
    { name: 'suspicious-login', what: 'End sessions the identity provider takes back or trusts less' },
    {
        name: 'erasure-request',
        what: 'Erase a person in the systems around, once somebody agreed, and keep evidence',
    },
];
/** Where the schema of the language is on the machine of `signet up`; the first line of each names it to editors. */
export const DEFAULT_SCHEMA_URL = 'http://127.0.0.1:8080/schemas/workflow.json';
/** Its text; `name` is that of a template, `schema` where the editor finds the schema. */
export function readTemplate(name, schema = DEFAULT_SCHEMA_URL) {
    const text = readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8');
    return text.replace(DEFAULT_SCHEMA_URL, () => schema);
}
//# sourceMappingURL=templates.js.map