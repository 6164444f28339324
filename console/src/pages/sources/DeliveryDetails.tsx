import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { FactTable } from '../../ui/FactTable';
import { Status } from '../../ui/Status';
import type { Delivery } from './delivery';

/** One delivery: what it was, and where it was refused, what was expected and what came. */
export function DeliveryDetails({ delivery }: { delivery: Delivery }) {
  const { event, diagnosis } = delivery;
  return (
    <Stack>
      <FactTable
        label="Delivery"
        facts={[
          ['Verdict', <Status key="status" status={delivery.outcome} />],
          ['Reason', delivery.reason],
          ['Received', delivery.receivedAt],
          ['Answered', delivery.status],
          ['From', delivery.remoteAddress],
          ['Request', [delivery.method, `${delivery.bytes} bytes`].filter(Boolean).join(', ')],
          ['Environment', delivery.environment],
          ['Event', delivery.eventId],
          ['Type', event?.type],
          ['Subject', event?.erasedAt ? 'erased' : event?.subject],
          ['Depth', event && event.depth > 0 ? event.depth : null],
          [
            'Caused by',
            event?.cause && (
              <Anchor component={Link} to={pages.execution(event.cause)} size="sm">
                {event.cause}
              </Anchor>
            ),
          ],
          ['Not run again', event?.avoided.join(', ')],
        ]}
      />
      {diagnosis && (
        <>
          <Title order={2} size="h5">
            Why it was refused
          </Title>
          <FactTable
            label="Why it was refused"
            facts={[
              ['Expected', diagnosis.expected],
              ['Came', diagnosis.came],
              [
                'Clock',
                diagnosis.skewSeconds === undefined
                  ? null
                  : `${Math.abs(diagnosis.skewSeconds)} s ${diagnosis.skewSeconds < 0 ? 'behind' : 'ahead of'} ours`,
              ],
            ]}
          />
          {diagnosis.hints.length > 0 && (
            <>
              <Text size="sm" fw={500}>
                To try
              </Text>
              <List size="sm" spacing={4}>
                {diagnosis.hints.map((hint) => (
                  <List.Item key={hint} className="wrap">
                    {hint}
                  </List.Item>
                ))}
              </List>
            </>
          )}
          <Text size="xs" c="dimmed">
            The sender is told none of this: every refusal looks the same from outside.
          </Text>
        </>
      )}
    </Stack>
  );
}
