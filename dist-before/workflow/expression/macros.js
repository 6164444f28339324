import { compileLenient, FAULT_COST } from './access.js';
import { failure, isAbsorbable } from './failure.js';
import { Optional, read, typeName } from './value.js';
/** A macro that is called on a value; undefined when `node` is an ordinary method. */
export function compileMacro(node, compilation) {
    const [name, receiver, args] = node.args;
    if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && args.length === 3) {
        return compileBind(args, compilation);
    }
    if ((name === 'or' || name === 'orValue') && args.length === 1) {
        return compileOr(node, compilation);
    }
    if (name === 'map' && (args.length === 2 || args.length === 3)) {
        return compileMapMacro(node, compilation);
    }
    if (args.length !== 2) {
        return undefined;
    }
    if (name === 'filter') {
        return compileFilter(node, compilation);
    }
    if (name === 'exists_one') {
        return compileExistsOne(node, compilation);
    }
    return name === 'all' || name === 'exists' ? compileQuantifier(node, compilation) : undefined;
}
/** `has(a.b)`: whether the member is there; false also when something on the way to it is missing or null. */
export function compileHas(node, compilation) {
    const [target] = node.args[1];
    const isAccess = target && ['.', '[]', '.?', '[?]'].includes(target.op);
    if (!isAccess || node.args[1].length !== 1) {
        throw compilation.fault(node, 'has() takes one member, as in has(trigger.body.email)');
    }
    const find = compileLenient(target, compilation);
    return (frame) => {
        const found = find(frame);
        return found instanceof Optional ? found.value !== undefined : found !== undefined;
    };
}
/** `default(x, y)`: x, or y when x is null or a member on the way to it is missing. */
export function compileDefault(node, compilation) {
    const [target, fallback] = node.args[1];
    if (!target || !fallback || node.args[1].length !== 2) {
        throw compilation.fault(node, 'default() takes two arguments, as in default(trigger.body.role, "member")');
    }
    const find = compileLenient(target, compilation);
    const otherwise = compilation.compile(fallback);
    return (frame) => {
        const found = find(frame);
        const value = found instanceof Optional ? found.value : found;
        return value ?? otherwise(frame);
    };
}
function compileBind([name, value, body], compilation) {
    const bound = compilation.compile(value);
    return compilation.withVariable(name, (slot) => {
        const run = compilation.compile(body);
        return (frame) => {
            frame.locals[slot] = bound(frame);
            return run(frame);
        };
    });
}
function compileOr(node, compilation) {
    const [name, receiver, args] = node.args;
    const target = compilation.compile(receiver);
    const fallback = compilation.compile(args[0]);
    return (frame) => {
        const optional = target(frame);
        if (!(optional instanceof Optional)) {
            throw failure('type', `${name}() works on an optional such as trigger.?body, not ${typeName(optional)}`);
        }
        if (optional.value === undefined) {
            return fallback(frame);
        }
        return name === 'or' ? optional : optional.value;
    };
}
function compileLoop(node, compilation, compileBody) {
    const [name, receiver, args] = node.args;
    const target = compilation.compile(receiver);
    return compilation.withVariable(args[0], (slot) => {
        const before = compilation.nodes;
        compileBody();
        const weight = compilation.nodes - before + 1;
        return (frame, visit) => {
            for (const entry of entriesOf(target(frame), name, frame)) {
                frame.spend(weight);
                frame.locals[slot] = read(entry) ?? null;
                if (!visit(frame.locals[slot])) {
                    return;
                }
            }
        };
    });
}
function entriesOf(range, macro, frame) {
    if (Array.isArray(range)) {
        return range;
    }
    if (typeName(range) === 'map') {
        const keys = Object.keys(range);
        frame.spend(keys.length);
        return keys;
    }
    throw failure('type', `${macro}() works on a list or a map, not ${typeName(range)}`);
}
function compileMapMacro(node, compilation) {
    const args = node.args[2];
    let condition;
    let transform;
    const loop = compileLoop(node, compilation, () => {
        condition = args.length === 3 ? compilation.compile(args[1]) : undefined;
        transform = compilation.compile(args.at(-1));
    });
    return (frame) => {
        const result = [];
        loop(frame, () => {
            if (!condition || requireCondition(condition(frame), 'map')) {
                result.push(transform(frame));
            }
            return true;
        });
        return result;
    };
}
function compileFilter(node, compilation) {
    let condition;
    const loop = compileLoop(node, compilation, () => {
        condition = compilation.compile(node.args[2][1]);
    });
    return (frame) => {
        const result = [];
        loop(frame, (entry) => {
            if (requireCondition(condition(frame), 'filter')) {
                result.push(entry);
            }
            return true;
        });
        return result;
    };
}
function compileExistsOne(node, compilation) {
    let condition;
    const loop = compileLoop(node, compilation, () => {
        condition = compilation.compile(node.args[2][1]);
    });
    return (frame) => {
        let count = 0;
        loop(frame, () => {
            count += requireCondition(condition(frame), 'exists_one') ? 1 : 0;
            return true;
        });
        return count === 1;
    };
}
/** `all` and `exists`: an entry that decides wins over faults of the others, as in CEL. */
function compileQuantifier(node, compilation) {
    const name = node.args[0];
    const deciding = name === 'exists';
    let condition;
    const loop = compileLoop(node, compilation, () => {
        condition = compilation.compile(node.args[2][1]);
    });
    return (frame) => {
        let isDecided = false;
        let fault;
        loop(frame, () => {
            try {
                isDecided = requireCondition(condition(frame), name) === deciding;
            }
            catch (error) {
                fault ??= rethrowUnlessAbsorbable(error, frame);
            }
            return !isDecided;
        });
        if (!isDecided && fault !== undefined) {
            throw fault;
        }
        return isDecided === deciding;
    };
}
function rethrowUnlessAbsorbable(error, frame) {
    if (!isAbsorbable(error)) {
        throw error;
    }
    frame.spend(FAULT_COST);
    return error;
}
function requireCondition(value, macro) {
    if (typeof value !== 'boolean') {
        throw failure('type', `the condition of ${macro}() is ${typeName(value)}, not bool`);
    }
    return value;
}
//# sourceMappingURL=macros.js.map