import { Paper, Text } from '@mantine/core';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { FlowNode } from './flow';

/** A node of a flow as React Flow holds it. */
export type GraphNode = Node<{ node: FlowNode }>;

const COLOURS: Readonly<Record<FlowNode['kind'], string>> = {
  trigger: 'var(--mantine-color-violet-6)',
  task: 'var(--mantine-color-indigo-6)',
  loop: 'var(--mantine-color-teal-6)',
  block: 'var(--mantine-color-gray-5)',
};

/** A trigger or a task. */
export function StepNode({ data: { node }, selected }: NodeProps<GraphNode>) {
  return (
    <Paper
      withBorder
      h="100%"
      px="xs"
      py={6}
      shadow={selected ? 'md' : 'xs'}
      style={{ borderLeft: `4px solid ${COLOURS[node.kind]}`, ...outline(selected), overflow: 'hidden' }}
    >
      <Ends />
      <Head node={node} />
    </Paper>
  );
}

/** A loop, or a block of the document, around what stands in it. */
export function FrameNode({ data: { node }, selected }: NodeProps<GraphNode>) {
  return (
    <Paper
      withBorder
      h="100%"
      px="sm"
      py={6}
      bg="color-mix(in srgb, var(--mantine-color-gray-5) 8%, transparent)"
      style={{ borderStyle: 'dashed', borderColor: COLOURS[node.kind], ...outline(selected) }}
    >
      <Ends />
      {node.kind === 'block' ? (
        <Text size="xs" fw={600} c="dimmed">
          {node.title}
        </Text>
      ) : (
        <Head node={node} />
      )}
    </Paper>
  );
}

function Head({ node: { title, type, facts } }: { node: FlowNode }) {
  return (
    <>
      <Text size="sm" fw={600} truncate title={title}>
        {title}
      </Text>
      <Text size="xs" c="dimmed" truncate title={type}>
        {type}
      </Text>
      {facts.map((fact) => (
        <Text key={fact} className="mono" fz={11} lh="17px" truncate title={fact}>
          {fact}
        </Text>
      ))}
    </>
  );
}

function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} style={{ opacity: 0 }} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} style={{ opacity: 0 }} />
    </>
  );
}

function outline(selected: boolean): { outline?: string } {
  return selected ? { outline: '2px solid var(--mantine-primary-color-filled)' } : {};
}
