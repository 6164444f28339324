import { InvalidParameters, TaskFailed } from '../errors/errors.js';
import { UNWATCHED } from '../outbound/oauth/token-watch.js';
import { REDACTED } from '../workflow/expression/template.js';
import { hasPlaceholder, unknownOutput } from './unknown.js';
import { plannedCall, WithheldCall } from './withheld-call.js';
/** Actions that tell what they would do. `actions` must speak to the world by a closed way only. */
export class PlannedActions {
    actions;
    stubs;
    book;
    constructor(actions, stubs, book) {
        this.actions = actions;
        this.stubs = stubs;
        this.book = book;
    }
    require(type) {
        const action = this.actions.get(type);
        return { ...action, prepare: (input, context) => this.prepare(action, input, context) };
    }
    prepare(action, input, context) {
        const isLoose = this.book.unknownNow.length > 0;
        this.book.begin(context.idempotencyKey);
        const effect = this.tryToPrepare(action, input, context, isLoose || holdsRedacted(input));
        this.noteTouched(effect?.kind === 'outside' ? effect.affects : undefined, context);
        switch (effect?.kind) {
            case undefined:
                return this.answering(context.taskId, () => unknownOutput(context.taskId));
            case 'none': {
                const { output, log } = effect;
                for (const { verb, subject, message } of effect.audit ?? []) {
                    this.book.add(context.idempotencyKey, { kind: 'audit', verb, subject, message });
                }
                const told = {
                    ...this.answering(context.taskId, () => (isLoose ? unknownOutput(context.taskId) : output)),
                };
                return log === undefined ? told : { ...told, log };
            }
            case 'own':
                throw new Error('a directory of a plan is an outside one');
            case 'outside':
                return {
                    kind: 'outside',
                    perform: async (signal) => {
                        const output = await this.perform(effect, signal, context);
                        const { taskId } = context;
                        return this.answering(taskId, () => (isLoose ? unknownOutput(taskId) : output)).output;
                    },
                };
        }
    }
    noteTouched(affects, { idempotencyKey, taskId }) {
        if (!affects) {
            return;
        }
        const { directory, user, allBut } = affects;
        const touch = hasPlaceholder(user) ? null : { task: taskId, directory, user };
        if (allBut) {
            this.book.mayTakeAway(idempotencyKey, { touch, allBut });
        }
        else {
            this.book.takesAway(idempotencyKey, touch);
        }
    }
    /** Undefined for what cannot be told without a secret or an unknown output; its input is shown as far as it goes. */
    tryToPrepare(action, input, context, isInexact) {
        try {
            return action.prepare(input, context);
        }
        catch (error) {
            if (!isInexact || !(error instanceof InvalidParameters)) {
                throw error;
            }
            if (action.type === 'http.request') {
                this.book.add(context.idempotencyKey, inexactCall(input));
            }
            return undefined;
        }
    }
    /** The output, unknown where the call was withheld. */
    async perform(effect, signal, { taskId, idempotencyKey }) {
        try {
            return await effect.perform(signal, UNWATCHED);
        }
        catch (error) {
            if (!(error instanceof WithheldCall)) {
                throw error;
            }
            this.book.add(idempotencyKey, plannedCall(error.request));
            return unknownOutput(taskId);
        }
    }
    answering(taskId, output) {
        const stub = Object.hasOwn(this.stubs, taskId) ? this.stubs[taskId] : undefined;
        if (stub && 'error' in stub) {
            throw new TaskFailed(stub.error, { task: taskId });
        }
        return { kind: 'none', output: stub ? stub.output : output() };
    }
}
function holdsRedacted(input) {
    return JSON.stringify(input).includes(REDACTED);
}
function inexactCall(input) {
    const { method, url, body } = input;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = {
        method: typeof method === 'string' ? method.toUpperCase() : 'GET',
        url: typeof url === 'string' ? url : JSON.stringify(url),
        ...(text === undefined ? {} : { body: text }),
    };
    return plannedCall(request, false);
}
//# sourceMappingURL=planned-actions.js.map