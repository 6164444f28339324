import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LimitUseModel } from '../../../../src/admin/limits/limits.dto.js';
import type { Wire } from '../../api/wire';
import { Moment } from '../../ui/Moment';

interface LimitBarsParts {
  /** Whose limits these are. */
  readonly label: string;
  readonly use: Wire<LimitUseModel>;
}

const NEARLY = 80;
const FULL = 100;

/** Limits, those that count something as bars. */
export function LimitBars({ label, use }: LimitBarsParts) {
  const { perDay, perMonth, concurrency, timeout, requests } = use;
  const hasNone = !perDay && !perMonth && !concurrency && timeout === null && !requests;
  return (
    <Card withBorder component="section" aria-label={`Limits ${label}`}>
      <Stack gap="sm">
        <Title order={3} size="h6">
          Limits {label}
        </Title>
        {perDay && (
          <Bar name="Executions today" used={perDay.used} limit={perDay.limit}>
            begins anew <Moment at={perDay.resetsAt} />
          </Bar>
        )}
        {perMonth && (
          <Bar name="Executions this month" used={perMonth.used} limit={perMonth.limit}>
            begins anew <Moment at={perMonth.resetsAt} />
          </Bar>
        )}
        {concurrency && (
          <Bar name="Executions at the same time" used={concurrency.running} limit={concurrency.limit}>
            {concurrency.overflow === 'queue' ? 'more wait' : `more: ${concurrency.overflow}`}
          </Bar>
        )}
        {timeout !== null && <Text size="sm">An attempt may take {timeout}.</Text>}
        {requests && (
          <Text size="sm">
            {requests.limit} requests per {requests.per}.
          </Text>
        )}
        {hasNone && (
          <Text size="sm" c="dimmed">
            There is no limit.
          </Text>
        )}
      </Stack>
    </Card>
  );
}

interface BarParts {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly children: ReactNode;
}

function Bar({ name, used, limit, children }: BarParts) {
  const percent = Math.min(FULL, (used / limit) * FULL);
  const colour = percent >= FULL ? 'red' : percent >= NEARLY ? 'orange' : 'indigo';
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm">{name}</Text>
        <Text size="sm">
          {used} of {limit}{' '}
          <Text span size="xs" c="dimmed">
            {children}
          </Text>
        </Text>
      </Group>
      <Progress value={percent} color={colour} aria-label={`${name}: ${used} of ${limit}`} />
    </Stack>
  );
}
