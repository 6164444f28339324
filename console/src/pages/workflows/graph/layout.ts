import { Graph, layout } from '@dagrejs/dagre';
import type { Flow, FlowNode } from './flow';

/** Pixels, as all here. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a node is, from the corner of its group. */
export interface Place extends Point {
  readonly width: number;
  readonly height: number;
}

/** Which way an edge goes, from the corner of the group its ends stand in. */
export interface Route {
  readonly points: readonly Point[];
  /** The middle of its label; null without one. */
  readonly label: Point | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By ids of nodes. */
  readonly places: ReadonlyMap<string, Place>;
  /** By ids of edges. */
  readonly routes: ReadonlyMap<string, Route>;
}

const WIDTH = 240;
const HEIGHT = 54;
const LINE = 17;
/** Around what stands in a group; its own lines are above. */
const MARGIN = 20;
const CHARACTER = 7;

/** Where all of a flow is drawn: groups from the inside out, each by itself. */
export function layoutOf(flow: Flow): Layout {
  const drawn = new Drawn(flow);
  const { width, height } = drawn.place(null, { x: 0, y: 0 });
  return { width, height, places: drawn.places, routes: drawn.routes };
}

class Drawn {
  readonly places = new Map<string, Place>();
  readonly routes = new Map<string, Route>();

  constructor(private readonly flow: Flow) {}

  /** Places what stands in a group, so far from its corner; what room it takes. */
  place(parent: string | null, corner: Point): { width: number; height: number } {
    const graph = new Graph();
    graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 44 });
    const nodes = this.flow.nodes.filter((node) => node.parent === parent);
    nodes.forEach((node) => graph.setNode(node.id, this.sizeOf(node)));
    const ids = new Set(nodes.map(({ id }) => id));
    const edges = this.flow.edges.filter(({ from }) => ids.has(from));
    for (const { from, to, label = '' } of edges) {
      const size = { width: label.length * CHARACTER, height: label === '' ? 0 : LINE };
      graph.setEdge(from, to, { ...size, labelpos: 'c' });
    }
    layout(graph);
    const moved = ({ x, y }: Point): Point => ({ x: x + corner.x, y: y + corner.y });
    for (const { id } of nodes) {
      const { x, y, width, height } = graph.node(id) as Place;
      this.places.set(id, { ...moved({ x: x - width / 2, y: y - height / 2 }), width, height });
    }
    for (const { id, from, to, label } of edges) {
      const edge = graph.edge(from, to) as Point & { points: readonly Point[] };
      this.routes.set(id, {
        points: edge.points.map(moved),
        label: label === undefined ? null : moved(edge),
      });
    }
    const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
    return { width, height };
  }

  private sizeOf(node: FlowNode): { width: number; height: number } {
    const own = headOf(node);
    if (node.kind !== 'loop' && node.kind !== 'block') {
      return { width: WIDTH, height: own };
    }
    const { width, height } = this.place(node.id, { x: MARGIN, y: own + MARGIN / 2 });
    return { width: width + 2 * MARGIN, height: height + own + 1.5 * MARGIN };
  }
}

/** Height of what a node says of itself. */
function headOf({ kind, facts }: FlowNode): number {
  return kind === 'block' ? LINE + MARGIN : HEIGHT + facts.length * LINE;
}

/** A line through points that bends softly, as a path of SVG. */
export function pathThrough([first, ...rest]: readonly Point[]): string {
  if (first === undefined || rest.length === 0) {
    return '';
  }
  const bends = rest.slice(0, -1).map((point, at) => {
    const next = rest[at + 1]!;
    const isLast = at === rest.length - 2;
    const end = isLast ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q ${point.x},${point.y} ${end.x},${end.y}`;
  });
  const line = rest.length === 1 ? `L ${rest[0]!.x},${rest[0]!.y}` : bends.join(' ');
  return `M ${first.x},${first.y} ${line}`;
}
