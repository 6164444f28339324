import { Alert, Stack, Table, Text } from '@mantine/core';
import { Radius } from '../planning/Radius';
import { countRows } from './count-rows';
import type { Report } from './use-backtest';

/** What a backtest has counted: then, and with the draft. */
export function BacktestReport({ report }: { report: Report }) {
  const { events, matched, statuses, tasks, effects, destructive, errors, unknown, isWhole } = report;
  return (
    <Stack component="section" aria-label="Report" gap="sm">
      <Text size="sm">
        {events} events: {matched.before} were taken then, {matched.after} would be now, {matched.both} both
        times.
      </Text>
      <Counts label="Ended" heads={['then', 'now']} rows={countRows(statuses.before, statuses.after)} />
      <Counts label="Task" heads={['then', 'now']} rows={countRows(tasks.before, tasks.after)} />
      <Counts label="Effect" heads={['times', 'destructive']} rows={countRows(effects, destructive)} />
      <Counts label="Error" heads={['times']} rows={countRows(errors)} />
      <Radius radius={report.blastRadius} />
      {unknown > 0 && <Text size="sm">{unknown} plans read what only a run would tell.</Text>}
      {!isWhole && (
        <Alert color="yellow">There were more events than one backtest takes: choose a shorter period.</Alert>
      )}
    </Stack>
  );
}

interface CountsParts {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: ReturnType<typeof countRows>;
}

function Counts({ label, heads, rows }: CountsParts) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <Table aria-label={label} fz="xs" verticalSpacing={2}>
      <Table.Thead>
        <Table.Tr>
          {[label, ...heads].map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, counts }) => (
          <Table.Tr key={name}>
            <Table.Td className="wrap">{name}</Table.Td>
            {heads.map((head, at) => (
              <Table.Td key={head}>{counts[at]}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
