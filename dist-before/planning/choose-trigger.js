import { newId } from '../config/clock.js';
import { ExpressionFailed, NotFound } from '../errors/errors.js';
import { isMet } from '../workflow/condition.js';
import { takesEvent } from '../workflow/trigger-match.js';
import { triggerScope } from '../workflow/trigger-scope.js';
/** Trigger of what was started by hand, which asks no trigger. */
export const BY_HAND = 'api';
/**
 * Id of the first trigger that takes the event; null when none does. An event of no source is one for webhook triggers, and
 * starts a workflow that has none as if by hand. Throws NotFound when the asked one is not there.
 */
export function chooseTrigger(workflow, event, by) {
    const { asked } = by;
    if (asked === BY_HAND) {
        return BY_HAND;
    }
    const { triggers } = workflow;
    if (asked !== undefined && !triggers.some(({ definition }) => definition.id === asked)) {
        throw new NotFound('the workflow has no such trigger', { trigger: asked });
    }
    const scope = scopeOf(workflow, event, by);
    const able = triggers.filter((trigger) => asked === undefined ? takes(trigger, event) : trigger.definition.id === asked);
    const taking = able.find(({ when }) => !when || isMet(when, scope));
    const isByHand = event.source === null && !triggers.some(({ definition }) => definition.type === 'webhook');
    return taking?.definition.id ?? (isByHand && asked === undefined ? BY_HAND : null);
}
function takes({ definition }, event) {
    if (definition.type === 'webhook') {
        return event.source === null && definition.enabled;
    }
    const types = [event.type, event.commonType].filter((type) => type !== null);
    return event.source !== null && takesEvent(definition, event.source, types);
}
function scopeOf({ document }, event, by) {
    return {
        trigger: triggerScope(event),
        inputs: event.inputs ?? {},
        tasks: {},
        execution: { environment: by.environment },
        workflow: { id: document.id, namespace: document.namespace, labels: document.labels },
        variables: by.variables,
        secrets: () => {
            throw new ExpressionFailed('conditions of triggers do not read secrets');
        },
        now: event.receivedAt,
        uuid: newId,
    };
}
//# sourceMappingURL=choose-trigger.js.map