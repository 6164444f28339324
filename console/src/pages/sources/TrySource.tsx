import { Alert, Anchor, Button, Group, List, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CurlModel, TestModel } from '../../../../src/admin/triggers/triggers.dto.js';
import { post } from '../../api/client';
import { api, pages } from '../../api/paths';
import { describe } from '../../api/query-client';
import type { Wire } from '../../api/wire';
import { CopyLine } from '../../ui/CopyLine';
import { useChange } from '../../ui/use-change';
import { useIsAuthorOfAll } from './use-is-author-of-all';

const EXAMPLE = JSON.stringify(
  { type: 'user.created', userId: '12345', metadata: { role: 'member', source: 'app' } },
  null,
  2,
);

/** Sends to a source as its sender would, or runs what waits for it as a test. */
export function TrySource({ name }: { name: string }) {
  const mayMakeCommands = useIsAuthorOfAll();
  const [text, setText] = useState(EXAMPLE);
  const [environment, setEnvironment] = useState('');
  const curl = useChange((body: object) => post<Wire<CurlModel>>(api.sourceCurl(name), body), {
    isShown: true,
  });
  const test = useChange((body: object) => post<Wire<TestModel>>(api.sourceTest(name), body), {
    isShown: true,
  });
  const request = (): object => ({
    ...(environment.trim() !== '' && { environment: environment.trim() }),
    ...(text.trim() !== '' && { body: jsonOrText(text) }),
  });
  const error = curl.error ?? test.error;
  return (
    <Stack maw={820}>
      <TextInput
        label="Environment"
        placeholder="production"
        maw={240}
        value={environment}
        onChange={({ currentTarget }) => setEnvironment(currentTarget.value)}
      />
      <Textarea
        label="Body"
        description="JSON, or any text."
        autosize
        minRows={4}
        maxRows={16}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group>
        <Button
          loading={test.isPending}
          onClick={() => {
            curl.reset();
            test.mutate(request());
          }}
        >
          Run as a test
        </Button>
        {mayMakeCommands && (
          <Button
            variant="default"
            loading={curl.isPending}
            onClick={() => {
              test.reset();
              curl.mutate(request());
            }}
          >
            Make a cURL command
          </Button>
        )}
      </Group>
      {error && (
        <Alert color="red" role="alert">
          {describe(error)}
        </Alert>
      )}
      {test.data && <Tested test={test.data} />}
      {curl.data && <Command command={curl.data} />}
    </Stack>
  );
}

function Tested({ test: { started, why, executions } }: { test: Wire<TestModel> }) {
  return (
    <Alert color={started ? 'teal' : 'yellow'} title={started ? 'It runs, marked as a test' : 'Nothing runs'}>
      {why !== undefined && <Text size="sm">{why}</Text>}
      <List size="sm" listStyleType="none">
        {executions.map((id) => (
          <List.Item key={id}>
            <Anchor component={Link} to={pages.execution(id)} size="sm" className="mono wrap">
              {id}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Command({ command: { curl, ready, notes } }: { command: Wire<CurlModel> }) {
  return (
    <Stack gap="xs">
      <CopyLine label="command" text={curl} />
      <Text size="xs" c="dimmed">
        {ready
          ? 'It carries a proof of this source, signed now: treat it as a secret. That it was made is in the audit log.'
          : 'It is not ready to run:'}
      </Text>
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
