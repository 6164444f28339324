import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { ConfigInvalid } from '../../errors/errors.js';
import { compileNaming } from './naming.js';
import { PatternTable } from './pattern-table.js';
/** Common event types beside the senders' own, so that one workflow serves many platforms. Data, complete and checked. */
export class Vocabulary {
    written;
    isCommon = (type) => Object.hasOwn(this.written.types, type);
    namings = new Map();
    unnamed;
    /** Throws ConfigInvalid naming every fault: a profile without an entry, an unknown type, an ambiguous pattern. */
    constructor(written, profileNames) {
        this.written = written;
        const faults = [];
        const known = new Set(profileNames);
        this.unnamed = compileNaming({ own: true }, this.isCommon);
        for (const name of new Set([...known, ...Object.keys(written.profiles)])) {
            try {
                if (!known.has(name)) {
                    throw new RangeError('there is no such profile');
                }
                this.namings.set(name, compileNaming(this.namesOf(name), this.isCommon));
            }
            catch (error) {
                faults.push(`vocabulary of ${name}: ${error instanceof Error ? error.message : String(error)}`);
            }
        }
        if (faults.length > 0) {
            throw new ConfigInvalid(faults);
        }
    }
    /** Every common type with what it means. */
    get types() {
        return this.written.types;
    }
    /** The common type of an event that came by a profile, null for a source without one; null where nothing fits. */
    commonTypeOf(profile, event) {
        return this.namingOf(profile)(event);
    }
    /** `commonTypeOf` for the events of one hook, whose own names go first. Throws a RangeError as `requireOwn`. */
    namingOf(profile, own = {}) {
        const naming = (profile === null ? undefined : this.namings.get(profile)) ?? this.unnamed;
        const first = this.requireOwn(own);
        return (event) => (event.type === null ? undefined : first.find(event.type)) ?? naming(event);
    }
    /**
     * What events may be called that come by a profile, null for a source without one: as the sender names them, as the source
     * does, and by their common types, unless it speaks about none of them.
     */
    typesOf(profile, own = {}) {
        const isShipped = profile !== null && this.namings.has(profile);
        const { types = {}, failed = {}, none } = isShipped ? this.namesOf(profile) : {};
        const written = [types, failed, own];
        const common = none === undefined || Object.keys(own).length > 0 ? Object.keys(this.types) : [];
        const names = new Set([...written.flatMap((rules) => Object.keys(rules)), ...common]);
        const tables = written.map((rules) => new PatternTable(Object.entries(rules)));
        return {
            names: [...names].filter((name) => !name.includes('*')),
            isKnown: (type) => names.has(type) || tables.some((table) => table.find(type) !== undefined),
        };
    }
    /** Throws a RangeError that names a pattern which is none, or a type that is not common. */
    requireOwn(own) {
        const stranger = Object.values(own).find((type) => !this.isCommon(type));
        if (stranger !== undefined) {
            throw new RangeError(`"${stranger}" is not a common type`);
        }
        return new PatternTable(Object.entries(own));
    }
    /** The profile whose types another shares without any of its own; null when there is none. */
    twinOf(name) {
        const { extends: parentName, types } = this.written.profiles[name] ?? {};
        return parentName !== undefined && types === undefined ? parentName : null;
    }
    /** What is written of a profile, with what it stands on. Throws a RangeError. */
    namesOf(name, below = []) {
        const names = Object.hasOwn(this.written.profiles, name) ? this.written.profiles[name] : undefined;
        if (names === undefined || below.includes(name)) {
            throw new RangeError(`there is no entry, or it stands on itself: ${[...below, name].join(' < ')}`);
        }
        const { extends: parentName, ...own } = names;
        const parent = parentName === undefined ? {} : this.namesOf(parentName, [...below, name]);
        return { ...parent, ...own, types: { ...parent.types, ...own.types } };
    }
}
/** Reads the shipped vocabulary for the profiles there are; throws ConfigInvalid naming every fault. */
export function loadVocabulary(profileNames) {
    return readVocabulary(readJson('vocabulary.json'), profileNames);
}
/** Checks a vocabulary; throws ConfigInvalid naming every fault. */
export function readVocabulary(written, profileNames) {
    const isWritten = new Ajv({ allErrors: true, strict: false }).compile(readJson('vocabulary.schema.json'));
    if (!isWritten(written)) {
        throw new ConfigInvalid((isWritten.errors ?? []).map(({ instancePath, message }) => `vocabulary${instancePath}: ${message}`));
    }
    return new Vocabulary(written, profileNames);
}
/** Beside this file in `src` and in `dist` alike. */
function readJson(name) {
    return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
//# sourceMappingURL=vocabulary.js.map