import { describe } from '../expression/access.js';
import { suggest } from '../../config/suggest.js';
import { inferMacro } from './infer-macro.js';
import { canBeEqual, canBeOrdered, sumOf } from './operators.js';
import { FUNCTION_SIGNATURES, METHOD_SIGNATURES } from './signatures.js';
import { ANY, BOOL, either, inWords, listOf, mapOf, mayBe, typeOfLiteral, NUMBER, OPTIONAL, } from './type.js';
/** `tell` is called for each finding; what is not known is any, and never wrong. */
export function inferType(ast, roots, tell) {
    return new TypeInference(roots, tell).of(ast);
}
class TypeInference {
    roots;
    tell;
    locals = new Map();
    /** More than 0: within what looks past faults. */
    absorbed = 0;
    /** More than 0: within what asks whether something is there. */
    asked = 0;
    constructor(roots, tell) {
        this.roots = roots;
        this.tell = tell;
    }
    of(node) {
        switch (node.op) {
            case 'value':
                return typeOfLiteral(node.args);
            case 'id':
                return this.locals.get(node.args) ?? this.roots(node.args);
            case '.':
                return this.member(node, this.of(node.args[0]), node.args[1]);
            case '[]':
                return this.index(node);
            case '.?':
                this.asking(() => this.of(node.args[0]));
                return OPTIONAL;
            case '[?]':
                this.asking(() => node.args.map((part) => this.of(part)));
                return OPTIONAL;
            case 'call':
                return this.call(node);
            case 'rcall':
                return inferMacro(node, this) ?? this.method(node);
            case 'list':
                return listOf(either(...node.args.map((entry) => this.of(entry))));
            case 'map':
                return this.map(node);
            default:
                return this.operator(node);
        }
    }
    with(name, type, body) {
        const local = name.op === 'id' ? name.args : '';
        this.locals.set(local, type);
        try {
            return body();
        }
        finally {
            this.locals.delete(local);
        }
    }
    need(node, kinds, who) {
        const type = this.of(node);
        if (kinds.length > 0 && !mayBe(type, ...kinds)) {
            this.cannot(node, `${who} needs ${kinds.join(' or ')}, and this is ${inWords(type)}`);
        }
        return type;
    }
    cannot(node, message) {
        this.tell({ message, isFatal: this.absorbed === 0, offset: node.start });
    }
    asking(ask) {
        this.asked += 1;
        try {
            return ask();
        }
        finally {
            this.asked -= 1;
        }
    }
    member(node, { kinds, members = {}, isClosed }, name) {
        if (kinds.length === 0 || kinds.includes('optional')) {
            return kinds.length === 0 ? ANY : OPTIONAL;
        }
        if (Object.hasOwn(members, name) && kinds.includes('map')) {
            return members[name];
        }
        const isMissing = kinds.includes('map') ? isClosed === true : true;
        if (isMissing && this.asked === 0) {
            const holder = describe(node.args[0]);
            const is = kinds.includes('map') ? '' : ` is ${inWords({ kinds })} and`;
            this.tell({
                message: `${holder}${is} has no member '${name}'`,
                suggestion: suggest(name, Object.keys(members)),
                isFatal: false,
                offset: node.start,
            });
        }
        return ANY;
    }
    index(node) {
        const [holder, key] = node.args;
        const type = this.of(holder);
        const index = this.of(key);
        if (key.op === 'value' && typeof key.args === 'string') {
            return this.member(node, type, key.args);
        }
        return mayBe(type, 'map') || !mayBe(index, 'number') ? ANY : (type.entry ?? ANY);
    }
    call(node) {
        const [name, args] = node.args;
        if (name === 'has') {
            this.asking(() => args.map((arg) => this.of(arg)));
            return BOOL;
        }
        if (name === 'default') {
            const [asked, otherwise] = [this.asking(() => this.of(args[0])), this.of(args[1])];
            const known = { ...asked, kinds: asked.kinds.filter((kind) => kind !== 'null') };
            return asked.kinds.length > 0 && known.kinds.length === 0
                ? otherwise
                : either(optionalAsAny(known), otherwise);
        }
        return this.apply(args, name, FUNCTION_SIGNATURES[name]);
    }
    method(node) {
        const [name, receiver, args] = node.args;
        const known = METHOD_SIGNATURES[name];
        this.need(receiver, known?.on ?? [], `${name}()`);
        return this.apply(args, name, known);
    }
    apply(args, name, known) {
        args.forEach((arg, at) => this.need(arg, known?.takes[at] ?? [], `${name}()`));
        return known?.gives ?? ANY;
    }
    map(node) {
        const members = [];
        let isClosed = true;
        for (const [key, value] of node.args) {
            this.need(key, ['string'], 'the key of a map');
            const type = this.of(value);
            if (key.op === 'value') {
                members.push([String(key.args), type]);
            }
            else {
                isClosed = false;
            }
        }
        return mapOf(Object.fromEntries(members), isClosed);
    }
    operator(node) {
        switch (node.op) {
            case '?:': {
                const [condition, whenTrue, whenFalse] = node.args;
                this.need(condition, ['bool'], '?:');
                return either(this.of(whenTrue), this.of(whenFalse));
            }
            case '&&':
            case '||':
                this.absorbed += 1;
                node.args.forEach((side) => this.need(side, ['bool'], node.op));
                this.absorbed -= 1;
                return BOOL;
            case '!_':
                this.need(node.args, ['bool'], '!');
                return BOOL;
            case '-_':
                this.need(node.args, ['number'], '-');
                return NUMBER;
            default:
                return this.binary(node);
        }
    }
    binary(node) {
        const op = node.op;
        const [left, right] = node.args.map((side) => this.of(side));
        if (op === '==' || op === '!=') {
            if (!canBeEqual(left, right)) {
                this.neverEqual(node, left, right);
            }
            return BOOL;
        }
        if (op === 'in') {
            if (!mayBe(right, 'list', 'map')) {
                this.cannot(node, `'in' needs a list or a map on its right, and this is ${inWords(right)}`);
            }
            else if (!mayBe(right, 'map') && right.entry && !canBeEqual(left, right.entry)) {
                this.neverEqual(node, left, right.entry);
            }
            return BOOL;
        }
        const isOrder = op.startsWith('<') || op.startsWith('>');
        const result = isOrder ? (canBeOrdered(left, right) ? BOOL : undefined) : sumOf(op, left, right);
        if (!result) {
            this.cannot(node, `${inWords(left)} ${op} ${inWords(right)} cannot be done`);
        }
        return result ?? (isOrder ? BOOL : ANY);
    }
    neverEqual(node, left, right) {
        const message = `${inWords(left)} is never equal to ${inWords(right)}`;
        this.tell({ message, isFatal: false, offset: node.start });
    }
}
/** What `default()` gives of an optional is what that holds. */
function optionalAsAny(type) {
    return type.kinds.includes('optional') ? ANY : type;
}
//# sourceMappingURL=infer-type.js.map