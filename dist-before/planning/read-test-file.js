import { Ajv } from 'ajv';
import { readYaml } from '../workflow/read-yaml.js';
import { reportSchemaErrors } from '../workflow/schema-faults.js';
import { TEST_FILE_SCHEMA } from './test-case.js';
const validate = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
}).compile(TEST_FILE_SCHEMA);
/** A file of test cases; null when `report` has faults. */
export function readTestFile(text, name) {
    const { value, report } = readYaml(text, name);
    if (value === undefined) {
        return { file: null, report };
    }
    if (!validate(value)) {
        reportSchemaErrors(validate.errors ?? [], report);
        return { file: null, report };
    }
    const file = value;
    for (const [at, { now, event }] of file.cases.entries()) {
        checkTime(report, `/cases/${at}/now`, now);
        checkTime(report, `/cases/${at}/event/time`, event.time);
    }
    return { file: report.faults.length === 0 ? file : null, report };
}
function checkTime(report, place, text) {
    if (text !== undefined && Number.isNaN(Date.parse(text))) {
        report.fault(place, 'must be a time, such as 2026-01-31T12:00:00Z');
    }
}
//# sourceMappingURL=read-test-file.js.map