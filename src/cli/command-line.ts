/** Ties commands to sessions, and whatever happens to an exit code. */
import { Command, CommanderError } from 'commander';
import { AppError } from '../errors/app-error.js';
import { CommandFailed, EXIT } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { Session } from './session.js';
import type { GlobalOptions } from './session.js';
import type { Shell } from './shell.js';

/** Carries out one command; returns how it ended, nothing when well. `args` are its arguments, then its options. */
export type Handler<A extends unknown[]> = (session: Session, ...args: A) => Promise<ExitCode | void>;

/** Adds commands to the program; `handle` makes commander's action out of a handler. */
export type AddCommands = (program: Command, line: CommandLine) => void;

export class CommandLine {
  private exitCode: ExitCode = EXIT.ok;

  constructor(private readonly shell: Shell) {}

  handle<A extends unknown[]>(handler: Handler<A>): (...args: unknown[]) => Promise<void> {
    return async (...args) => {
      const command = args.at(-1) as Command;
      const session = new Session(this.shell, command.optsWithGlobals<GlobalOptions>());
      this.exitCode = (await handler(session, ...(args.slice(0, -1) as A))) ?? EXIT.ok;
    };
  }

  /** Runs the command of `args` (without node and script); never throws. */
  async run(program: Command, args: readonly string[]): Promise<ExitCode> {
    try {
      await program.parseAsync(args, { from: 'user' });
      return this.exitCode;
    } catch (error) {
      return this.explain(error, args.includes('--json'));
    }
  }

  private explain(error: unknown, json: boolean): ExitCode {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // commander has said what is wrong
    }
    const { exitCode, message, details } = asFailure(error);
    this.shell.stderr.write(`signet: ${message}\n`);
    if (json) {
      this.shell.stdout.write(`${JSON.stringify({ error: { exitCode, message, ...details } }, null, 2)}\n`);
    }
    return exitCode;
  }
}

function asFailure(error: unknown): { exitCode: ExitCode; message: string; details?: object } {
  if (error instanceof CommandFailed) {
    return error;
  }
  if (error instanceof AppError) {
    const exitCode = error.code === 'config_invalid' ? EXIT.usage : EXIT.failed;
    return { exitCode, message: error.message };
  }
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  return {
    exitCode: EXIT.failed,
    message: code === 'EADDRINUSE' ? `${message}: choose another port with --port` : message,
    details: code === undefined ? {} : { code, syscall },
  };
}
