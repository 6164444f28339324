/** `signet drill`: a signed event down the way of every event. */
import { Option } from 'commander';
import type { DrillAnswer, HopAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Session } from './session.js';
import type { Style, Tone } from './style.js';

export const drillCommand: AddCommands = (program, line) => {
  program
    .command('drill')
    .description(
      'Send a signed event down the way of every event, to a workflow that does nothing, and tell how far it came. 1 when it does not come through.',
    )
    .addOption(new Option('--timeout-ms <n>', 'longest time it may take, 500 to 60000').default('10000'))
    .action(line.handle(drill));
};

async function drill(session: Session, { timeoutMs }: { readonly timeoutMs: string }): Promise<ExitCode> {
  const api = await session.api();
  const answer = await api.post<DrillAnswer>('/drill', undefined, { timeoutMs });
  session.show(answer, () => answer.hops.map((hop) => lineOf(hop, session.style)).join('\n'));
  return answer.ok ? EXIT.ok : EXIT.failed;
}

const TONES: Readonly<Record<HopAnswer['status'], Tone>> = {
  ok: 'green',
  failed: 'red',
  not_reached: 'yellow',
};

function lineOf({ hop, status, ms, todo }: HopAnswer, style: Style): string {
  const told = style(TONES[status], status.replace('_', ' ').padEnd(11));
  const line = `${told}  ${hop.padEnd(9)}  ${ms === null ? '' : `${ms} ms`}`.trimEnd();
  return todo === null ? line : `${line}\n  -> ${todo}`;
}
