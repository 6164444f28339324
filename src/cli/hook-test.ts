/** `signet hook test`. */
import type { TestAnswer } from './sender-answers.js';
import { EXIT } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { followExecution } from './follow-execution.js';
import { readJson } from './given.js';
import { hookPath } from './hook-place.js';
import { requestBody, type RequestOptions } from './hook-request.js';
import type { Session } from './session.js';

interface TestOptions extends RequestOptions {
  readonly parameters?: string;
  readonly wait?: boolean;
  readonly within?: number;
}

/** Fails when nothing runs; with `--wait` also when something does not succeed. */
export async function testHook(session: Session, which: string, options: TestOptions): Promise<ExitCode> {
  const { parameters } = options;
  const api = await session.api();
  const asked = {
    ...(await requestBody(session, options)),
    ...(parameters !== undefined && {
      parameters: await readJson(session.shell, parameters, '--parameters'),
    }),
  };
  const answer = await api.post<TestAnswer>(`${hookPath(which)}/test`, asked);
  const text = answer.started
    ? `test event ${answer.event}: execution ${answer.executions.join(', ')}`
    : `nothing runs: ${answer.why}`;
  if (options.wait !== true) {
    session.show(answer, () => text);
    return answer.started ? EXIT.ok : EXIT.failed;
  }
  session.stream(answer, text);
  let worst: ExitCode = answer.started ? EXIT.ok : EXIT.failed;
  for (const execution of answer.executions) {
    const ended = await followExecution(session, api, execution, options.within);
    worst = ended === EXIT.ok ? worst : ended;
  }
  return worst;
}
