import { Anchor, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { Facts } from '../../ui/Facts';
import { Json } from '../../ui/Json';
import { Moment } from '../../ui/Moment';
import type { Execution, ShownEvent } from './execution';
import { parentOf } from './family';

/** The event it runs for. */
export function EventTab({ execution }: { execution: Execution }) {
  const { event } = execution;
  if (event === null) {
    return (
      <Text c="dimmed" p="xl" ta="center">
        The event is past its retention and not kept any more.
      </Text>
    );
  }
  return (
    <Stack>
      {event.erasedAt !== null && <Text size="sm">What it said of a person was erased.</Text>}
      <EventFacts execution={execution} event={event} />
      {event.avoided.length > 0 && (
        <Text size="sm">
          Not run again for it, because they caused it:{' '}
          <span className="mono">{event.avoided.join(', ')}</span>
        </Text>
      )}
      <Part title="Body" value={event.body} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Part title="Headers" value={event.headers} />
        <Part title="Parameters" value={event.parameters} />
        <Part title="Inputs" value={event.inputs} />
      </SimpleGrid>
    </Stack>
  );
}

function EventFacts({ execution, event }: { execution: Execution; event: ShownEvent }) {
  const { id, type, commonType, subject, source, externalId, occurredAt, receivedAt, depth } = event;
  const parent = parentOf(execution);
  return (
    <Facts
      label="Event"
      facts={[
        ['Type', type],
        ['Common type', commonType],
        ['Subject', subject],
        [
          'Source',
          source === null ? null : (
            <Anchor component={Link} to={pages.source(source)} size="sm">
              {source}
            </Anchor>
          ),
        ],
        ['Occurred', occurredAt && <Moment at={occurredAt} />],
        ['Received', <Moment key="received" at={receivedAt} />],
        ['Erased', event.erasedAt && <Moment at={event.erasedAt} />],
        ["Sender's id", externalId],
        [
          'Id',
          <span key="id" className="mono">
            {id}
          </span>,
        ],
        [
          'Caused by',
          parent === null ? null : (
            <Anchor component={Link} to={pages.execution(parent)} size="sm">
              another execution
            </Anchor>
          ),
        ],
        ['Executions before it', depth === 0 ? null : depth],
      ]}
    />
  );
}

function Part({ title, value }: { title: string; value: unknown }) {
  const isEmpty =
    value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
  return isEmpty ? null : (
    <section>
      <Title order={2} size="h6">
        {title}
      </Title>
      <Json value={value} label={title} />
    </section>
  );
}
