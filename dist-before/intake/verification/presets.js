import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { ConfigInvalid } from '../../errors/errors.js';
import { compileEvents } from './events.js';
import { parseLocator } from './locator.js';
import { parseTemplate } from './template.js';
const DEFAULTS = {
    methods: ['POST'],
    handshakes: [],
    event: {},
    ack: { ok: 200, reject: 401, timeoutMs: null },
};
let shipped;
/** Reads the shipped profiles, once; throws ConfigInvalid naming every fault of every profile. */
export function loadPresets() {
    shipped ??= resolvePresets(readJson('presets.json'));
    return shipped;
}
/** Resolves `extends` and `relax` and checks each profile; throws ConfigInvalid naming every fault. */
export function resolvePresets(sources) {
    const faults = [];
    const isProfile = new Ajv({ allErrors: false, discriminator: true, strict: false }).compile(readJson('profile.schema.json'));
    const presets = new Map();
    for (const name of Object.keys(sources)) {
        const profile = resolve(name, sources, []);
        if (profile === null) {
            faults.push(`profile ${name}: extends a profile that does not exist, or itself`);
        }
        else if (!isProfile(profile)) {
            const [first] = isProfile.errors ?? [];
            faults.push(`profile ${name}${first?.instancePath ?? ''}: ${first?.message ?? 'invalid'}`);
        }
        else {
            faults.push(...textFaults(profile).map((fault) => `profile ${name}: ${fault}`));
            presets.set(name, deepFreeze(profile));
        }
    }
    if (faults.length > 0) {
        throw new ConfigInvalid(faults);
    }
    return presets;
}
function resolve(name, sources, below) {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
    if (source === undefined || below.includes(name)) {
        return null;
    }
    const { extends: parentName, relax, ...own } = structuredClone(source);
    if (parentName === undefined) {
        return { ...DEFAULTS, ...own };
    }
    const parent = resolve(parentName, sources, [...below, name]);
    if (parent === null) {
        return null;
    }
    const checks = parent.checks.map((check) => relaxed(check, relax));
    return { ...parent, checks, ...own, event: { ...parent.event, ...own.event } };
}
function relaxed(check, relax) {
    return 'kind' in check && check.kind === 'jwt' ? { ...check, ...relax } : check;
}
/** Locators, templates and regular expressions that cannot be read: found at start, not when a delivery comes. */
function textFaults(profile) {
    const faults = [];
    const attempt = (read) => {
        try {
            read();
        }
        catch (error) {
            faults.push(error instanceof Error ? error.message : String(error));
        }
    };
    attempt(() => compileEvents(profile.event));
    for (const handshake of profile.handshakes) {
        handshake.when.forEach((when) => attempt(() => parseLocator(when.split('=', 1)[0])));
        attempt(() => new RegExp(handshake.action?.hosts ?? ''));
    }
    for (const check of profile.checks.flatMap((each) => ('any' in each ? each.any : [each]))) {
        locatorsOf(check)
            .filter((locator) => !locator.startsWith('{config.'))
            .forEach((locator) => attempt(() => parseLocator(locator)));
        if ('kind' in check && check.kind === 'signature') {
            attempt(() => parseTemplate(check.content));
        }
    }
    return faults;
}
function locatorsOf(check) {
    if ('any' in check) {
        return [...check.choose];
    }
    switch (check.kind) {
        case 'signature':
            return [
                ...(typeof check.proof === 'string' ? [] : [check.proof.from]),
                ...(check.require ?? []),
                ...Object.keys(check.equals ?? {}),
            ];
        case 'token':
            return [
                check.from,
                ...(check.orFrom === undefined ? [] : [check.orFrom]),
                ...Object.keys(check.equals ?? {}),
            ];
        case 'jwt':
            return [check.from, ...Object.entries(check.match ?? {}).flat()];
        default:
            return [];
    }
}
/** Beside this file in `src` and in `dist` alike. */
function readJson(name) {
    return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
function deepFreeze(value) {
    if (typeof value === 'object' && value !== null) {
        Object.values(value).forEach(deepFreeze);
        Object.freeze(value);
    }
    return value;
}
//# sourceMappingURL=presets.js.map