import type { Effect, PlannedChange } from '../../../../../src/planning/plan.js';

/** What a task would do to the world, the first line what, the others how. */
export function effectLines(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case 'call':
      return [
        `${effect.method} ${effect.url}${effect.exact ? '' : ' (not exact: a secret or an unknown output stands in it)'}`,
        ...Object.entries(effect.headers).map(([name, value]) => `${name}: ${value}`),
        ...(effect.body === null ? [] : [effect.body]),
      ];
    case 'audit':
      return [`audit entry ${effect.verb} about ${effect.subject ?? 'nobody'}: ${effect.message}`];
    case 'change':
      return [
        `${effect.change} ${effect.user} in ${effect.directory}${stateOf(effect)}`,
        ...Object.entries(effect.difference).map(
          ([name, { from, to }]) => `${name}: ${textOf(from)} → ${textOf(to)}`,
        ),
        ...(effect.call ? effectLines(effect.call) : []),
      ];
  }
}

function stateOf({ changed, destructive }: PlannedChange): string {
  const said = [
    ...(changed === false ? ['is already so'] : []),
    ...(changed === null ? ['not known before it runs'] : []),
    ...(destructive ? ['destructive'] : []),
  ];
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function textOf(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
