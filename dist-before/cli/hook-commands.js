import { gather, wholeNumber } from './given.js';
import { hookPath } from './hook-place.js';
import { requestBody } from './hook-request.js';
import { testHook } from './hook-test.js';
import { withPaging } from './list-options.js';
import { toneOf } from './style.js';
import { asText, renderTable } from './table.js';
const WHICH = 'NAMESPACE/ID/TRIGGER, or the name of a source';
export const hookCommands = (program, line) => {
    const hook = program.command('hook').description('Addresses where deliveries arrive.');
    hook
        .command('find')
        .description('Which workflow or source a URL belongs to.')
        .argument('<text>', 'a URL, an id, or at least 6 characters of one')
        .action(line.handle(find));
    inEnvironment(hook.command('url').description('Every address a trigger or source answers at.'))
        .argument('<hook>', WHICH)
        .action(line.handle(urls));
    withRequest(hook.command('curl').description('A command that delivers to it, with signature and token.'))
        .argument('<hook>', WHICH)
        .option('--form', 'send the body as a form')
        .action(line.handle(curl));
    withRequest(hook.command('test').description('Run it as if a delivery had come, marked as a test.'))
        .argument('<hook>', WHICH)
        .option('--parameters <json>', 'values by the names of its parameters: JSON, @FILE, or - for stdin')
        .option('--wait', 'follow what it starts; exit code 0 when all succeed')
        .option('--within <seconds>', 'with --wait: give up after this long', wholeNumber)
        .action(line.handle(testHook));
    withPaging(inEnvironment(hook.command('deliveries').description('What arrived, accepted or not, and why.')))
        .argument('<hook>', WHICH)
        .option('--outcome <outcome>', 'accepted, refused, duplicate, handshake or sample')
        .action(line.handle(deliveries));
};
function inEnvironment(command) {
    return command.option('--environment <name>', 'where (default: production)');
}
function withRequest(command) {
    return inEnvironment(command)
        .option('--body <json>', 'body: JSON, @FILE, or - for stdin (default: a sample of its parameters)')
        .option('--header <name=value>', 'a header; may be repeated', gather)
        .option('--query <name=value>', 'a query parameter; may be repeated', gather)
        .option('--method <method>', 'POST, GET, PUT or PATCH');
}
async function find(session, text) {
    const page = await (await session.api()).list('/hooks', { search: text }, 200);
    session.showPage(page, () => renderTable(['belongs to', 'enabled', 'hook', 'url'], page.items.map(({ owner, enabled, id, url }) => [ownerText(owner), enabled ? 'yes' : 'no', id, url]), 'no hook has that in its id or address'));
}
function ownerText(owner) {
    return owner.kind === 'source'
        ? `source ${owner.source}`
        : `${owner.namespace}/${owner.workflow}/${owner.trigger}`;
}
async function urls(session, which, { environment }) {
    const answer = await (await session.api()).get(`${hookPath(which)}/url`, { environment });
    session.show(answer, () => renderTable(['kind', 'methods', 'url'], answer.urls.map(({ kind, methods, url }) => [kind, methods.join(', '), url]), 'none'));
    if (!answer.enabled && !session.json) {
        session.note(`it is off in ${answer.environment}`);
    }
}
async function curl(session, which, { form, ...options }) {
    const asked = { ...(await requestBody(session, options)), ...(form && { form }) };
    const answer = await (await session.api()).post(`${hookPath(which)}/curl`, asked);
    session.show(answer, () => answer.curl);
    if (!session.json) {
        answer.notes.forEach((note) => session.note(note));
    }
}
async function deliveries(session, which, { limit, cursor, environment, outcome }) {
    const api = await session.api();
    const query = { cursor, environment, outcome };
    const page = await api.list(`${hookPath(which)}/deliveries`, query, limit);
    session.showPage(page, () => page.items.map((one) => deliveryText(session, one)).join('\n') || 'nothing arrived there yet');
}
/** A line, and below it why. */
function deliveryText(session, delivery) {
    const { receivedAt, outcome, reason, method, remoteAddress, bytes, event, diagnosis } = delivery;
    const about = event ? [event.type ?? 'event', event.id, ...(event.test ? ['test'] : [])] : [reason ?? ''];
    const line = [
        asText(receivedAt),
        session.style(toneOf(outcome), outcome.padEnd(9)),
        ...about,
        method ?? '',
        `${bytes} bytes from ${remoteAddress ?? '-'}`,
    ];
    const why = diagnosis
        ? [`expected ${diagnosis.expected}`, `seen: ${diagnosis.came}`, ...diagnosis.hints].map((text) => `    ${asText(text)}`)
        : [];
    const ours = event?.cause
        ? [
            `    caused by ${event.cause}, depth ${event.depth}`,
            ...event.avoided.map((one) => `    not run again: ${one}`),
        ]
        : [];
    return [line.filter((part) => part !== '').join('  '), ...why, ...ours].join('\n');
}
//# sourceMappingURL=hook-commands.js.map