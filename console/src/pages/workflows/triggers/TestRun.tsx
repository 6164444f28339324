import { Alert, Anchor, Button, Group, Textarea, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'react-router';
import type { TestModel } from '../../../../../src/admin/triggers/triggers.dto.js';
import { post } from '../../../api/client';
import { api, pages } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { readJson } from '../read-json';
import { useWorkflowDeed } from '../workflow';
import type { TriggerPlace } from './TriggerCard';

/** Runs the trigger as if a delivery with that body had come. */
export function TestRun({ place: { name, trigger, environment } }: { place: TriggerPlace }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState('{}');
  const body = readJson(text);
  const run = useWorkflowDeed(() =>
    post<Wire<TestModel>>(api.ofWorkflow(name, 'triggers', trigger, 'test'), {
      environment,
      body: body.value,
    }),
  );
  return (
    <>
      <Button size="xs" variant="light" onClick={open}>
        Test run
      </Button>
      <Modal opened={opened} onClose={close} title={`Test run of ${trigger}`} size="lg" centered>
        <Stack>
          <Text size="sm">
            The workflow runs in {environment} as if a delivery with this body had come, marked as a test,
            also where it is switched off. What it does is real.
          </Text>
          <Textarea
            label="Body, as JSON"
            autosize
            minRows={6}
            maxRows={18}
            className="mono"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            error={body.fault}
          />
          {run.data && <Outcome answer={run.data} />}
          <Group justify="flex-end">
            <Button loading={run.isPending} disabled={body.fault !== null} onClick={() => run.mutate()}>
              Run the test
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function Outcome({ answer: { started, why, executions } }: { answer: Wire<TestModel> }) {
  if (!started) {
    return (
      <Alert color="yellow" title="Nothing runs" role="alert">
        {why}
      </Alert>
    );
  }
  return (
    <Alert color="teal" title="It runs" role="alert">
      {executions.map((id) => (
        <Anchor key={id} component={Link} to={pages.execution(id)} size="sm" display="block">
          Execution {id}
        </Anchor>
      ))}
    </Alert>
  );
}
