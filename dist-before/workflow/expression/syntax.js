import { Environment, ParseError } from '@marcbachmann/cel-js';
import { syntaxFailure } from './failure.js';
import { hintOnSigns } from './foreign-words.js';
/** Longest source of one expression, in UTF-16 units. */
export const MAX_SOURCE = 4_096;
// The parser and its typed tree are the library's. Evaluation is ours (`compile.ts`): the library's evaluator cannot be
// stopped half-way, types a list by its first entry (so `'a' in [1, 'a']` fails on JSON), and treats every JSON number as a double.
const parser = new Environment({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 500, maxDepth: 48, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 8 },
});
/** A string or a comment, which is left as it is, or the name of a call of `var`. */
const VAR_CALL = /("""|'''|["'])(?:\\[^]|(?!\1)[^\\])*(?:\1|$)|\/\/[^\n]*|(?<![\w.])var(?=\s*\()/g;
/** CEL keeps the word `var` to itself, so ours goes through its parser under another name, no longer and no shorter. */
const parsable = (source) => source.replaceAll(VAR_CALL, (piece) => (piece === 'var' ? 'VAR' : piece));
/** The tree of a CEL expression. Throws ExpressionFailed (`reason: 'syntax'`) with the place of the fault. */
export function parseCel(source) {
    if (source.length > MAX_SOURCE) {
        throw syntaxFailure(source, 0, `an expression has at most ${MAX_SOURCE} characters`);
    }
    if (source.trim() === '') {
        throw syntaxFailure(source, 0, 'the expression is empty');
    }
    try {
        return parser.parse(parsable(source)).ast;
    }
    catch (error) {
        if (error instanceof ParseError) {
            const hint = hintOnSigns(source);
            const message = `${readable(error.summary)}${hint === undefined ? '' : `; ${hint}`}`;
            throw syntaxFailure(source, Math.min(error.range?.start ?? 0, source.length), message);
        }
        if (error instanceof RangeError) {
            throw syntaxFailure(source, 0, 'the expression is nested too deeply');
        }
        throw error;
    }
}
const TOKENS = {
    EOF: 'the end of the expression',
    RPAREN: "')'",
    LPAREN: "'('",
    RBRACKET: "']'",
    LBRACKET: "'['",
    RBRACE: "'}'",
    LBRACE: "'{'",
    COLON: "':'",
    COMMA: "','",
    IDENTIFIER: 'a name',
    DOT: "'.'",
};
function readable(summary) {
    const text = summary.replaceAll(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token.toLowerCase());
    return text.charAt(0).toLowerCase() + text.slice(1);
}
//# sourceMappingURL=syntax.js.map