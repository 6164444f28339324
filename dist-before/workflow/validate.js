import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkExpressions } from './check-expressions.js';
import { checkRules } from './check-rules.js';
import { rawMap } from './raw.js';
import { reportSchemaErrors } from './schema-faults.js';
import { workflowSchema } from './schema.js';
import { checkLiterals } from './tasks/check-literals.js';
const validators = new WeakMap();
/** Reports everything that is wrong with a value as a workflow document; gives its subflows. Throws only for a catalog with a broken schema. */
export function validateDocument(value, catalog, report) {
    const validate = validatorOf(catalog);
    if (!validate(value)) {
        reportSchemaErrors(validate.errors ?? [], report);
    }
    checkRules(value, report);
    checkLiterals(rawMap(value), catalog, report);
    return checkExpressions(value, catalog, report);
}
/** Compiling the schema takes long, so that is done once for each catalog. */
function validatorOf(catalog) {
    const known = validators.get(catalog);
    if (known) {
        return known;
    }
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateFormats: false });
    const validator = ajv.compile(workflowSchema(catalog));
    validators.set(catalog, validator);
    return validator;
}
//# sourceMappingURL=validate.js.map