import { EXIT } from './exit-code.js';
import { followExecution } from './follow-execution.js';
import { readJson } from './given.js';
import { hookPath } from './hook-place.js';
import { requestBody } from './hook-request.js';
/** Fails when nothing runs; with `--wait` also when something does not succeed. */
export async function testHook(session, which, options) {
    const { parameters } = options;
    const api = await session.api();
    const asked = {
        ...(await requestBody(session, options)),
        ...(parameters !== undefined && {
            parameters: await readJson(session.shell, parameters, '--parameters'),
        }),
    };
    const answer = await api.post(`${hookPath(which)}/test`, asked);
    const text = answer.started
        ? `test event ${answer.event}: execution ${answer.executions.join(', ')}`
        : `nothing runs: ${answer.why}`;
    if (options.wait !== true) {
        session.show(answer, () => text);
        return answer.started ? EXIT.ok : EXIT.failed;
    }
    session.stream(answer, text);
    let worst = answer.started ? EXIT.ok : EXIT.failed;
    for (const execution of answer.executions) {
        const ended = await followExecution(session, api, execution, options.within);
        worst = ended === EXIT.ok ? worst : ended;
    }
    return worst;
}
//# sourceMappingURL=hook-test.js.map