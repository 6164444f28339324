/** What a JSON Schema cannot say about the parameters and inputs of a webhook trigger. */
import { isCredentialName } from '../../secrets/credential-name.js';
import { pointer } from '../pointer.js';
import { rawList, rawMap } from '../raw.js';
import { parameterDefinition } from './parameter-definition.js';
import { isReservedName } from './parameter-name.js';
import { fits, isOneOf, isParameterType, typeInWords } from './parameter-type.js';
/** RFC 9110 section 5.6.2. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
/** RFC 6901 section 3, but for the empty one. */
const JSON_POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** `place` is that of the trigger, or of what else has such definitions, under `named`. */
export function checkParameters(trigger, place, report, named = 'parameters') {
    for (const list of [named, 'inputs']) {
        for (const name of Object.keys(rawMap(trigger[list])).filter(isReservedName)) {
            report.fault(pointer([list, name], place), `'${name}' means something else already, use another name`, {
                atKey: true,
            });
        }
    }
    for (const [name, written] of Object.entries(rawMap(trigger[named]))) {
        const definition = parameterDefinition(name, written);
        const at = pointer([named, name], place);
        checkFrom(definition, { at, raw: rawMap(written), report });
        if (isParameterType(definition.type)) {
            checkValues(definition, at, report);
        }
    }
}
function checkFrom(definition, { at, raw, report }) {
    const { from, whole } = definition;
    if (whole && definition.in !== 'body') {
        report.fault(`${at}/whole`, 'only the body can be taken whole');
    }
    else if (whole && raw['from'] !== undefined) {
        report.fault(`${at}/from`, 'whole: true takes all of the body, leave out from');
    }
    const fault = whole || typeof from !== 'string' ? undefined : faultOfFrom(definition);
    if (fault !== undefined) {
        report.fault(raw['from'] === undefined ? at : `${at}/from`, fault, { atKey: raw['from'] === undefined });
    }
}
/** Why a parameter cannot be read from there, undefined when it can. */
export function faultOfFrom({ in: group, from, }) {
    if (group === 'body') {
        return from.startsWith('/') && !JSON_POINTER.test(from)
            ? 'must be a name or a JSON pointer such as /metadata/role'
            : undefined;
    }
    if (group === 'header' && !HEADER_NAME.test(from)) {
        return 'must be the name of a header';
    }
    // Inputs are stored with the execution; the body is kept as it came in any case.
    return isCredentialName(from)
        ? `a ${group === 'header' ? 'header' : 'query parameter'} of this name is taken for a credential, which is never kept: prove the sender with token or verify`
        : undefined;
}
function checkValues(definition, at, report) {
    const { type, default: preset, enum: allowed } = definition;
    for (const [index, one] of rawList(allowed).entries()) {
        if (!fits(type, one)) {
            report.fault(pointer(['enum', index], at), `must be ${typeInWords(type)}`);
        }
    }
    if (preset === undefined) {
        return;
    }
    if (definition.required) {
        report.fault(`${at}/default`, 'a required parameter has no default: it is always sent');
    }
    else if (!fits(type, preset)) {
        report.fault(`${at}/default`, `must be ${typeInWords(type)}`);
    }
    else if (Array.isArray(allowed) && !isOneOf(preset, allowed)) {
        report.fault(`${at}/default`, 'must be one of the values in enum');
    }
}
//# sourceMappingURL=check-parameters.js.map