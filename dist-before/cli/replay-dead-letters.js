import { EXIT, usageFailure } from './exit-code.js';
export async function replay(session, execution, options) {
    const filter = filterOf(options);
    const isFiltered = Object.values(filter).some((value) => value !== undefined);
    if (execution !== undefined && (isFiltered || options.dryRun === true || options.limit !== undefined)) {
        throw usageFailure('give one execution, or filters for many (--dry-run and --limit go with filters)');
    }
    if (execution === undefined && !isFiltered) {
        throw usageFailure('name the execution, or say which letters: --workflow, --reason, --fingerprint, --subject, --environment, --since, --until');
    }
    return execution === undefined
        ? replayMany(session, filter, options)
        : replayOne(session, execution, options);
}
function filterOf({ workflow, reason, fingerprint, subject, environment, since, until }) {
    return { workflow, reason, fingerprint, subject, environment, from: since, to: until };
}
async function replayOne(session, execution, options) {
    const { from, revision, callback } = options;
    const api = await session.api();
    const path = `/dead-letters/${encodeURIComponent(execution)}/replay`;
    const answer = await api.post(path, {
        from,
        revision,
        callback,
    });
    session.show(answer, () => `${execution} runs again as execution ${answer.execution}`);
    return EXIT.ok;
}
/** Says how many match before anything runs; only `--yes` or a dry run goes without being asked. */
async function replayMany(session, filter, options) {
    const { from, revision, callback, limit } = options;
    const api = await session.api();
    const send = (dryRun) => api.post('/dead-letters/replay', { filter, dryRun, from, revision, callback, limit });
    if (options.dryRun === true) {
        const answer = await send(true);
        session.show(answer, () => `${letters(answer.matches)} would run again`);
        return EXIT.ok;
    }
    if (options.yes !== true) {
        const { matches } = await send(true);
        throw usageFailure(`${letters(matches)} would run again: add --yes to do it, or --dry-run to only count`);
    }
    const answer = await send(false);
    session.show(answer, () => `${answer.replayed} of ${letters(answer.matches)} run again`);
    return EXIT.ok;
}
function letters(count) {
    return count === 1 ? '1 dead letter' : `${count} dead letters`;
}
//# sourceMappingURL=replay-dead-letters.js.map