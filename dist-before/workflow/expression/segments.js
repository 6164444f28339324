import { syntaxFailure } from './failure.js';
/** `Hello {{ name }}!` in pieces. Throws ExpressionFailed where a `{{` is not closed. */
export function splitTemplate(template) {
    const segments = [];
    let position = 0;
    for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', position)) {
        if (open > position) {
            segments.push({ text: template.slice(position, open) });
        }
        const close = findClose(template, open + 2);
        if (close < 0) {
            throw syntaxFailure(template, open, "'{{' is not closed by '}}'");
        }
        segments.push({ source: template.slice(open + 2, close), offset: open + 2 });
        position = close + 2;
    }
    if (position < template.length) {
        segments.push({ text: template.slice(position) });
    }
    return segments;
}
/** Where the `}}` stands that closes the expression: outside strings, and not one that closes a map of the expression. */
function findClose(template, start) {
    let depth = 0;
    let position = start;
    while (position < template.length) {
        const character = template[position];
        if (character === '"' || character === "'") {
            position = skipString(template, position);
            continue;
        }
        if (character === '}' && depth === 0 && template[position + 1] === '}') {
            return position;
        }
        depth += character === '{' ? 1 : character === '}' ? -1 : 0;
        position += 1;
    }
    return -1;
}
/** Position after the string literal that starts here, plain or triple-quoted. A backslash takes the next character with it, in raw strings too. */
function skipString(template, start) {
    const quote = template[start];
    const delimiter = template.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    let position = start + delimiter.length;
    while (position < template.length) {
        if (template.startsWith(delimiter, position)) {
            return position + delimiter.length;
        }
        position += template[position] === '\\' ? 2 : 1;
    }
    return template.length;
}
//# sourceMappingURL=segments.js.map