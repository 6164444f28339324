import { REDACTED } from '../workflow/expression/template.js';
/** Secrets of which only the names are known: whatever is made of one says `[redacted]`. Its list of values is empty. */
export class WithheldSecrets extends Map {
    names;
    /** `names` null: every name is one. */
    constructor(names) {
        super();
        this.names = names;
    }
    get(name) {
        return this.names === null || this.names.has(name) ? REDACTED : undefined;
    }
}
//# sourceMappingURL=withheld-secrets.js.map