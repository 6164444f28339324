import { Anchor, Button, Code, CopyButton, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../../api/client';
import { api, pages } from '../../api/paths';
import { type Steps, stepsOf } from './steps';

const EVERY_MS = 5000;
/** More than a drill makes. */
const LOOKED_AT = 5;

interface Step {
  readonly key: keyof Steps;
  readonly title: string;
  readonly text: string;
  /** Where it can be done here. */
  readonly link: readonly [label: string, to: string];
  readonly command: string;
}

const STEPS: readonly Step[] = [
  {
    key: 'source',
    title: 'Make a source',
    text: 'The platform that will send events: it gets an address of its own, and has to prove itself.',
    link: ['To the sources', pages.sources],
    command:
      'signet source put auth-platform --profile standard-webhooks --generate-secret auth-platform.secret --event-type json:/event --event-subject json:/userId',
  },
  {
    key: 'workflow',
    title: 'Apply a workflow',
    text: 'What is to be done for its events: a document that is checked before it is saved.',
    link: ['Write one here', pages.newWorkflow],
    command: 'signet workflow apply examples/workflows',
  },
  {
    key: 'event',
    title: 'Send an event',
    text: 'Signed, as the platform would. What becomes of it is shown here a moment later.',
    link: ['To the executions', pages.executions],
    command: `signet send auth-platform --secret-file auth-platform.secret --body '{"event":"user.created","userId":"12345","metadata":{"role":"admin","source":"app"}}'`,
  },
];

interface Some<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

async function look(): Promise<Steps> {
  const page = { limit: LOOKED_AT };
  const [sources, workflows, executions] = await Promise.all([
    get<Some<{ name: string }>>(api.sources, page),
    get<Some<{ namespace: string; id: string }>>(api.workflows, page),
    get<Some<{ workflow: string }>>(api.executions, page),
  ]);
  return stepsOf({
    sources: sources.items,
    workflows: workflows.items,
    executions: executions.items,
    hasOlder: executions.next !== null,
  });
}

/** The way to a first event, until one has gone it. */
export function FirstSteps() {
  const { data } = useQuery({
    queryKey: ['first-steps'],
    queryFn: look,
    refetchInterval: ({ state }) => (state.data && isAllDone(state.data) ? false : EVERY_MS),
  });
  if (!data || isAllDone(data)) {
    return null;
  }
  return (
    <Paper withBorder p="md" component="section" aria-label="First steps">
      <Stack>
        <Title order={2} size="h5">
          To a first event
        </Title>
        {STEPS.map((step, index) => (
          <StepShown key={step.key} step={step} number={index + 1} isDone={data[step.key]} />
        ))}
      </Stack>
    </Paper>
  );
}

function isAllDone({ source, workflow, event }: Steps): boolean {
  return source && workflow && event;
}

function StepShown({ step, number, isDone }: { step: Step; number: number; isDone: boolean }) {
  const { title, text, link, command } = step;
  const [label, to] = link;
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon
        variant={isDone ? 'filled' : 'light'}
        color={isDone ? 'teal' : 'indigo'}
        radius="xl"
        size="sm"
        mt={2}
      >
        {isDone ? <IconCheck size={14} aria-label="done" /> : <Text size="xs">{number}</Text>}
      </ThemeIcon>
      <Stack gap={4} flex={1} miw={0}>
        <Group gap="xs">
          <Title order={3} size="h6">
            {title}
          </Title>
          {!isDone && (
            <Anchor component={Link} to={to} size="sm">
              {label}
            </Anchor>
          )}
        </Group>
        {!isDone && (
          <>
            <Text size="sm">{text}</Text>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Code block className="wrap" flex={1} style={{ whiteSpace: 'pre-wrap' }}>
                {command}
              </Code>
              <CopyButton value={command}>
                {({ copied, copy }) => (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={copy}
                    aria-label={`Copy command: ${title}`}
                  >
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </>
        )}
      </Stack>
    </Group>
  );
}
