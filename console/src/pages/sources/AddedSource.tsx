import { Anchor, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { CopyLine } from '../../ui/CopyLine';
import { ShownOnce } from '../../ui/ShownOnce';
import { isWaitingForSecret, type Profile, type Source } from './source';

interface AddedSourceParts {
  readonly source: Source;
  readonly profile: Profile;
  /** The secret that was made for it. */
  readonly generated: string | null;
  readonly onDone: () => void;
}

/** What to do at the sender once there is a source for it. */
export function AddedSource({ source, profile, generated, onDone }: AddedSourceParts) {
  const { name, hook } = source;
  const example = `triggers: [{ id: created, type: event, source: ${name}, events: [user.created] }]`;
  return (
    <Stack>
      <Text>
        <b>{name}</b> is there. Paste its address at {profile.title}:
      </Text>
      <CopyLine label="address" text={hook.url ?? hook.id} />
      {generated !== null && (
        <ShownOnce label="secret" secret={generated}>
          Give it to the sender as its signing secret.
        </ShownOnce>
      )}
      <List size="sm" spacing="xs" type="ordered">
        <List.Item>
          <Code>docs/senders/{profile.name}.md</Code> says where the address goes, and what comes.
        </List.Item>
        {isWaitingForSecret(source, profile) && (
          <List.Item>
            Add the secret it shows then{' '}
            <Anchor component={Link} to={`${pages.source(name)}?tab=secrets`}>
              under Secrets
            </Anchor>
            . Until there is one, all it sends is refused.
          </List.Item>
        )}
        <List.Item>
          Let a workflow wait for it: <Code className="wrap">{example}</Code>
        </List.Item>
        <List.Item>
          See what arrives{' '}
          <Anchor component={Link} to={pages.source(name)}>
            under Deliveries
          </Anchor>
          .
        </List.Item>
      </List>
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
