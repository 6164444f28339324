import { Badge } from '@mantine/core';

/** Colours of all statuses there are, of executions, task runs, deliveries and approvals. */
const COLOURS: Readonly<Record<string, string>> = {
  succeeded: 'teal',
  accepted: 'teal',
  approved: 'teal',
  sent: 'teal',
  replayed: 'teal',
  running: 'blue',
  started: 'blue',
  pending: 'gray',
  open: 'blue',
  due: 'blue',
  queued: 'gray',
  retrying: 'orange',
  waiting: 'violet',
  paused: 'yellow',
  dead: 'red',
  failed: 'red',
  refused: 'red',
  cancelled: 'gray',
  skipped: 'gray',
  superseded: 'gray',
};

export function Status({ status }: { status: string }) {
  return (
    <Badge variant="light" color={COLOURS[status] ?? 'gray'} tt="none" miw={100}>
      {status}
    </Badge>
  );
}
