import { decodeBase64 } from './strict-encoding.js';
/** Reads `a=:base64:, b=:base64:`; null when it is anything else, or a name is repeated. */
export function parseByteSequences(text) {
    return parseDictionary(text, (reader) => reader.byteSequence());
}
/** Reads `sig=("a" "b";p);created=1, ...`; null when it is anything else, or a name is repeated. */
export function parseInnerLists(text) {
    return parseDictionary(text, (reader) => reader.innerList());
}
function parseDictionary(text, member) {
    const reader = new Reader(text);
    const members = new Map();
    try {
        reader.spaces();
        do {
            const name = reader.key();
            reader.expect('=');
            if (members.has(name)) {
                return null;
            }
            members.set(name, member(reader));
        } while (reader.comma());
        return reader.isAtEnd ? members : null;
    }
    catch (error) {
        if (error instanceof SyntaxError) {
            return null;
        }
        throw error;
    }
}
class Reader {
    text;
    #at = 0;
    constructor(text) {
        this.text = text;
    }
    get isAtEnd() {
        return this.#at === this.text.length;
    }
    spaces() {
        this.take(/ */y);
    }
    comma() {
        this.take(/[ \t]*/y);
        if (this.isAtEnd) {
            return false;
        }
        this.expect(',');
        this.take(/[ \t]*/y);
        return true;
    }
    key() {
        return this.take(/[a-z*][a-z0-9_\-.*]*/y);
    }
    expect(character) {
        if (!this.skip(character)) {
            throw new SyntaxError(`expected ${character}`);
        }
    }
    byteSequence() {
        const bytes = decodeBase64(this.take(/:[^:]*:/y).slice(1, -1));
        if (bytes === null) {
            throw new SyntaxError('not base64');
        }
        return bytes;
    }
    innerList() {
        const start = this.#at;
        const items = [];
        this.expect('(');
        this.spaces();
        while (!this.skip(')')) {
            items.push({ value: this.string(), parameters: this.parameters() });
            if (this.take(/ */y) === '' && this.text[this.#at] !== ')') {
                throw new SyntaxError('expected a space');
            }
        }
        const parameters = this.parameters();
        return { items, parameters, text: this.text.slice(start, this.#at) };
    }
    parameters() {
        const parameters = new Map();
        while (this.skip(';')) {
            this.spaces();
            const name = this.key();
            parameters.set(name, this.skip('=') ? this.bareItem() : true);
        }
        return parameters;
    }
    bareItem() {
        const next = this.text[this.#at] ?? '';
        if (next === '"') {
            return this.string();
        }
        if (next === ':') {
            return this.byteSequence();
        }
        if (next === '?') {
            return this.take(/\?[01]/y) === '?1';
        }
        return /[-0-9]/.test(next)
            ? Number(this.take(/-?[0-9]{1,15}(?:\.[0-9]{1,3})?/y))
            : { token: this.take(/[A-Za-z*][!#$%&'*+\-.^_`|~A-Za-z0-9:/]*/y) };
    }
    string() {
        return this.take(/"(?:[ !#-[\]-~]|\\["\\])*"/y)
            .slice(1, -1)
            .replace(/\\(.)/g, '$1');
    }
    skip(character) {
        const found = this.text[this.#at] === character;
        this.#at += found ? 1 : 0;
        return found;
    }
    take(pattern) {
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.text);
        if (match === null) {
            throw new SyntaxError('unexpected character');
        }
        this.#at += match[0].length;
        return match[0];
    }
}
//# sourceMappingURL=structured-fields.js.map