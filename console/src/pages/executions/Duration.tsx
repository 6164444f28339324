import { lengthOf } from '../../ui/moment';
import { useNow } from '../../ui/use-now';
import type { Execution } from './execution';

/** How long it took from its start, or takes so far. */
export function Duration({ execution }: { execution: Pick<Execution, 'startedAt' | 'finishedAt'> }) {
  const { startedAt, finishedAt } = execution;
  if (startedAt === null) {
    return null;
  }
  return finishedAt === null ? (
    <SoFar from={Date.parse(startedAt)} />
  ) : (
    lengthOf(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)))
  );
}

function SoFar({ from }: { from: number }) {
  return `${lengthOf(Math.max(0, useNow() - from))} so far`;
}
