import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type AriaLabelConfig, Controls, MarkerType, ReactFlow } from '@xyflow/react';
import type { Flow } from './flow';
import { type Layout, layoutOf, type Point } from './layout';
import { FrameNode, type GraphNode, StepNode } from './nodes';
import { nodeText } from './outline';
import { type GraphEdge, RoutedEdge } from './RoutedEdge';

const NODE_TYPES = { step: StepNode, frame: FrameNode };
const EDGE_TYPES = { routed: RoutedEdge };
const ARIA: Partial<AriaLabelConfig> = {
  'node.a11yDescription.default': 'Enter shows what the document says of it, Escape lets go of it.',
  'node.a11yDescription.keyboardDisabled': 'Enter shows what the document says of it.',
};
const MARGIN = 16;
const [LEAST_ZOOM, MOST_HEIGHT] = [0.5, 4000];

const LOOK = {
  '--xy-background-color': 'transparent',
  '--xy-edge-stroke': 'var(--mantine-color-gray-5)',
} as React.CSSProperties;

interface FlowGraphParts {
  readonly flow: Flow;
  /** Of the node that is chosen by click or Enter; null when there is none. */
  readonly onChoose: (id: string | null) => void;
}

/** The graph of a document, to be looked at: from its top, as wide as there is room. */
export function FlowGraph({ flow, onChoose }: FlowGraphParts) {
  const { ref, width } = useElementSize();
  const colorMode = useComputedColorScheme();
  const layout = layoutOf(flow);
  const room = width - 2 * MARGIN;
  const zoom = Math.max(LEAST_ZOOM, Math.min(1, room / layout.width));
  const height = Math.min(MOST_HEIGHT, layout.height * zoom + 2 * MARGIN);
  return (
    <section ref={ref} style={{ height: Math.max(height, 160) }} aria-label="Graph">
      {width > 0 && (
        <ReactFlow<GraphNode, GraphEdge>
          key={width}
          style={LOOK}
          colorMode={colorMode}
          defaultNodes={nodesOf(flow, layout)}
          defaultEdges={edgesOf(flow, layout)}
          defaultViewport={{ x: Math.max(MARGIN, (width - layout.width * zoom) / 2), y: MARGIN, zoom }}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          ariaLabelConfig={ARIA}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          multiSelectionKeyCode={null}
          zoomOnScroll={false}
          preventScrolling={false}
          minZoom={0.2}
          onSelectionChange={({ nodes }) => onChoose(nodes[0]?.id ?? null)}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
      )}
    </section>
  );
}

function nodesOf({ nodes }: Flow, { places }: Layout): GraphNode[] {
  return nodes.map((node): GraphNode => {
    const { x, y, width, height } = places.get(node.id)!;
    return {
      id: node.id,
      type: node.kind === 'loop' || node.kind === 'block' ? 'frame' : 'step',
      data: { node },
      position: { x, y },
      width,
      height,
      ariaLabel: nodeText(node),
      selectable: node.source !== undefined,
      focusable: node.source !== undefined,
      ...(node.parent !== null && { parentId: node.parent }),
    };
  });
}

function edgesOf(flow: Flow, layout: Layout): GraphEdge[] {
  const parents = new Map(flow.nodes.map(({ id, parent }) => [id, parent]));
  const cornerOf = (group: string | null | undefined): Point => {
    if (group === null || group === undefined) {
      return { x: 0, y: 0 };
    }
    const [own, outer] = [layout.places.get(group)!, cornerOf(parents.get(group))];
    return { x: own.x + outer.x, y: own.y + outer.y };
  };
  return flow.edges.map(({ id, from, to, label, isFailure }): GraphEdge => {
    const corner = cornerOf(parents.get(from));
    const moved = ({ x, y }: Point): Point => ({ x: x + corner.x, y: y + corner.y });
    const route = layout.routes.get(id)!;
    return {
      id,
      source: from,
      target: to,
      type: 'routed',
      data: { route: { points: route.points.map(moved), label: route.label && moved(route.label) } },
      selectable: false,
      markerEnd: { type: MarkerType.ArrowClosed },
      ...(label !== undefined && { label }),
      ...(isFailure === true && { style: { strokeDasharray: '6 4', stroke: 'var(--mantine-color-red-6)' } }),
    };
  });
}
