import { pointer } from '../workflow/pointer.js';
import { mismatches } from './matches.js';
/** Where a plan is not what a case expects; places are those below `expect`. */
export function checkPlan(expected, plan) {
    const { status, reason, trigger, error, tasks = {}, outputs = {}, output, effects } = expected;
    const whole = Object.entries({ status, reason, trigger, output }).filter(([, one]) => one !== undefined);
    return [
        ...mismatches(Object.fromEntries(whole), plan).map((one) => withError(one, plan)),
        ...(error === undefined ? [] : checkError(error, plan)),
        ...Object.entries(tasks).flatMap(([id, one]) => checkStatus(id, one, plan)),
        ...Object.entries(outputs).flatMap(([id, one]) => checkOutput(id, one, plan)),
        ...(effects === undefined ? [] : checkEffects(effects, plan)),
    ];
}
function withError(mismatch, { error }) {
    return mismatch.place === '/status' && error
        ? { ...mismatch, message: `${mismatch.message}: ${error.message}` }
        : mismatch;
}
function checkError(expected, { error }) {
    const isSo = error !== null && (error.code === expected || error.message.includes(expected));
    const actual = error === null ? 'there is none' : `it is ${error.code}: ${error.message}`;
    return isSo ? [] : [{ place: '/error', message: `expected the error ${expected}, but ${actual}` }];
}
function checkStatus(id, expected, plan) {
    const runs = plan.tasks.filter(({ task }) => task === id);
    const actual = runs.map(({ status }) => status);
    const place = pointer(['tasks', id]);
    if (typeof expected === 'string') {
        const isSo = expected === 'absent'
            ? runs.length === 0
            : actual.length > 0 && actual.every((one) => one === expected);
        const it = runs.length === 0 ? 'it does not run' : `it is ${[...new Set(actual)].join(', ')}`;
        const why = runs.find(({ error }) => error !== null)?.error;
        const message = `expected ${expected}, but ${it}${why ? `: ${why.message}` : ''}`;
        return isSo ? [] : [{ place, message }];
    }
    return mismatches(expected, actual, place);
}
function checkOutput(id, expected, { tasks }) {
    const run = tasks.find(({ task }) => task === id);
    const place = pointer(['outputs', id]);
    return run ? mismatches(expected, run.output, place) : [{ place, message: `the task ${id} does not run` }];
}
function checkEffects(expected, { tasks }) {
    const actual = tasks.flatMap(effectsOf);
    const place = '/effects';
    if (expected.length !== actual.length) {
        const list = actual.map(({ task, change, call, audit }) => `${String(task)} ${String(change ?? call ?? audit)}`);
        const them = list.length === 0 ? 'there are none' : `there are ${list.length}: ${list.join(', ')}`;
        return [{ place, message: `expected ${expected.length} effects, but ${them}` }];
    }
    return expected.flatMap((one, at) => mismatches(one, actual[at], pointer([at], place)));
}
/** Effects as a case writes them: `change`, `call` or `audit` says what it is. */
function effectsOf({ task, effects, subflow }) {
    return [
        ...effects.map((effect) => ({ task, ...asWritten(effect) })),
        ...(subflow?.tasks ?? []).flatMap(effectsOf),
    ];
}
function asWritten(effect) {
    switch (effect.kind) {
        case 'change': {
            const { kind: _, call: __, ...rest } = effect;
            return rest;
        }
        case 'call': {
            const { kind: _, method, body, ...rest } = effect;
            return { ...rest, call: method, body: parsed(body) };
        }
        case 'audit': {
            const { kind: _, verb, ...rest } = effect;
            return { ...rest, audit: verb };
        }
    }
}
function parsed(body) {
    try {
        return body === null ? null : JSON.parse(body);
    }
    catch {
        return body;
    }
}
//# sourceMappingURL=check-plan.js.map