import { Anchor, Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DrillModel, HopModel } from '../../../../src/admin/drill/drill.dto.js';
import { post } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { lengthOf } from '../../ui/moment';
import { readAgain } from '../executions/execution';

type Drilled = Wire<DrillModel>;
type Hop = Wire<HopModel>;

const COLOURS: Readonly<Record<string, string>> = { ok: 'teal', failed: 'red' };

/** Sends a signed event down the way of every event, and shows how far it came. */
export function Drill() {
  const queries = useQueryClient();
  const drill = useMutation({
    mutationFn: () => post<Drilled>(api.drill),
    onSuccess: () => readAgain(queries, []),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label="Drill">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            Drill
          </Title>
          <Button size="xs" variant="light" loading={drill.isPending} onClick={() => drill.mutate()}>
            {drill.data ? 'Drill again' : 'Drill'}
          </Button>
        </Group>
        {drill.data ? (
          <Report drilled={drill.data} />
        ) : (
          <Text size="sm" c="dimmed">
            Sends a signed event to Signet's own door, to a workflow that does nothing but leave an audit
            entry, and shows how far it came. Also as <span className="mono">signet drill</span>.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Report({ drilled: { ok, tookMs, execution, hops } }: { drilled: Drilled }) {
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={500} c={ok ? 'teal' : 'red'} component="output">
          {ok ? `It came through in ${lengthOf(tookMs)}.` : 'It did not come through.'}
        </Text>
        {execution !== null && (
          <Anchor component={Link} to={pages.execution(execution)} size="sm">
            Its execution
          </Anchor>
        )}
      </Group>
      <Table aria-label="Hops of the drill" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Hop</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right">After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hops.map((hop) => (
            <HopRow key={hop.hop} hop={hop} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function HopRow({ hop: { hop, status, ms, todo } }: { hop: Hop }) {
  return (
    <Table.Tr>
      <Table.Td>
        {hop}
        {todo !== null && (
          <Text size="xs" c="red" className="wrap">
            {todo}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={COLOURS[status] ?? 'gray'} tt="none">
          {status.replace('_', ' ')}
        </Badge>
      </Table.Td>
      <Table.Td ta="right">{ms !== null && lengthOf(ms)}</Table.Td>
    </Table.Tr>
  );
}
