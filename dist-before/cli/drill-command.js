/** `signet drill`: a signed event down the way of every event. */
import { Option } from 'commander';
import { EXIT } from './exit-code.js';
export const drillCommand = (program, line) => {
    program
        .command('drill')
        .description('Send a signed event down the way of every event, to a workflow that does nothing, and tell how far it came. 1 when it does not come through.')
        .addOption(new Option('--timeout-ms <n>', 'longest time it may take, 500 to 60000').default('10000'))
        .action(line.handle(drill));
};
async function drill(session, { timeoutMs }) {
    const api = await session.api();
    const answer = await api.post('/drill', undefined, { timeoutMs });
    session.show(answer, () => answer.hops.map((hop) => lineOf(hop, session.style)).join('\n'));
    return answer.ok ? EXIT.ok : EXIT.failed;
}
const TONES = {
    ok: 'green',
    failed: 'red',
    not_reached: 'yellow',
};
function lineOf({ hop, status, ms, todo }, style) {
    const told = style(TONES[status], status.replace('_', ' ').padEnd(11));
    const line = `${told}  ${hop.padEnd(9)}  ${ms === null ? '' : `${ms} ms`}`.trimEnd();
    return todo === null ? line : `${line}\n  -> ${todo}`;
}
//# sourceMappingURL=drill-command.js.map