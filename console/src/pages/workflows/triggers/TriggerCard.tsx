import { Badge, Button, Card, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { post } from '../../../api/client';
import { api } from '../../../api/paths';
import { useMay } from '../../../session/caller';
import { useFilters } from '../../../ui/use-filters';
import { triggerFacts } from '../graph/facts';
import { useWorkflowDeed, type Workflow } from '../workflow';
import { Addresses } from './Addresses';
import { Deliveries } from './Deliveries';
import { ReadyCurl } from './ReadyCurl';
import { TestRun } from './TestRun';

/** A trigger where it is deployed. */
export interface TriggerPlace {
  /** `namespace/id` of the workflow. */
  readonly name: string;
  readonly trigger: string;
  readonly environment: string;
}

interface TriggerCardParts {
  readonly place: TriggerPlace;
  readonly definition: Workflow['triggers'][number];
  readonly isDeployed: boolean;
  /** Whether it starts the workflow, as far as it is up to it. */
  readonly isOn: boolean;
}

/** One trigger: what it takes, where it is sent to, what can be done, what came. */
export function TriggerCard({ place, definition, isDeployed, isOn }: TriggerCardParts) {
  const { trigger, environment } = place;
  const [{ deliveries }, set] = useFilters(['deliveries']);
  const isListed = deliveries === trigger;
  return (
    <Card withBorder component="section" aria-label={`Trigger ${trigger}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h5" className="wrap">
              {trigger}
            </Title>
            <Badge variant="light" tt="none">
              {definition.type}
            </Badge>
          </Group>
          {isDeployed && <OnOff place={place} isOn={isOn} />}
        </Group>
        {triggerFacts(definition).map((fact) => (
          <Text key={fact} size="sm" className="mono wrap">
            {fact}
          </Text>
        ))}
        {isDeployed ? (
          <>
            <Addresses place={place} />
            <Group gap="xs">
              <Deeds place={place} />
              <Button
                size="xs"
                variant="default"
                aria-expanded={isListed}
                onClick={() => set('deliveries', isListed ? null : trigger)}
              >
                {isListed ? 'Hide deliveries' : 'Last deliveries'}
              </Button>
            </Group>
            {isListed && <Deliveries place={place} />}
          </>
        ) : (
          <Text size="sm" c="dimmed">
            The workflow is not deployed in {environment}: nothing is taken here.
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function Deeds({ place }: { place: TriggerPlace }) {
  const mayChange = useMay('author');
  const mayTest = useMay('author', 'operator');
  return (
    <>
      {mayChange && <ReadyCurl place={place} />}
      {mayTest && <TestRun place={place} />}
    </>
  );
}

function OnOff({ place: { name, trigger, environment }, isOn }: { place: TriggerPlace; isOn: boolean }) {
  const mayChange = useMay('author');
  const turn = useWorkflowDeed((deed: 'enable' | 'disable') =>
    post(api.ofWorkflow(name, 'triggers', trigger, deed), undefined, { environment }),
  );
  return (
    <Switch
      label={isOn ? 'Starts it' : 'Switched off'}
      aria-label={`Trigger ${trigger} starts it`}
      checked={isOn}
      disabled={!mayChange || turn.isPending}
      onChange={({ currentTarget }) => turn.mutate(currentTarget.checked ? 'enable' : 'disable')}
    />
  );
}
