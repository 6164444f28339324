import { newId } from '../config/clock.js';
import { ExpressionFailed, InvalidRequest } from '../errors/errors.js';
import { isMet } from '../workflow/condition.js';
import { dedupeKey, headersOf, hourKeys, parametersOf, subjectText } from './event-columns.js';
import { laneOf } from '../workflow/lane.js';
import { declaresInputs, inputsOf, parameterRequest } from './parameters/inputs-of.js';
import { parseBody } from './parsing/body.js';
import { FORBIDDEN_NAME, textOf } from './parsing/json.js';
import { currentTraceparent } from '../telemetry/work-context.js';
import { firstHeader } from './verification/raw-request.js';
import { holdsZero } from './zero-character.js';
/** Types are looked up by index. */
const LONGEST_TYPE = 500;
/** The events of a proven delivery, each with the executions it opens. Throws InvalidRequest for a malformed body. */
export function eventsOf(arrival, extracted) {
    const { hook, view, test = false, mayReturn = false } = arrival;
    if (view.query(FORBIDDEN_NAME).length > 0) {
        throw new InvalidRequest('the query has a parameter that must not be called so', {
            reason: 'malformed_body',
        });
    }
    const single = extracted.length === 1;
    const deliveryId = newId();
    const { credentialNames } = hook.gate;
    const fields = {
        source: hook.owner.kind === 'source' ? hook.owner.name : null,
        headers: headersOf(view.request, credentialNames),
        parameters: parametersOf(view.request, credentialNames),
    };
    hook.callback?.hide(fields);
    const headers = JSON.stringify(fields.headers);
    const parameters = JSON.stringify(fields.parameters);
    const traceparent = currentTraceparent();
    return extracted
        .filter(({ control }) => !control)
        .map((event, index) => {
        const id = index === 0 ? deliveryId : newId();
        const body = single ? wholeBody(view, event) : jsonOf(event.body);
        if (holdsZero(body.text) || holdsZero(parameters)) {
            throw new InvalidRequest('the delivery holds a zero character, which cannot be stored');
        }
        const { type, id: externalId, replayId, time } = event;
        if (type !== null && type.length > LONGEST_TYPE) {
            throw new InvalidRequest(`the type of an event has at most ${LONGEST_TYPE} characters`);
        }
        const subject = subjectText(event.subject);
        const commonType = hook.gate.commonTypeOf(event);
        const seen = { id, type, commonType, subject, time, body: body.value };
        const { executions, inputs } = openings(arrival, seen, fields);
        if (inputs !== null && holdsZero(inputs)) {
            throw new InvalidRequest('the delivery holds a zero character, which cannot be stored');
        }
        const hourly = event.isHash && !test ? hourKeys(replayId, arrival.now, hook.environment) : null;
        // Spelled out: spreading an object costs more here than all else that is done with it.
        return {
            id,
            deliveryId,
            tenant: hook.tenant,
            environment: hook.environment,
            hookId: hook.id,
            dedupeKey: hourly?.[0] ?? dedupeKey(test ? null : replayId, id, hook.environment),
            ...(hourly && { besideKeys: hourly[1] }),
            source: fields.source,
            type,
            commonType,
            externalId,
            subject,
            occurredAt: time,
            remoteAddress: arrival.remoteAddress,
            bytes: Buffer.byteLength(body.text),
            body: body.text,
            headers,
            parameters,
            inputs,
            test,
            traceparent,
            executions,
            mayReturn,
            ...(event.cause !== undefined && { stamp: event.cause }),
        };
    });
}
const jsonOf = (value) => ({
    value,
    text: JSON.stringify(value ?? null),
});
/** The body as it came where that is JSON already, so that nothing is lost or turned round on the way but a byte order mark. */
export function wholeBody(view, event) {
    const { content, request } = view;
    const isItem = view.json.ok && event.body !== view.json.value; // of a batch that holds this one alone
    if (view.tokenIsMessage || isItem) {
        return jsonOf(event.body);
    }
    if (content === null) {
        throw new InvalidRequest('the body cannot be unpacked', { reason: 'malformed_body' });
    }
    if (content.length > 0 && view.json.ok) {
        return { value: view.json.value, text: textOf(content) };
    }
    const parsed = parseBody(content, firstHeader(request.rawHeaders, 'content-type'));
    if (!parsed.ok) {
        throw new InvalidRequest(`the body is malformed: ${parsed.fault}`, { reason: 'malformed_body' });
    }
    return { value: parsed.value, text: JSON.stringify(parsed.value) };
}
const NOTHING = { executions: [], inputs: null };
function openings({ hook, view, triggers, now }, event, fields) {
    const { owner } = hook;
    const matches = owner.kind === 'workflow'
        ? [{ workflow: owner.deployed, trigger: owner.trigger }]
        : triggers.find(owner.name, typesOf(event));
    if (matches.length === 0) {
        return NOTHING;
    }
    const trigger = triggerOf(event, hook, fields, now);
    const inputs = owner.kind === 'workflow' && declaresInputs(owner.trigger)
        ? inputsOf(owner.trigger, parameterRequest(view.request, event.body), scopeOf(trigger, owner.deployed, now))
        : null;
    const executions = matches.flatMap(({ workflow, trigger: { when, definition } }) => {
        const scope = { ...scopeOf(trigger, workflow, now), inputs: inputs ?? {} };
        if (when !== undefined && !isMet(when, scope)) {
            return [];
        }
        const lane = laneOf(workflow, event.subject, scope);
        const opening = openingOf(workflow, definition.id, lane, definition.reentry ?? 'avoid');
        const callback = hook.callback?.find({ view, eventId: event.id, body: event.body, scope });
        return [callback === undefined ? opening : { ...opening, callback }];
    });
    return { executions, inputs: inputs === null ? null : JSON.stringify(inputs) };
}
/** What the event is called: by its sender, and in the common vocabulary. */
function typesOf({ type, commonType }) {
    const own = type === null ? [] : [type];
    return commonType === null || commonType === type ? own : [...own, commonType];
}
/** An execution of a deployed workflow, not yet written down. */
export function openingOf(deployed, triggerId, lane, reentry) {
    const { workflowId, revision, workflow, limits } = deployed;
    const { concurrency, namespace, id } = workflow.document;
    return {
        id: newId(),
        workflowId,
        revision,
        triggerId,
        lane,
        concurrencyLimit: concurrency?.limit ?? null,
        overflow: concurrency?.overflow ?? null,
        claimScope: limits.claimScope,
        quotas: limits.quotas,
        reentry,
        workflow: `${namespace}/${id}`,
    };
}
function triggerOf(event, hook, fields, now) {
    return {
        id: event.id,
        type: event.type,
        commonType: event.commonType,
        source: fields.source,
        subject: event.subject,
        time: (event.time ?? now).toISOString(),
        hook: hook.id,
        body: event.body,
        headers: fields.headers,
        parameters: fields.parameters,
    };
}
/** What conditions and lanes may read: they are decided before anything runs. */
export function scopeOf(trigger, { workflow: { document }, revision, environment, variables }, now) {
    const { id, namespace, labels } = document;
    return {
        trigger,
        inputs: {},
        tasks: {},
        execution: { environment },
        workflow: { id, namespace, revision, labels },
        variables,
        secrets: () => {
            throw new ExpressionFailed('secrets are not for conditions and lanes');
        },
        now,
        uuid: newId,
    };
}
//# sourceMappingURL=events-of.js.map