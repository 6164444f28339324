import { Alert, Button, Group, List, Progress, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { BacktestReport } from './BacktestReport';
import { type Difference, useBacktest } from './use-backtest';

interface BacktestPanelParts {
  readonly environment: string;
  /** The draft; null while it has faults. */
  readonly document: string | null;
}

const HOUR_MS = 3_600_000;
const PERIODS = [
  { value: '1', label: 'the last hour' },
  { value: '24', label: 'the last day' },
  { value: '168', label: 'the last 7 days' },
  { value: '720', label: 'the last 30 days' },
];

/** Says what a draft would have done about the events of a period, doing none of it. */
export function BacktestPanel({ environment, document }: BacktestPanelParts) {
  const [hours, setHours] = useState('24');
  const { isRunning, done, events, differences, report, error, begin, stop } = useBacktest();
  const run = () => {
    const since = new Date(Date.now() - Number(hours) * HOUR_MS).toISOString();
    void begin({ document: document!, environment, since });
  };
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="xs">
        <Select
          label="On the events of"
          size="xs"
          allowDeselect={false}
          data={PERIODS}
          value={hours}
          onChange={(value) => value !== null && setHours(value)}
        />
        {isRunning ? (
          <Button size="xs" variant="default" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button size="xs" disabled={document === null} onClick={run}>
            Backtest
          </Button>
        )}
      </Group>
      {document === null && (
        <Text size="xs" c="dimmed">
          A document with faults cannot be tried.
        </Text>
      )}
      {isRunning && (
        <div>
          <Progress value={done * 100} aria-label="How far it is" />
          <Text size="xs" c="dimmed">
            {events} events looked at
          </Text>
        </div>
      )}
      {error !== null && (
        <Alert color="red" role="alert">
          {error}
        </Alert>
      )}
      {report && <BacktestReport report={report} />}
      <Differences differences={differences} />
    </Stack>
  );
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) {
    return null;
  }
  return (
    <>
      <Text size="sm" fw={600}>
        Events that would have ended otherwise
      </Text>
      <List size="xs" aria-label="Differences">
        {differences.map(({ event, type, before, after }) => (
          <List.Item key={event} className="wrap">
            <span className="mono">{event}</span> {type ?? 'no type'}: {before ?? 'nothing'} →{' '}
            {after ?? 'nothing'}
          </List.Item>
        ))}
      </List>
    </>
  );
}
