/** Commands as a person pastes them into a terminal. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The status that a `curl` of a POSIX shell got. */
export async function statusOf(curl: string): Promise<number> {
  const { stdout } = await run('sh', [
    '-c',
    `${curl} --silent --output /dev/null --write-out '%{http_code}'`,
  ]);
  return Number(stdout);
}

/** What it was answered with, which has to be JSON. */
// oxlint-disable-next-line typescript/no-explicit-any -- whatever came
export async function answerTo(curl: string): Promise<any> {
  const { stdout } = await run('sh', ['-c', `${curl} --silent`]);
  return JSON.parse(stdout);
}
