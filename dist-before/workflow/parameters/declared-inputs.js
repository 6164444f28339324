import { pointer } from '../pointer.js';
import { rawMap } from '../raw.js';
import { suggest } from '../../config/suggest.js';
import { typeOfWritten } from '../typing/scope-types.js';
import { ANY, BOOL, either, mapOf, NUMBER, STRING } from '../typing/type.js';
import { parameterDefinition } from './parameter-definition.js';
/** A type that there is not, which is refused elsewhere, is any. */
const TYPES = {
    string: STRING,
    number: NUMBER,
    integer: NUMBER,
    boolean: BOOL,
    object: { kinds: ['map'] },
    array: { kinds: ['list'] },
    any: ANY,
};
const MOST_LISTED = 12;
const MOST_SUGGESTED_FROM = 100;
/** The members that `inputs` has in a document, and which of them it reads. */
export class DeclaredInputs {
    byName;
    isAllRead = false;
    constructor(byName) {
        this.byName = byName;
    }
    /** What the webhook triggers of a document declare. */
    static of(triggers) {
        const byName = new Map();
        for (const [index, trigger] of triggers.entries()) {
            for (const [name, declaration] of declarationsOf(trigger, index)) {
                byName.set(name, [...(byName.get(name) ?? []), declaration]);
            }
        }
        return new DeclaredInputs(byName);
    }
    /** Those of one trigger, which is all that its own conditions can read. */
    ofTrigger(index) {
        const own = [...this.byName]
            .map(([name, all]) => [name, all.filter(({ trigger }) => trigger === index)])
            .filter(([, declarations]) => declarations.length > 0);
        return new DeclaredInputs(new Map(own));
    }
    /** An expression at `place` reads `inputs` followed by these names; none of them reads all there is. */
    check([name], place, report) {
        if (name === undefined) {
            this.readAll();
            return;
        }
        const meant = this.byName.get(name) ?? [];
        read(meant);
        if (meant.length === 0) {
            this.refuse(name, place, report);
        }
    }
    /** What expressions see as `inputs`. */
    get type() {
        const members = [...this.byName].map(([name, all]) => [name, either(...all.map(({ type }) => type))]);
        return mapOf(Object.fromEntries(members), false);
    }
    warnOfUnread(report) {
        for (const [name, declarations] of this.byName) {
            for (const { place } of declarations.filter(({ isRead }) => !isRead)) {
                report.warn(place, `nothing reads inputs.${name}`, { atKey: true });
            }
        }
    }
    /** Once: a long document could ask for it thousands of times. */
    readAll() {
        if (!this.isAllRead) {
            this.isAllRead = true;
            read([...this.byName.values()].flat());
        }
    }
    refuse(name, place, report) {
        const names = [...this.byName.keys()];
        const listed = names.length > MOST_LISTED ? [...names.slice(0, MOST_LISTED), '...'] : names;
        const known = listed.length > 0 ? `it has ${listed.join(', ')}` : 'no parameters are declared for it';
        const suggestion = suggest(name, names.slice(0, MOST_SUGGESTED_FROM));
        report.fault(place, `inputs has no member '${name}' here, ${known}`, { suggestion });
    }
}
function read(declarations) {
    for (const declaration of declarations) {
        declaration.isRead = true;
    }
}
/** What a trigger makes of the event goes before a parameter of the same name. */
function declarationsOf(trigger, index) {
    const found = new Map();
    if (trigger['type'] !== 'webhook') {
        return found;
    }
    const base = pointer(['triggers', index]);
    for (const [name, written] of Object.entries(rawMap(trigger['parameters']))) {
        const { type } = parameterDefinition(name, written);
        const place = pointer(['parameters', name], base);
        found.set(name, { trigger: index, place, type: TYPES[type] ?? ANY, isRead: false });
    }
    for (const [name, written] of Object.entries(rawMap(trigger['inputs']))) {
        const place = pointer(['inputs', name], base);
        found.set(name, { trigger: index, place, type: typeOfWritten(written), isRead: false });
    }
    return found;
}
//# sourceMappingURL=declared-inputs.js.map