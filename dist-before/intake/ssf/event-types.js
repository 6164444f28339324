/** Event types of Shared Signals: addresses on the wire, `family.name` here. */
const ADDRESS = /^https:\/\/schemas\.openid\.net\/secevent\/([a-z0-9-]+)\/event-type\/([a-z0-9-]+)$/;
const SHORT = /^([a-z0-9-]+)\.([a-z0-9-]+)$/;
/** Continuous Access Evaluation Profile 1.0, section 3. */
const CAEP = [
    'session-revoked',
    'token-claims-change',
    'credential-change',
    'assurance-level-change',
    'device-compliance-change',
    'session-established',
    'session-presented',
    'risk-level-change',
];
/** RISC Profile 1.0, section 2. */
const RISC = [
    'account-credential-change-required',
    'account-purged',
    'account-disabled',
    'account-enabled',
    'identifier-changed',
    'identifier-recycled',
    'credential-compromise',
    'opt-in',
    'opt-out-initiated',
    'opt-out-cancelled',
    'opt-out-effective',
    'recovery-activated',
    'recovery-information-changed',
    'sessions-revoked',
];
/** What happens to identities, by short name: what a stream asks for when nobody says. */
export const EVENT_TYPES = [
    ...CAEP.map((name) => `caep.${name}`),
    ...RISC.map((name) => `risc.${name}`),
];
/** `caep.session-revoked` for its address, also for types younger than this program; null for those of others. */
export function shortTypeOf(address) {
    const [, family, name] = ADDRESS.exec(address) ?? [];
    return family === undefined || name === undefined ? null : `${family}.${name}`;
}
/** The address of a short type; what is none is an address already. */
export function addressOfType(type) {
    const [, family, name] = SHORT.exec(type) ?? [];
    return family === undefined || name === undefined
        ? type
        : `https://schemas.openid.net/secevent/${family}/event-type/${name}`;
}
//# sourceMappingURL=event-types.js.map