import { compileAccess, compileName, FAULT_COST } from './access.js';
import { calculate, negate } from './arithmetic.js';
import { compileCall, compileMethod } from './call.js';
import { compare, isEqual, isIn } from './comparison.js';
import { Compilation } from './compilation.js';
import { failure, isAbsorbable } from './failure.js';
import { typeName } from './value.js';
/** Throws ExpressionFailed (`reason: 'syntax'`) for names, functions and shapes that can never work. */
export function compileCel(ast, source) {
    const compilation = new Compilation(source, compileNode);
    const run = compilation.compile(ast);
    return { run, secrets: [...compilation.secrets], variables: [...compilation.variableNames] };
}
function compileNode(node, compilation) {
    switch (node.op) {
        case 'value':
            return compileLiteral(node, compilation);
        case 'id':
            return compileName(node, compilation);
        case '.':
        case '.?':
        case '[]':
        case '[?]':
            return compileAccess(node, compilation);
        case 'call':
            return compileCall(node, compilation);
        case 'rcall':
            return compileMethod(node, compilation);
        case 'list':
            return compileList(node, compilation);
        case 'map':
            return compileMap(node, compilation);
        default:
            return compileOperator(node, compilation);
    }
}
function compileOperator(node, compilation) {
    switch (node.op) {
        case '?:':
            return compileTernary(node, compilation);
        case '&&':
        case '||':
            return compileLogic(node, compilation);
        case '!_':
        case '-_':
            return compileUnary(node, compilation);
        default:
            return compileBinary(node, compilation);
    }
}
function compileLiteral(node, compilation) {
    const value = node.args;
    if (typeof value === 'object' && value !== null) {
        throw compilation.fault(node, 'bytes and unsigned numbers are not part of this language');
    }
    return () => value;
}
function compileList(node, compilation) {
    const entries = node.args.map((entry) => compilation.compile(entry));
    return (frame) => entries.map((entry) => entry(frame));
}
function compileMap(node, compilation) {
    const entries = node.args.map(([key, value]) => [compilation.compile(key), compilation.compile(value)]);
    return (frame) => {
        const map = {};
        for (const [key, value] of entries) {
            map[mapKey(key(frame))] = value(frame);
        }
        return map;
    };
}
function mapKey(key) {
    if (typeof key !== 'string') {
        throw failure('type', `the key of a map is a string, not ${typeName(key)}`);
    }
    if (key === '__proto__') {
        throw failure('value', "a map has no key '__proto__'");
    }
    return key;
}
function compileTernary(node, compilation) {
    const [condition, whenTrue, whenFalse] = node.args.map((part) => compilation.compile(part));
    return (frame) => {
        const value = condition(frame);
        if (typeof value !== 'boolean') {
            throw failure('type', `the condition of ?: is ${typeName(value)}, not bool`);
        }
        return value ? whenTrue(frame) : whenFalse(frame);
    };
}
/** As in CEL, a side that decides wins over a fault of the other side. */
function compileLogic(node, compilation) {
    const deciding = node.op === '||';
    const left = compilation.compile(node.args[0]);
    const right = compilation.compile(node.args[1]);
    return (frame) => {
        let value;
        try {
            value = requireBool(left(frame), node.op);
        }
        catch (error) {
            return decideDespite(error, right, deciding, frame);
        }
        return value === deciding ? deciding : requireBool(right(frame), node.op);
    };
}
function decideDespite(error, right, deciding, frame) {
    if (!isAbsorbable(error)) {
        throw error;
    }
    frame.spend(FAULT_COST);
    if (right(frame) === deciding) {
        return deciding;
    }
    throw error;
}
function requireBool(value, op) {
    if (typeof value !== 'boolean') {
        throw failure('type', `'${op}' works on bool, not ${typeName(value)}`);
    }
    return value;
}
function compileUnary(node, compilation) {
    const operand = compilation.compile(node.args);
    return node.op === '-_' ? (frame) => negate(operand(frame)) : (frame) => !requireBool(operand(frame), '!');
}
function compileBinary(node, compilation) {
    const left = compilation.compile(node.args[0]);
    const right = compilation.compile(node.args[1]);
    const { op } = node;
    switch (op) {
        case '==':
            return (frame) => isEqual(left(frame), right(frame), frame);
        case '!=':
            return (frame) => !isEqual(left(frame), right(frame), frame);
        case '<':
            return (frame) => compare(left(frame), right(frame), frame) < 0;
        case '<=':
            return (frame) => compare(left(frame), right(frame), frame) <= 0;
        case '>':
            return (frame) => compare(left(frame), right(frame), frame) > 0;
        case '>=':
            return (frame) => compare(left(frame), right(frame), frame) >= 0;
        case 'in':
            return (frame) => isIn(left(frame), right(frame), frame);
        default:
            return (frame) => calculate(op, left(frame), right(frame), frame);
    }
}
//# sourceMappingURL=compile.js.map