import { ExpressionFailed } from '../../errors/errors.js';
import { compileExpression } from './expression.js';
import { failure, syntaxFailure } from './failure.js';
import { Frame } from './frame.js';
import { splitTemplate } from './segments.js';
/** What stands in a recorded value where a secret was used. */
export const REDACTED = '[redacted]';
const MAX_TEMPLATE_DEPTH = 64;
/**
 * Throws ExpressionFailed; its `details` then also carry `at`, the keys and indexes of the string with the fault. With
 * `escape`, whatever an expression gives becomes text that went through it, whether it stands alone in its string or not.
 */
export function compileTemplate(value, escape) {
    const expressions = [];
    const node = compileValue(value, [], { found: expressions, escape });
    const constant = typeof node === 'function' ? undefined : node;
    const secrets = [...new Set(expressions.flatMap(({ expression }) => expression.secrets))];
    return {
        secrets,
        variables: [...new Set(expressions.flatMap(({ expression }) => expression.variables))],
        paths: [...new Set(expressions.flatMap(({ expression }) => expression.paths))],
        expressions,
        isConstant: constant !== undefined,
        render: constant ? () => constant : rendering(node, secrets.length > 0),
    };
}
function rendering(node, isTainted) {
    return isTainted
        ? (scope) => {
            const frame = new Frame(scope);
            const { value, recorded } = node(frame);
            return { value, recorded, derived: frame.derived ?? [] };
        }
        : (scope) => node(new Frame(scope));
}
/** A function when the value depends on the scope, else the value itself, frozen. */
function compileValue(value, at, making) {
    if (at.length > MAX_TEMPLATE_DEPTH) {
        throw failure('limit', `a value is nested at most ${MAX_TEMPLATE_DEPTH} deep`);
    }
    if (typeof value === 'string') {
        return value.includes('{{') ? compileString(value, at, making) : constant(value);
    }
    if (Array.isArray(value)) {
        return compileList(value, at, making);
    }
    return typeof value === 'object' && value !== null ? compileMap(value, at, making) : constant(value);
}
function constant(value) {
    return Object.freeze({ value, recorded: value });
}
function compileList(list, at, making) {
    const nodes = list.map((one, index) => compileValue(one, [...at, index], making));
    if (nodes.every((node) => typeof node !== 'function')) {
        return constant(Object.freeze(nodes.map((node) => node.value)));
    }
    return (frame) => {
        const parts = nodes.map((node) => (typeof node === 'function' ? node(frame) : node));
        const value = parts.map((part) => part.value);
        const isSame = parts.every((part) => part.value === part.recorded);
        return { value, recorded: isSame ? value : parts.map((part) => part.recorded) };
    };
}
function compileMap(map, at, making) {
    const nodes = Object.entries(map).map(([key, one]) => {
        if (key === '__proto__') {
            throw failure('value', "a value has no key '__proto__'", at.join('.'));
        }
        return [key, compileValue(one, [...at, key], making)];
    });
    if (nodes.every(([, node]) => typeof node !== 'function')) {
        return constant(Object.freeze(Object.fromEntries(nodes.map(([key, node]) => [key, node.value]))));
    }
    return (frame) => {
        const value = {};
        const recorded = {};
        let isSame = true;
        for (const [key, node] of nodes) {
            const part = typeof node === 'function' ? node(frame) : node;
            value[key] = part.value;
            recorded[key] = part.recorded;
            isSame &&= part.value === part.recorded;
        }
        return { value, recorded: isSame ? value : recorded };
    };
}
function compileString(template, at, making) {
    const segments = splitAt(template, at).map((segment) => {
        if ('text' in segment) {
            return segment.text;
        }
        const expression = compileAt(template, segment, at);
        making.found.push({ at, offset: segment.offset, expression });
        return expression;
    });
    const [only] = segments;
    return segments.length === 1 && typeof only === 'object' && making.escape === undefined
        ? single(only)
        : interpolation(segments, making.escape);
}
function single(expression) {
    const isTainted = expression.secrets.length > 0;
    return (frame) => {
        const value = expression.evaluateIn(frame);
        if (typeof value === 'object' && value !== null) {
            frame.handOn(value);
        }
        if (isTainted) {
            frame.hide(value);
        }
        return { value, recorded: isTainted ? REDACTED : value };
    };
}
function interpolation(segments, escape = asItIs) {
    return (frame) => {
        let value = '';
        let recorded = '';
        for (const segment of segments) {
            const made = typeof segment === 'string' ? segment : segment.evaluateIn(frame);
            const text = typeof segment === 'string' ? segment : escape(toText(made));
            const isTainted = typeof segment === 'object' && segment.secrets.length > 0;
            frame.reserveText(text.length);
            value += text;
            recorded += isTainted ? REDACTED : text;
            if (isTainted) {
                frame.hide(made);
            }
        }
        return { value, recorded };
    };
}
const asItIs = (text) => text;
/** Strings as they are, nothing for null, JSON for everything else. */
function toText(value) {
    if (typeof value === 'string') {
        return value;
    }
    try {
        return value === null ? '' : JSON.stringify(value);
    }
    catch {
        throw failure('limit', 'a value is too large or nested too deeply to be text');
    }
}
function splitAt(template, at) {
    try {
        return splitTemplate(template);
    }
    catch (error) {
        throw placed(error, template, 0, at);
    }
}
function compileAt(template, segment, at) {
    try {
        return compileExpression(segment.source);
    }
    catch (error) {
        throw placed(error, template, segment.offset, at);
    }
}
/** The same fault, with its place counted from the start of the whole string and the way to that string. */
function placed(error, template, base, at) {
    if (!(error instanceof ExpressionFailed)) {
        return error;
    }
    const offset = base + Number(error.details['offset'] ?? 0);
    const moved = syntaxFailure(template, offset, error.message);
    return new ExpressionFailed(moved.message, { ...moved.details, at });
}
//# sourceMappingURL=template.js.map