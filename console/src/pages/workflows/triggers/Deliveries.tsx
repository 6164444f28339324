import { Anchor, Text } from '@mantine/core';
import type { DeliveryModel } from '../../../../../src/admin/hooks/hooks.dto.js';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { Json } from '../../../ui/Json';
import { type Column, List } from '../../../ui/List';
import { Moment } from '../../../ui/Moment';
import { Status } from '../../../ui/Status';
import type { TriggerPlace } from './TriggerCard';

type Delivery = Wire<DeliveryModel>;

const COLUMNS: readonly Column<Delivery>[] = [
  { title: 'Outcome', cell: ({ outcome }) => <Status status={outcome} /> },
  { title: 'Why', cell: ({ reason, diagnosis }) => <Why reason={reason} diagnosis={diagnosis} /> },
  { title: 'Answer', cell: ({ status }) => status ?? '—' },
  { title: 'Event', cell: ({ event }) => <EventCell event={event} /> },
  { title: 'From', cell: ({ remoteAddress }) => <span className="mono">{remoteAddress}</span> },
  { title: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
];

/** What arrived for a trigger in an environment, accepted or not and why, newest first. */
export function Deliveries({ place: { name, trigger, environment } }: { place: TriggerPlace }) {
  return (
    <List
      label={`Deliveries to ${trigger}`}
      path={api.ofWorkflow(name, 'triggers', trigger, 'deliveries')}
      filter={{ environment }}
      columns={COLUMNS}
      keyOf={({ id }) => id}
      everyMs={5000}
      empty="Nothing has come yet. The ready cURL sends something."
    />
  );
}

function Why({ reason, diagnosis }: Pick<Delivery, 'reason' | 'diagnosis'>) {
  if (reason === null) {
    return null;
  }
  return diagnosis === null || diagnosis === undefined ? (
    <Text size="sm">{reason}</Text>
  ) : (
    <details>
      <Anchor component="summary" size="sm" underline="never">
        {reason}
      </Anchor>
      <Json value={diagnosis} label="diagnosis" />
    </details>
  );
}

function EventCell({ event }: Pick<Delivery, 'event'>) {
  if (event === null) {
    return null;
  }
  const { type, subject, test } = event as { type: string | null; subject: string | null; test: boolean };
  return (
    <span className="wrap">
      {type ?? 'no type'}
      {test && ' (test)'} <span className="mono">{subject}</span>
    </span>
  );
}
