import { Anchor, Button, Drawer, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import { FilterText } from '../../ui/FilterText';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { type Delivery, OUTCOMES } from './delivery';
import { DeliveryDetails } from './DeliveryDetails';

const EVERY_MS = 2000;

const columnsOf = (show: (delivery: Delivery) => void): readonly Column<Delivery>[] => [
  { title: 'Verdict', cell: ({ outcome }) => <Status status={outcome} /> },
  { title: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
  { title: 'What', cell: (delivery) => <What delivery={delivery} /> },
  { title: 'From', cell: ({ remoteAddress }) => <span className="mono">{remoteAddress}</span> },
  { title: 'Environment', cell: ({ environment }) => environment },
  {
    title: '',
    cell: (delivery) => (
      <Button size="compact-xs" variant="subtle" onClick={() => show(delivery)}>
        {delivery.diagnosis ? 'Why' : 'Look'}
      </Button>
    ),
  },
];

/** What arrived, as it arrives. */
export function SourceDeliveries({ hook }: { hook: string }) {
  const [filter, set] = useFilters(['outcome', 'environment']);
  const [shown, show] = useState<Delivery | null>(null);
  return (
    <Stack>
      <Group align="flex-end" gap="xs">
        <Select
          label="Verdict"
          size="xs"
          clearable
          data={OUTCOMES}
          value={filter.outcome === '' ? null : filter.outcome}
          onChange={(value) => set('outcome', value)}
        />
        <FilterText
          label="Environment"
          value={filter.environment}
          onChange={(value) => set('environment', value)}
        />
      </Group>
      <List
        label="Deliveries"
        path={api.hookDeliveries(hook)}
        filter={filter}
        columns={columnsOf(show)}
        keyOf={({ id, outcome }) => `${id} ${outcome}`}
        everyMs={EVERY_MS}
        empty="Nothing has arrived like that. Paste the address at the sender, or send something yourself under Try it."
      />
      <Drawer
        opened={shown !== null}
        onClose={() => show(null)}
        title="Delivery"
        position="right"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown && <DeliveryDetails delivery={shown} />}
      </Drawer>
    </Stack>
  );
}

function What({ delivery: { event, reason, status } }: { delivery: Delivery }) {
  if (event !== null) {
    return (
      <Group gap="xs">
        <Text size="sm">{event.type ?? 'an event without a type'}</Text>
        {event.subject !== null && (
          <Anchor
            component={Link}
            size="sm"
            className="mono wrap"
            to={withQuery(pages.executions, { subject: event.subject })}
          >
            {event.subject}
          </Anchor>
        )}
        {event.test && (
          <Text size="xs" c="dimmed">
            test
          </Text>
        )}
      </Group>
    );
  }
  return (
    <Text size="sm" className="wrap">
      {reason ?? ''}
      {status !== null && (
        <Text span size="xs" c="dimmed">
          {' '}
          answered {status}
        </Text>
      )}
    </Text>
  );
}
