import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { instant } from './given.js';
import { givenWorkflow } from './plan-workflow.js';
import { ProgressBar } from './progress-bar.js';
import { radiusLines } from './radius-text.js';
import { asText, renderTable } from './table.js';
export async function backtestWorkflow(session, file, { since, until, environment }) {
    const { document } = await givenWorkflow(session.shell, file);
    if (document === undefined) {
        throw usageFailure(`${file}: is no file; a backtest takes a draft`);
    }
    const period = { since: instant(since), until: until === undefined ? undefined : instant(until) };
    const body = { document, environment, ...period };
    const lines = (await session.api()).postForLines('/workflows/backtest', body);
    const bar = new ProgressBar(session.shell.stderr);
    for await (const line of lines) {
        switch (line.kind) {
            case 'progress':
                bar.show(line.done, `${line.events} events`);
                break;
            case 'error':
                throw new CommandFailed(EXIT.failed, line.message);
            case 'difference':
                bar.clear();
                session.stream(line, `event ${line.event} (${asText(line.type)}): ${line.before ?? 'nothing'} -> ${line.after ?? 'nothing'}`);
                break;
            case 'report':
                bar.clear();
                session.stream(line, reportText(line, session.style));
                return;
        }
    }
    throw new CommandFailed(EXIT.unreachable, 'the answer ended before the report');
}
function reportText(report, style) {
    const { events, matched, statuses, tasks, effects, errors, unknown, isWhole, blastRadius } = report;
    const changed = (of) => [...new Set([...Object.keys(of.before), ...Object.keys(of.after)])]
        .toSorted()
        .map((name) => [name, String(of.before[name] ?? 0), String(of.after[name] ?? 0)]);
    const counts = (of) => Object.entries(of).map(([name, count]) => [asText(name), String(count)]);
    const effectNames = Object.entries(effects).map(([name, count]) => [
        asText(name),
        String(count),
        String(report.destructive[name] ?? 0),
    ]);
    return [
        `${events} events; matched then ${matched.before}, now ${matched.after}, both ${matched.both}`,
        renderTable(['ended', 'then', 'now'], changed(statuses), 'nothing ran, and nothing would'),
        renderTable(['task', 'then', 'now'], changed(tasks), 'no tasks'),
        renderTable(['effect planned', 'times', 'destructive'], effectNames, 'no effects'),
        ...radiusLines(blastRadius, style),
        renderTable(['error', 'times'], counts(errors), 'no errors'),
        ...(unknown > 0 ? [`${unknown} plans read what only a run would tell`] : []),
        ...(isWhole ? [] : ['there were more events than one backtest takes: give a shorter period']),
    ].join('\n\n');
}
//# sourceMappingURL=backtest-workflow.js.map