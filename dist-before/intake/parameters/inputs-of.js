import { ExpressionFailed, InvalidParameters } from '../../errors/errors.js';
import { parametersOf } from '../event-columns.js';
import { isFormType } from '../parsing/body.js';
import { headerRecord } from '../parsing/header-record.js';
import { firstHeader } from '../verification/raw-request.js';
import { parameterProblem } from './parameter-problem.js';
import { readParameters } from './read-parameters.js';
export function declaresInputs(trigger) {
    return trigger.parameters !== undefined || trigger.inputs !== undefined;
}
/** A request as parameters are read from it. No parameter may be called like a credential. */
export function parameterRequest(request, body) {
    return {
        body,
        query: parametersOf(request), // an answer of OAuth brings a code that no check of names could foresee
        headers: headerRecord(request.rawHeaders),
        isForm: isFormType(firstHeader(request.rawHeaders, 'content-type')),
    };
}
/**
 * What a trigger's parameters and `inputs` make of a request. Throws InvalidParameters: `details.msg` and
 * `details.errors` name every parameter that is wrong; without `errors` an input could not be rendered.
 */
export function inputsOf(trigger, request, scope) {
    const read = readParameters(trigger.parameters ?? [], request);
    if (!read.ok) {
        const { msg, errors } = parameterProblem(read.faults);
        throw new InvalidParameters(msg, { errors });
    }
    try {
        const rendered = trigger.inputs?.render(scope).value;
        return { ...read.values, ...rendered };
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            throw new InvalidParameters(`an input cannot be rendered: ${error.message}`);
        }
        throw error;
    }
}
//# sourceMappingURL=inputs-of.js.map