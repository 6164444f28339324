import { itemsOfAny, resolvePath } from '../verification/pointer.js';
import { parseLocator } from '../verification/locator.js';
import { PatternTable } from './pattern-table.js';
/** Makes the names of a profile ready. Throws a RangeError that names a pattern, locator or type which is none. */
export function compileNaming(names, isCommon) {
    const types = compileRules(names.types ?? {}, isCommon);
    const failed = compileRules(names.failed ?? {}, isCommon);
    const hasFailed = compileFailure(names.fails);
    return ({ type, body }) => {
        if (type === null) {
            return null;
        }
        const named = (hasFailed(body) ? failed : types)(type, body);
        return named ?? (names.own === true && isCommon(type) ? type : null);
    };
}
function compileRules(rules, isCommon) {
    const table = new PatternTable(Object.entries(rules).map(([text, rule]) => [text, compileRule(rule, isCommon)]));
    return (text, body) => table.find(text)?.(body) ?? null;
}
function compileRule(rule, isCommon) {
    if (rule === undefined) {
        return () => null;
    }
    if (typeof rule === 'string') {
        if (!isCommon(rule)) {
            throw new RangeError(`"${rule}" is not a common type`);
        }
        return () => rule;
    }
    const read = compileLook(rule.look);
    const is = new PatternTable(Object.entries(rule.is ?? {}).map(([text, each]) => [text, compileRule(each, isCommon)]));
    const absent = compileRule(rule.absent, isCommon);
    const otherwise = compileRule(rule.else, isCommon);
    return (body) => {
        const found = read(body);
        return found === null ? absent(body) : (is.find(found) ?? otherwise)(body);
    };
}
function compileFailure(fails) {
    if (fails === undefined) {
        return () => false;
    }
    const read = compileLook(fails.look);
    return (body) => {
        const found = read(body);
        return found !== null && (fails.is?.includes(found) ?? true);
    };
}
/** The first text, number or boolean at the place, as text; null when there is none. */
function compileLook(look) {
    const locator = parseLocator(look);
    if (locator.at !== 'json') {
        throw new RangeError(`"${look}" must look into the body: json:/pointer`);
    }
    return (body) => {
        const found = resolvePath(body, locator.path, itemsOfAny).find(isPlain);
        return found === undefined ? null : String(found);
    };
}
function isPlain(value) {
    return ((typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean');
}
//# sourceMappingURL=naming.js.map