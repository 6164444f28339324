import { isScopeChain } from './access.js';
import { compileCel } from './compile.js';
import { failure } from './failure.js';
import { Frame } from './frame.js';
import { collectPaths } from './paths.js';
import { parseCel } from './syntax.js';
import { isMap, toJson } from './value.js';
/** Throws ExpressionFailed with `reason: 'syntax'`, `offset`, `line` and `column` in `details`. */
export function compileExpression(source) {
    const ast = parseCel(source);
    const { run, secrets, variables } = compileCel(ast, source);
    const chains = collectPaths(ast);
    const evaluateIn = evaluator(ast, run);
    return {
        source,
        secrets,
        variables,
        chains,
        paths: [...new Set(chains.map((chain) => chain.join('.')))],
        evaluateIn,
        evaluate: (scope) => evaluateIn(new Frame(scope)),
    };
}
function evaluator(ast, run) {
    // What comes straight out of the scope is plain JSON already, however large: only a number has to change back.
    const isPlain = isScopeChain(ast);
    return (frame) => {
        try {
            const value = run(frame);
            return isPlain && (isMap(value) || Array.isArray(value)) ? value : toJson(value, frame);
        }
        catch (error) {
            if (error instanceof RangeError) {
                throw failure('limit', 'the expression is nested too deeply or its result is too large');
            }
            throw error;
        }
    };
}
//# sourceMappingURL=expression.js.map