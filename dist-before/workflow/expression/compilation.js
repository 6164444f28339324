import { syntaxFailure } from './failure.js';
import { isRoot } from './scope.js';
/** Macros inside macros, counted from the outermost. */
export const MAX_MACRO_NESTING = 3;
/** What is known while one expression is compiled: the variables in reach and what was found on the way. */
export class Compilation {
    source;
    nodeCompiler;
    secrets = new Set();
    /** Names in `var('NAME')`. */
    variableNames = new Set();
    paths = new Set();
    /** Nodes compiled so far; the difference around a subtree is what one run of it costs. */
    nodes = 0;
    variables = [];
    constructor(source, nodeCompiler) {
        this.source = source;
        this.nodeCompiler = nodeCompiler;
    }
    compile(node) {
        this.nodes += 1;
        return this.nodeCompiler(node, this);
    }
    /** Compiles `body` with a macro's variable in reach; the slot is where the macro puts its value in `frame.locals`. */
    withVariable(name, body) {
        if (name.op !== 'id') {
            throw this.fault(name, 'a macro needs a plain name for its variable');
        }
        if (isRoot(name.args) || this.variables.includes(name.args)) {
            throw this.fault(name, `'${name.args}' already means something here, choose another name`);
        }
        if (this.variables.length >= MAX_MACRO_NESTING) {
            throw this.fault(name, `macros are nested at most ${MAX_MACRO_NESTING} deep`);
        }
        this.variables.push(name.args);
        try {
            return body(this.variables.length - 1);
        }
        finally {
            this.variables.pop();
        }
    }
    /** Slot of a variable, -1 when there is none of that name. */
    slotOf(name) {
        return this.variables.indexOf(name);
    }
    fault(node, message) {
        return syntaxFailure(this.source, node.start, message);
    }
}
//# sourceMappingURL=compilation.js.map