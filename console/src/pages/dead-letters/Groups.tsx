import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get, type Query } from '../../api/client';
import { api } from '../../api/paths';
import { Moment } from '../../ui/Moment';
import { groupsOf } from './groups';
import type { DeadLetter } from './letter';

/** As many as one page of the API may have. */
const LOOKED_AT = 200;
const MOST_SHOWN = 5;

interface GroupsParts {
  readonly filter: Query;
  readonly onChoose: (fingerprint: string) => void;
}

/** What the newest letters died of, where it is more than one thing or died more than once. */
export function Groups({ filter, onChoose }: GroupsParts) {
  const { data } = useQuery({
    queryKey: [api.deadLetters, 'groups', filter],
    queryFn: () =>
      get<{ items: readonly DeadLetter[]; next: string | null }>(api.deadLetters, {
        ...filter,
        limit: LOOKED_AT,
      }),
    refetchInterval: 10_000,
  });
  const groups = groupsOf(data?.items ?? []);
  if (!data || data.items.length === groups.length) {
    return null; // as long as the list itself
  }
  return (
    <Paper withBorder p="sm" component="section" aria-label="Same faults">
      <Stack gap="xs">
        <Group gap="xs" justify="space-between">
          <Title order={2} size="h6">
            What they died of
          </Title>
          {data.next !== null && (
            <Text size="xs" c="dimmed">
              of the newest {LOOKED_AT}
            </Text>
          )}
        </Group>
        {groups.slice(0, MOST_SHOWN).map(({ fingerprint, newest, count }) => (
          <Group key={fingerprint} gap="xs" wrap="nowrap" align="flex-start">
            <Badge variant="light" color="red" miw={44}>
              {count}
            </Badge>
            <Stack gap={0} flex={1} miw={0}>
              <Text size="sm" className="wrap" lineClamp={2}>
                {newest.error.code}: {newest.error.message}
              </Text>
              <Text size="xs" c="dimmed" component="div" className="wrap">
                {newest.workflow}
                {newest.task !== null && `, task ${newest.task}`}, last <Moment at={newest.buriedAt} />
              </Text>
            </Stack>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Only fault ${fingerprint}`}
              onClick={() => onChoose(fingerprint)}
            >
              Only these
            </Button>
          </Group>
        ))}
        {groups.length > MOST_SHOWN && (
          <Text size="xs" c="dimmed">
            and {groups.length - MOST_SHOWN} other faults
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
