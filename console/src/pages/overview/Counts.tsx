import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get, type Query, withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import { COUNTED, countOf } from './count';

const EVERY_MS = 10_000;

interface Counted {
  readonly name: string;
  readonly path: string;
  readonly filter: Query;
  /** Where they can be seen. */
  readonly to: string;
  /** Where there should be none. */
  readonly colour?: string;
}

const ofStatus = (status: string): Counted => ({
  name: status,
  path: api.executions,
  filter: { status },
  to: withQuery(pages.executions, { status }),
});

const ALL: readonly Counted[] = [
  {
    name: 'dead letters',
    path: api.deadLetters,
    filter: { status: 'open' },
    to: pages.deadLetters,
    colour: 'red',
  },
  { name: 'approvals', path: api.approvals, filter: {}, to: pages.approvals, colour: 'violet' },
  ofStatus('pending'),
  ofStatus('running'),
  { ...ofStatus('retrying'), colour: 'orange' },
  ofStatus('waiting'),
  ofStatus('paused'),
];

/** How much of what is open there is. */
export function Counts() {
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, sm: 4, lg: 7 }} spacing="sm">
      {ALL.map((one) => (
        <Count key={one.name} {...one} />
      ))}
    </SimpleGrid>
  );
}

function Count({ name, path, filter, to, colour }: Counted) {
  const { data, error } = useQuery({
    queryKey: [path, 'count', filter],
    queryFn: () =>
      get<{ items: readonly unknown[]; next: string | null }>(path, { ...filter, limit: COUNTED }),
    refetchInterval: EVERY_MS,
  });
  const count = data && !error ? countOf(data) : '–';
  const isSome = data !== undefined && data.items.length > 0;
  return (
    <Paper
      withBorder
      p="sm"
      component={Link}
      to={to}
      c="inherit"
      td="none"
      aria-label={data && !error ? `${count} ${name}` : `${name}: not known`}
    >
      <Text fw={600} size="xl" lh={1.2} {...(isSome && colour !== undefined ? { c: colour } : {})}>
        {count}
      </Text>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
    </Paper>
  );
}
