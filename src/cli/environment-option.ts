import type { Command } from 'commander';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';

export interface EnvironmentOption {
  readonly environment?: string;
}

/** `--environment`, for commands that are about one. */
export function withEnvironment(command: Command, what = 'where (default: production)'): Command {
  return command.option('--environment <name>', what);
}

/** For values: without it they are for every environment. */
export function withOptionalEnvironment(command: Command): Command {
  return withEnvironment(command, 'for this one alone (default: all that have none of their own)');
}

/** ` in staging`, nothing when none was named. */
export function inEnvironment({ environment }: EnvironmentOption): string {
  return environment === undefined ? '' : ` in ${environment}`;
}

interface Placed {
  readonly environment: string;
}

/** A column of a table, there when something in it is not in production. */
export function environmentColumn(items: readonly Placed[]): {
  readonly heading: readonly string[];
  readonly cell: (item: Placed) => readonly string[];
} {
  const isShown = items.some(({ environment }) => environment !== DEFAULT_ENVIRONMENT);
  return {
    heading: isShown ? ['environment'] : [],
    cell: ({ environment }) => (isShown ? [environment] : []),
  };
}
