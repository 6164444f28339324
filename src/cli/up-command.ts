/** `signet up`. What it starts is loaded when it starts: the other commands are quick without it. */
import type { AddCommands } from './command-line.js';
import type { ExitCode } from './exit-code.js';
import { portNumber } from './given.js';
import type { Session } from './session.js';
import type { UpOptions } from './up.js';

export const upCommand: AddCommands = (program, line) => {
  program
    .command('up')
    .description(
      "Start all of Signet here: embedded Postgres, this system's Redis if there is one, data kept in --data.",
    )
    .option('--port <port>', 'port to listen on, 0 for a free one (PORT; default 8080)', portNumber)
    .option('--workflows <folder>', 'folder of workflow files, loaded now and on change (WORKFLOWS_DIR)')
    .option('--log-level <level>', 'trace, debug, info, warn, error or silent (LOG_LEVEL; default warn)')
    .action(line.handle(start));
};

async function start(session: Session, options: UpOptions): Promise<ExitCode> {
  const { up } = await import('./up.js');
  return up(session, options);
}
