import { EXIT, usageFailure } from './exit-code.js';
import { faultLine } from '../workflow/fault.js';
import { gather, readJson } from './given.js';
import { hookPath, namedValues } from './hook-place.js';
import { followSample } from './follow-sample.js';
import { asText, renderTable } from './table.js';
const WHICH = 'NAMESPACE/ID/TRIGGER';
export function addSampleCommands(workflow, line) {
    const sample = workflow
        .command('sample')
        .description('Parameters of a trigger, out of a request or of an example.');
    const command = (name, what) => sample
        .command(name)
        .description(what)
        .argument('<trigger>', WHICH)
        .option('--environment <name>', 'where (default: production)');
    command('listen', 'Wait three minutes for the next GET or POST and keep it; exit code 1 when none came.')
        .option('--no-wait', 'begin to listen and return')
        .action(line.handle(listen));
    command('show', 'What was captured.').action(line.handle(show));
    command('cancel', 'Wait no more, and forget what was captured.').action(line.handle(cancel));
    withChoice(command('apply', 'Write the captured parameters into the document.')).action(line.handle((session, which, options) => apply(session, which, 'sample', options)));
    withChoice(command('from-json', 'Write the parameters of a JSON body into the document.'))
        .argument('<json>', 'JSON, @FILE, or - for stdin')
        .action(line.handle(fromJson));
    withChoice(command('from-pairs', 'Write parameters out of names and example values into the document.'))
        .argument('[name=value...]', 'of the body')
        .option('--query <name=value>', 'one of the query; may be repeated', gather)
        .option('--header <name=value>', 'a header; may be repeated', gather)
        .action(line.handle(fromPairs));
}
function withChoice(command) {
    return command
        .option('--whole-body', 'one parameter more, for all of the body')
        .option('--required <name>', 'a request must bring this one; may be repeated', gather)
        .option('--dry-run', 'show the document, save nothing');
}
async function listen(session, which, { environment, wait }) {
    const api = await session.api();
    const path = samplePath(which);
    const begun = await api.post(`${path}/listen`, {
        ...(environment !== undefined && { environment }),
    });
    if (!wait) {
        session.show(begun, () => `${begun.message}: ${begun.url}`);
        return EXIT.ok;
    }
    session.note(`send a GET or POST to ${begun.url}`);
    const ended = await followSample(session, begun, () => api.get(path, { environment }));
    session.show(ended, () => (ended.parameters ? groupsText(ended.parameters) : ended.message));
    return ended.state === 'captured' ? EXIT.ok : EXIT.failed;
}
async function show(session, which, { environment }) {
    const sample = await (await session.api()).get(samplePath(which), { environment });
    session.show(sample, () => sample.parameters ? groupsText(sample.parameters) : `${sample.state}: ${sample.message}`);
}
async function cancel(session, which, { environment }) {
    const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`;
    await (await session.api()).delete(`${samplePath(which)}${query}`);
    session.show({ cancelled: which }, () => `nobody waits for a sample of ${which}`);
}
async function fromJson(session, which, text, options) {
    return apply(session, which, { json: await readJson(session.shell, text, 'the example') }, options);
}
function fromPairs(session, which, pairs, options) {
    const all = [
        ...pairsIn('body', pairs),
        ...pairsIn('query', options.query),
        ...pairsIn('header', options.header),
    ];
    if (all.length === 0) {
        throw usageFailure('give at least one NAME=VALUE');
    }
    return apply(session, which, { pairs: all }, options);
}
/** What reads as JSON is what it says, `emp_id=33` a number; anything else is text. */
function pairsIn(group, pairs = []) {
    return Object.entries(namedValues(pairs)).map(([key, value]) => ({
        key,
        in: group,
        value: asValue(value),
    }));
}
function asValue(text) {
    try {
        return typeof text === 'string' ? JSON.parse(text) : text;
    }
    catch {
        return text;
    }
}
async function apply(session, which, from, { environment, wholeBody, required, dryRun }) {
    const asked = { from, environment, wholeBody, required, dryRun };
    const applied = await (await session.api()).post(`${samplePath(which)}/apply`, asked);
    const names = Object.keys(applied.parameters).join(', ');
    session.show(applied, () => dryRun === true
        ? applied.text.trimEnd()
        : `${applied.outcome}, revision ${applied.revision} with ${names || 'none'}`);
    for (const fault of [...applied.faults, ...applied.warnings]) {
        session.note(faultLine(fault));
    }
    return applied.faults.length === 0 ? EXIT.ok : EXIT.failed;
}
function samplePath(which) {
    if (which.split('/').length !== 3) {
        throw usageFailure(`"${which}" must be ${WHICH}`);
    }
    return `${hookPath(which)}/sample`;
}
function groupsText(groups) {
    const rows = ['body', 'query', 'header'].flatMap((group) => groups[group].map(({ name, type, from, whole, value }) => [
        group,
        name,
        type,
        whole ? '(all of it)' : from,
        asText(typeof value === 'string' ? value : JSON.stringify(value)),
    ]));
    return renderTable(['in', 'parameter', 'type', 'from', 'sample'], rows, 'the request brought no parameters');
}
//# sourceMappingURL=sample-commands.js.map