import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ExecutionRecordModel } from '../../../../src/admin/audit/execution-record.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { Loaded } from '../../ui/Loaded';

type Record = Wire<ExecutionRecordModel>;

/** Until its entry has a number. */
const EVERY_MS = 10_000;

const IS_WRONG: readonly Record['state'][] = ['changed', 'missing'];

/** Whether an execution that is over still is what it was when it ended. */
export function RecordNote({ execution }: { execution: string }) {
  const query = useQuery({
    queryKey: [api.executionRecord(execution)],
    queryFn: () => get<Record>(api.executionRecord(execution)),
    refetchInterval: ({ state }) => (state.data?.entry?.number === null ? EVERY_MS : false),
  });
  return (
    <Loaded query={query}>
      {(record) => (
        <Text size="sm" c={IS_WRONG.includes(record.state) ? 'red' : 'dimmed'}>
          {textOf(record)}
        </Text>
      )}
    </Loaded>
  );
}

function textOf({ state, entry }: Record): string {
  switch (state) {
    case 'open':
      return 'It goes into the audit log as it ends.';
    case 'same':
      return `It is what it was when it ended: ${placeOf(entry)} has the digest of all it did.`;
    case 'erased':
      return `What it had of a person was erased, and the rest is as it was left: ${placeOf(entry)} has its digest.`;
    case 'changed':
      return `Its rows are not what they were when it ended: ${placeOf(entry)} has another digest.`;
    case 'missing':
      return 'No entry of the audit log says how it ended.';
    case 'unproven':
      return 'It ended before the audit log kept how executions end.';
  }
}

const placeOf = (entry: Record['entry']): string =>
  entry?.number == null ? 'an entry that waits for the next checkpoint' : `entry ${entry.number}`;
