import { Anchor, Card, Group, List, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowDocument } from '../../../../../src/workflow/document.js';
import { pages } from '../../../api/paths';
import { Json } from '../../../ui/Json';
import { type FlowNode, flowOf } from './flow';
import { FlowGraph } from './FlowGraph';
import { type OutlineLine, outlineOf } from './outline';
import { subflowName } from './subflow-name';

/** The tasks of a document as they run, drawn and in words. */
export function GraphTab({ document }: { document: WorkflowDocument }) {
  const [chosen, choose] = useState<string | null>(null);
  const flow = useMemo(() => flowOf(document), [document]);
  const node = flow.nodes.find(({ id }) => id === chosen);
  return (
    <Stack>
      <FlowGraph key={JSON.stringify(document)} flow={flow} onChoose={choose} />
      {node?.source ? (
        <Chosen node={node} namespace={document.namespace} />
      ) : (
        <Text size="xs" c="dimmed">
          Choose a trigger or a task, by click or with Tab and Enter, to see what the document says of it.
        </Text>
      )}
      <details>
        <summary>The graph in words</summary>
        <Lines lines={outlineOf(flow)} />
      </details>
    </Stack>
  );
}

function Chosen({ node: { kind, title, source }, namespace }: { node: FlowNode; namespace: string }) {
  const called = source && 'flow' in source && source.flow === 'subflow' ? source.workflow : null;
  const other = called === null ? null : subflowName(namespace, called);
  return (
    <Card
      withBorder
      shadow="md"
      component="section"
      aria-label={`${kind} ${title}`}
      style={{ position: 'sticky', bottom: 8, zIndex: 5 }}
    >
      <Group justify="space-between">
        <Text fw={600} className="wrap">
          {title}
        </Text>
        {other !== null && (
          <Anchor component={Link} to={pages.workflow(other)} size="sm">
            To {other}
          </Anchor>
        )}
      </Group>
      <Json value={source} label={title} />
    </Card>
  );
}

function Lines({ lines }: { lines: readonly OutlineLine[] }) {
  return (
    <List size="sm" withPadding>
      {lines.map(({ id, text, lines: below }) => (
        <List.Item key={id} className="wrap">
          {text}
          {below.length > 0 && <Lines lines={below} />}
        </List.Item>
      ))}
    </List>
  );
}
