import { failure } from './failure.js';
import { extentOf } from './extent.js';
/** Units of work one rendering may spend; one unit is about one small operation, so the whole is some tens of milliseconds. */
export const MAX_STEPS = 500_000;
/** Characters that one rendering may make, or hand on once more. */
export const MAX_CHARACTERS = 4_000_000;
/** Longest single string an expression may make. */
export const MAX_STRING = 1_000_000;
/** Longest list an expression may make. */
export const MAX_LIST = 50_000;
/**
 * One evaluation: the scope, the variables of its macros, and what it has spent.
 *
 * Work is counted, not timed: the same expression over the same values always ends the same way, on any machine.
 */
export class Frame {
    scope;
    locals = [];
    steps = MAX_STEPS;
    characters = MAX_CHARACTERS;
    handed;
    hidden;
    constructor(scope) {
        this.scope = scope;
    }
    spend(steps) {
        this.steps -= steps;
        if (this.steps < 0) {
            throw failure('limit', 'the expression does too much work');
        }
    }
    /** Answers for a string of this length before it is made. */
    reserveText(length) {
        this.characters -= length;
        if (length > MAX_STRING || this.characters < 0) {
            throw failure('limit', 'the expression makes too much text');
        }
        this.spend(1 + (length >> 6));
    }
    /** Answers for a list or map that is handed on as it is: once it may be as large as it is, after that it counts as text. */
    handOn(value) {
        this.handed ??= new Set();
        if (!this.handed.has(value)) {
            this.handed.add(value);
            return;
        }
        this.characters -= extentOf(value);
        if (this.characters < 0) {
            throw failure('limit', 'the same value is handed on too often for its size');
        }
    }
    /** Texts that were made of secrets; undefined: none. */
    get derived() {
        return this.hidden;
    }
    /** Notes every text in a value that was made of a secret. */
    hide(value) {
        if (typeof value === 'string') {
            this.hidden ??= [];
            this.hidden.push(value);
        }
        else if (typeof value === 'object' && value !== null) {
            Object.entries(value).forEach(([key, one]) => {
                this.hide(one);
                this.hide(Array.isArray(value) ? null : key);
            });
        }
    }
    /** Answers for a list of this length before it is made. */
    reserveList(length) {
        if (length > MAX_LIST) {
            throw failure('limit', `the expression makes a list of more than ${MAX_LIST} entries`);
        }
        this.spend(1 + length);
    }
}
//# sourceMappingURL=frame.js.map