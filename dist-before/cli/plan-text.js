import { toneOf } from './style.js';
import { asText } from './table.js';
export function planText(plan, style) {
    const { workflow, revision, trigger, status, reason, error, omitted } = plan;
    const why = error ? `: ${error.message}` : reason ? ` (${reason})` : '';
    return [
        `${workflow} ${revision === null ? 'draft' : `revision ${revision}`}, trigger ${trigger ?? '-'}`,
        ...plan.tasks.flatMap((task) => taskLines(task, style)),
        ...(omitted > 0 ? [`  … and ${omitted} more tasks`] : []),
        `would end ${style(toneOf(status), status)}${why === '' ? '' : asText(why)}`,
        ...(plan.output === null ? [] : [`output ${asText(plan.output)}`]),
    ].join('\n');
}
function taskLines(task, style) {
    const { rounds, type, status, output, error, unknown, waitMs, effects, subflow } = task;
    const round = rounds.map((one) => `[${one}]`).join('');
    const taken = output?.taken;
    const way = taken === undefined || (type !== 'if' && type !== 'switch') ? '' : ` -> ${wayOf(output)}`;
    return [
        `  ${task.task}${round} (${type}) ${style(toneOf(status), status)}${way}`,
        ...(error ? [`      ${asText(`${error.code}: ${error.message}`)}`] : []),
        ...(waitMs === undefined ? [] : [`      waits ${Math.round(waitMs / 1000)} s`]),
        ...(unknown.length > 0
            ? [style('yellow', `      reads what only a run tells: ${unknown.join(', ')}`)]
            : []),
        ...effects.flatMap(effectLines).map((line) => `      ${line}`),
        ...(subflow
            ? planText(subflow, style)
                .split('\n')
                .map((line) => `      ${line}`)
            : []),
    ];
}
function wayOf(output) {
    const { taken, case: name } = output;
    return name === undefined ? taken : asText(name);
}
function effectLines(effect) {
    switch (effect.kind) {
        case 'call':
            return [
                `${effect.method} ${asText(effect.url)}${effect.exact ? '' : ' (inexact)'}`,
                ...Object.entries(effect.headers).map(([name, value]) => `  ${name}: ${asText(value)}`),
                ...(effect.body === null ? [] : [`  ${asText(effect.body)}`]),
            ];
        case 'audit':
            return [`audit ${effect.verb} ${asText(effect.subject)}: ${asText(effect.message)}`];
        case 'change': {
            const { directory, change, user, destructive, changed, difference, call } = effect;
            const state = changed === false ? ' (is already so)' : changed === null ? ' (not known before it runs)' : '';
            return [
                `${change} ${asText(user)} in ${directory}${state}${destructive ? ' (destructive)' : ''}`,
                ...Object.entries(difference).map(([name, { from, to }]) => `  ${asText(name)}: ${asText(from)} -> ${asText(to)}`),
                ...(call ? effectLines(call).map((line) => `  ${line}`) : []),
            ];
        }
    }
}
//# sourceMappingURL=plan-text.js.map