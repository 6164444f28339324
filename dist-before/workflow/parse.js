import { normalise } from './normalise.js';
import { readYaml } from './read-yaml.js';
import { withOwnTypes } from './type-aliases.js';
import { validateDocument } from './validate.js';
/** A workflow document out of YAML or JSON, or all its faults at once, in the order of the text. Never throws for what the text says. */
export function parseWorkflow(text, options) {
    const { value: written, report } = readYaml(text, options.file);
    const value = withOwnTypes(written);
    const calls = value === undefined ? [] : validateDocument(value, options.catalog, report);
    const { faults, warnings } = report;
    return faults.length === 0 && value !== undefined
        ? { document: normalise(value), faults, warnings, calls }
        : { faults, warnings };
}
//# sourceMappingURL=parse.js.map