import { EXIT } from './exit-code.js';
import { givenSetting } from './settings.js';
export const doctorCommand = (program, line) => {
    program
        .command('doctor')
        .description('Look at a deployment and say what to do: this one where DATABASE_URL is set, else the server. 1 when a check fails.')
        .option('--strict', 'warnings count as failures')
        .action(line.handle(doctor));
};
async function doctor(session, { strict = false, url }) {
    const isHere = url === undefined && givenSetting(session.shell, 'DATABASE_URL') !== undefined;
    const answer = isHere ? await lookHere(session) : await (await session.api()).get('/doctor');
    session.show(answer, () => answer.findings.map((finding) => lineOf(finding, session.style)).join('\n'));
    return answer.status === 'fail' || (strict && answer.status === 'warn') ? EXIT.failed : EXIT.ok;
}
async function lookHere({ shell }) {
    const { loadConfig } = await import('../config/config.js');
    const { systemClock } = await import('../config/clock.js');
    const { createDataSource } = await import('../database/data-source.js');
    const { examine, verdictOf } = await import('../doctor/examine.js');
    const { gather, reasonOf } = await import('../doctor/gather.js');
    const config = loadConfig(shell.env);
    const { url } = config.database;
    const dataSource = await createDataSource({ url, pool: 2, statementTimeoutMs: 10_000 })
        .initialize()
        .catch((error) => ({ unreachable: reasonOf(error) }));
    try {
        const findings = examine(await gather({ config, clock: systemClock, dataSource }));
        return { status: verdictOf(findings), findings };
    }
    finally {
        await ('unreachable' in dataSource ? undefined : dataSource.destroy());
    }
}
const TONES = { ok: 'green', warn: 'yellow', fail: 'red' };
function lineOf({ check, status, seen, todo }, style) {
    const line = `${style(TONES[status], status.padEnd(4))}  ${check.padEnd(14)}  ${seen}`;
    return todo === null ? line : `${line}\n      ${' '.repeat(14)}  -> ${todo}`;
}
//# sourceMappingURL=doctor-command.js.map