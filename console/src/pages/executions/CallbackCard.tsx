import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { Facts } from '../../ui/Facts';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { type Callback, type Execution, readAgain } from './execution';
import { isOver } from './statuses';

/** Who is told how it ended, and how far that has come. */
export function CallbackCard({ callback, execution }: { callback: Callback; execution: Execution }) {
  const { host, status, attempts, lastStatus, lastError, nextAt } = callback;
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => post<Callback>(api.callbackRetry(execution.id)),
    onSuccess: () => readAgain(queries, [execution.id]),
  });
  const mayRetry = useMay('operator') && isOver(execution.status);
  return (
    <Paper withBorder p="md" component="section" aria-label="Callback">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h6">
              Callback
            </Title>
            <Status status={status} />
          </Group>
          {mayRetry && (
            <Ask
              label="Call back again"
              question={`${host} is told once more how the execution ended, whatever came of earlier tries.`}
              isPending={retry.isPending}
              onYes={() => retry.mutate()}
            />
          )}
        </Group>
        <Facts
          label="Callback"
          facts={[
            ['Host', host],
            ['Tries', attempts],
            ['Last answer', lastStatus],
            ['Next try', nextAt && <Moment at={nextAt} />],
          ]}
        />
        {lastError !== null && (
          <Text size="sm" c="red" className="wrap">
            {lastError}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
