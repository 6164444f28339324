import type { Command } from 'commander';
import { instant, wholeNumber } from './given.js';

export interface ListOptions {
  readonly limit: number;
  readonly cursor?: string;
}

export interface PeriodOptions {
  readonly since?: string;
  readonly until?: string;
}

/** `--limit` and `--cursor`, for commands that list. */
export function withPaging(command: Command): Command {
  return command
    .option('--limit <n>', 'at most this many', wholeNumber, 50)
    .option('--cursor <cursor>', 'go on where an earlier list ended');
}

/** `--since` and `--until`. */
export function withPeriod(command: Command): Command {
  return command
    .option('--since <time>', 'not before: a time, or how long ago (24h)', (text) => instant(text))
    .option('--until <time>', 'before: a time, or how long ago', (text) => instant(text));
}
