import { Alert, Button, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanModel } from '../../../../../src/admin/planning/planning.dto.js';
import { post } from '../../../api/client';
import { api } from '../../../api/paths';
import { describe } from '../../../api/query-client';
import type { Wire } from '../../../api/wire';
import { readJson } from '../read-json';
import { PlanView } from './PlanView';

interface PlanPanelParts {
  /** `namespace/id`; null of a draft that has faults. */
  readonly name: string | null;
  readonly environment: string;
  /** A draft; without it, what is deployed. */
  readonly document?: string;
}

const WAYS = [
  { value: 'given', label: 'An event as JSON' },
  { value: 'stored', label: 'A stored event' },
];
const NOTHING = { eventId: '', type: '', subject: '', source: '', body: '{}' };

/** Says what a document would do about an event: each call and change, doing none. */
export function PlanPanel({ name, environment, document }: PlanPanelParts) {
  const [way, setWay] = useState('given');
  const [given, setGiven] = useState(NOTHING);
  const body = readJson(given.body);
  const plan = useMutation({
    meta: { isShown: true },
    mutationFn: () => {
      const { eventId, type, subject, source } = given;
      const event = { ...filled({ type, subject, source }), body: body.value };
      const what = way === 'stored' ? { eventId: eventId.trim() } : { event };
      return post<Wire<PlanModel>>(api.ofWorkflow(name!, 'plan'), { environment, document, ...what });
    },
  });
  const field = (label: string, member: keyof typeof NOTHING) => (
    <TextInput
      label={label}
      size="xs"
      value={given[member]}
      onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, [member]: value }))}
    />
  );
  const isMissing = way === 'stored' ? given.eventId.trim() === '' : body.fault !== null;
  return (
    <Stack gap="sm">
      <SegmentedControl size="xs" data={WAYS} value={way} onChange={setWay} aria-label="Which event" />
      {way === 'stored' ? (
        field('Id of the event', 'eventId')
      ) : (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
            {field('Type', 'type')}
            {field('Subject', 'subject')}
            {field('Source', 'source')}
          </SimpleGrid>
          <Textarea
            label="Body, as JSON"
            size="xs"
            autosize
            minRows={4}
            maxRows={12}
            value={given.body}
            error={body.fault}
            onChange={({ currentTarget: { value } }) => setGiven((before) => ({ ...before, body: value }))}
          />
          <Text size="xs" c="dimmed">
            Without a source it is an event of a webhook trigger.
          </Text>
        </>
      )}
      <Button
        size="xs"
        disabled={name === null || isMissing}
        loading={plan.isPending}
        onClick={() => plan.mutate()}
      >
        Plan
      </Button>
      {name === null && (
        <Text size="xs" c="dimmed">
          A document with faults cannot be planned.
        </Text>
      )}
      {plan.error && (
        <Alert color="red" role="alert">
          {describe(plan.error)}
        </Alert>
      )}
      {plan.data && <PlanView plan={plan.data} />}
    </Stack>
  );
}

function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}
