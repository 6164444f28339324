/** A plan as `explain (format json)` gives it. */
export interface PlanTree<Self> {
  readonly Plans?: readonly Self[];
}

/** The node and all below it. */
export const nodesOf = <Node extends PlanTree<Node>>(plan: Node): Node[] => [
  plan,
  ...(plan.Plans ?? []).flatMap((part) => nodesOf(part)),
];
