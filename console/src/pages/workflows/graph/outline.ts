import type { Flow, FlowNode } from './flow';

/** A line of the graph told in words, with what stands in it. */
export interface OutlineLine {
  readonly id: string;
  readonly text: string;
  readonly lines: readonly OutlineLine[];
}

/** The graph in words, in the order of the document: each node, what it says, where it goes on. */
export function outlineOf(flow: Flow, parent: string | null = null): readonly OutlineLine[] {
  const titles = new Map(flow.nodes.map(({ id, title }) => [id, title]));
  return flow.nodes
    .filter((node) => node.parent === parent)
    .map((node) => {
      const ways = flow.edges
        .filter(({ from }) => from === node.id)
        .map(({ to, label }) => `${titles.get(to)}${label === undefined ? '' : ` (${label})`}`);
      const text = [nodeText(node), ...(ways.length === 0 ? [] : [`goes on to ${ways.join(', ')}`])].join(
        '; ',
      );
      return { id: node.id, text, lines: outlineOf(flow, node.id) };
    });
}

/** What a node is called where it cannot be seen: `task profile, user.update, if inputs.isNew`. */
export function nodeText({ kind, title, type, facts }: FlowNode): string {
  return kind === 'block' ? title : [`${kind} ${title}`, type, ...facts].join(', ');
}
