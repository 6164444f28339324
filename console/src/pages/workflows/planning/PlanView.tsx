import { Card, Group, Stack, Text } from '@mantine/core';
import type { PlanModel } from '../../../../../src/admin/planning/planning.dto.js';
import type { Plan, PlannedTask } from '../../../../../src/planning/plan.js';
import type { Wire } from '../../../api/wire';
import { Json } from '../../../ui/Json';
import { Status } from '../../../ui/Status';
import { effectLines } from './effects';
import { Radius } from './Radius';

/** What would be, told without doing it. */
export function PlanView({ plan }: { plan: Wire<PlanModel> }) {
  return (
    <Card withBorder component="section" aria-label="Plan" p="sm">
      <Stack gap="xs">
        <PlanLines plan={plan} />
        <Radius radius={plan.blastRadius} />
      </Stack>
    </Card>
  );
}

function PlanLines({ plan }: { plan: Plan }) {
  const { status, reason, error, trigger, tasks, omitted, output, workflow } = plan;
  return (
    <Stack gap={6}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {workflow} would end
        </Text>
        <Status status={status} />
      </Group>
      <Text size="xs" c="dimmed" className="wrap">
        {[
          trigger === null ? 'No trigger takes the event' : `Taken by the trigger ${trigger}`,
          ...(reason === null ? [] : [reason]),
          ...(error === null ? [] : [`${error.code}: ${error.message}`]),
        ].join('. ')}
      </Text>
      {tasks.map((task) => (
        <TaskLines key={`${task.task} ${task.rounds.join()}`} task={task} />
      ))}
      {omitted > 0 && <Text size="xs">and {omitted} more tasks</Text>}
      {output !== null && <Json value={output} label="output" />}
    </Stack>
  );
}

function TaskLines({ task }: { task: PlannedTask }) {
  const { rounds, type, status, error, unknown, waitMs, effects, subflow } = task;
  const said = [
    ...(error ? [`${error.code}: ${error.message}`] : []),
    ...(waitMs === undefined ? [] : [`waits ${Math.round(waitMs / 1000)} s`]),
    ...(unknown.length === 0 ? [] : [`reads what only a run tells: ${unknown.join(', ')}`]),
  ];
  return (
    <div>
      <Group gap="xs">
        <Status status={status} />
        <Text size="sm" className="wrap">
          {task.task}
          {rounds.map((round) => `[${round}]`).join('')}{' '}
          <Text span size="xs" c="dimmed">
            {type}
          </Text>
        </Text>
      </Group>
      {said.map((line) => (
        <Text key={line} size="xs" c="orange" className="wrap">
          {line}
        </Text>
      ))}
      {effects.flatMap(effectLines).map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines may repeat, and never move
        <Text key={at} className="mono wrap" fz={12} pl="md">
          {line}
        </Text>
      ))}
      {subflow && (
        <Card withBorder p="xs" ml="md" mt={4}>
          <PlanLines plan={subflow} />
        </Card>
      )}
    </div>
  );
}
