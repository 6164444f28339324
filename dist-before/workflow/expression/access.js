import { suggest } from '../../config/suggest.js';
import { failure, hasReason } from './failure.js';
import { hintOnName } from './foreign-words.js';
import { isRoot, ROOTS } from './scope.js';
import { memberOf, Optional, typeName } from './value.js';
/** What a fault that is caught and looked past costs, in steps: making an error is slow. */
export const FAULT_COST = 200;
/** A name: a macro's variable or one of the roots of the scope. */
export function compileName(node, compilation) {
    const name = node.args;
    const slot = compilation.slotOf(name);
    if (slot >= 0) {
        return (frame) => frame.locals[slot];
    }
    if (!isRoot(name)) {
        const hint = suggest(name, ROOTS);
        const near = hint ? `did you mean '${hint}'?` : `expressions read ${ROOTS.join(', ')}`;
        const known = hintOnName(name) ?? near;
        throw compilation.fault(node, `unknown name '${name}'; ${known}`);
    }
    return (frame) => frame.scope[name];
}
/** `a.b`, `a[b]` and their optional forms: own members only; a missing one is an ExpressionFailed that names the path. */
export function compileAccess(node, compilation) {
    const path = describe(node);
    const target = compilation.compile(node.args[0]);
    const key = compileKey(node.args[1], compilation);
    if (node.op === '.?' || node.op === '[?]') {
        return (frame) => optionalMember(target(frame), key(frame));
    }
    return (frame) => {
        const parent = target(frame);
        const name = key(frame);
        if (parent instanceof Optional) {
            return optionalMember(parent, name);
        }
        const found = memberOf(parent, name);
        return found === undefined ? refuseMissing(parent, path) : found;
    };
}
/** The value of an expression, undefined where a member on the way is missing. Every other fault is still thrown. */
export function compileLenient(node, compilation) {
    if (node.op === '.' || node.op === '[]') {
        compilation.nodes += 1;
        const target = compileLenient(node.args[0], compilation);
        const key = compileKey(node.args[1], compilation);
        return (frame) => {
            const parent = target(frame);
            const found = parent instanceof Optional ? parent.value : parent;
            return memberOf(found, key(frame));
        };
    }
    const run = compilation.compile(node);
    return (frame) => {
        try {
            return run(frame);
        }
        catch (error) {
            return missingAsUndefined(error, frame);
        }
    };
}
/** Whether the value comes straight out of the scope, as the plain JSON it already is. */
export function isScopeChain(node) {
    if (node.op === 'id') {
        return isRoot(node.args);
    }
    return (node.op === '.' || node.op === '[]') && isScopeChain(node.args[0]);
}
function compileKey(key, compilation) {
    return typeof key === 'string' ? () => key : compilation.compile(key);
}
function missingAsUndefined(error, frame) {
    if (!hasReason(error, 'missing')) {
        throw error;
    }
    frame.spend(FAULT_COST);
    return undefined;
}
function optionalMember(parent, key) {
    const value = parent instanceof Optional ? parent.value : parent;
    return new Optional(memberOf(value, key));
}
function refuseMissing(parent, path) {
    const isContainer = typeof parent === 'object' && parent !== null;
    const why = isContainer ? '' : `, for what holds it is ${typeName(parent)}`;
    throw failure('missing', `${path} is missing${why}`, path);
}
/** The path as a person would write it; what is computed shows as `[...]`. */
export function describe(node) {
    switch (node.op) {
        case 'id':
            return node.args;
        case '.':
        case '.?':
            return `${describe(node.args[0])}.${node.args[1]}`;
        case '[]':
        case '[?]':
            return `${describe(node.args[0])}${describeIndex(node.args[1])}`;
        default:
            return '(...)';
    }
}
function describeIndex(index) {
    if (index.op !== 'value') {
        return '[...]';
    }
    return typeof index.args === 'string' ? `['${index.args}']` : `[${String(index.args)}]`;
}
//# sourceMappingURL=access.js.map