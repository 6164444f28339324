/** Values that stand in a document as they are, and that their task refuses whenever it runs. */
import { InvalidParameters } from '../../errors/errors.js';
import { pointer } from '../pointer.js';
import { rawMap } from '../raw.js';
import { everyTaskOf } from './raw-tasks.js';
/** Tells of every literal that its action refuses; what an expression makes is known when it runs. */
export function checkLiterals(document, catalog, report) {
    for (const { task, place } of everyTaskOf(document)) {
        const checks = Object.entries(catalog.get(String(task['type']))?.literals ?? {});
        for (const [member, check] of checks.filter(([name]) => Object.hasOwn(task, name))) {
            checkMember(task[member], pointer([member], place), check, report);
        }
    }
}
/** The entries of a map one by one, so that all faults are told, and each where it is. */
function checkMember(value, place, check, report) {
    const entries = Object.entries(rawMap(value));
    if (entries.length === 0) {
        checkOne(value, place, check, report);
    }
    for (const [name, one] of entries) {
        checkOne({ [name]: one }, pointer([name], place), check, report);
    }
}
function checkOne(value, place, check, report) {
    if (!isLiteral(value)) {
        return;
    }
    try {
        const doubt = check(value);
        if (doubt) {
            report.warn(place, doubt.message, { suggestion: doubt.suggestion });
        }
    }
    catch (error) {
        if (!(error instanceof InvalidParameters)) {
            throw error;
        }
        report.fault(place, error.message.replace(NAMED, ''));
    }
}
/** Where the message says which member it is about, which its place says already. */
const NAMED = /^[\w.-]+: /;
function isLiteral(value) {
    if (typeof value === 'string') {
        return !value.includes('{{');
    }
    return typeof value !== 'object' || value === null || Object.values(value).every(isLiteral);
}
//# sourceMappingURL=check-literals.js.map