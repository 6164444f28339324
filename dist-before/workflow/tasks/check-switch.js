/** Warnings of cases that the value of a `switch` never names. */
import { pointer } from '../pointer.js';
import { rawList, rawMap } from '../raw.js';
import { inWords } from '../typing/type.js';
const TRUTHS = ['true', 'false'];
/** RFC 8259 section 6. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Whether a value of the kind may have that text; kinds that are missing may have any. */
const MAY_READ = {
    bool: (name) => TRUTHS.includes(name),
    number: (name) => JSON_NUMBER.test(name),
    null: (name) => name === 'null',
};
/** `type` is that of its value. */
export function checkSwitch({ task, place }, type, report) {
    const { kinds } = type;
    if (kinds.length === 0) {
        return;
    }
    const names = Object.keys(rawMap(task['cases']));
    for (const name of names.filter((one) => kinds.every((kind) => MAY_READ[kind]?.(one) === false))) {
        const message = `the case '${name}' is never taken, for the value is ${inWords(type)}`;
        report.warn(pointer(['cases', name], place), message, { atKey: true });
    }
    const isBool = kinds.every((kind) => kind === 'bool');
    if (isBool && TRUTHS.every((one) => names.includes(one)) && rawList(task['defaults']).length > 0) {
        report.warn(pointer(['defaults'], place), 'never run, for true and false are all the value can be', {
            atKey: true,
        });
    }
}
//# sourceMappingURL=check-switch.js.map