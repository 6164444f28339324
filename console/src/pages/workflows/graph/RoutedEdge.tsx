import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { pathThrough, type Route } from './layout';

/** An edge whose way was laid out. */
export type GraphEdge = Edge<{ route: Route }>;

export function RoutedEdge({ id, data, label, style, markerEnd }: EdgeProps<GraphEdge>) {
  if (!data) {
    return null;
  }
  const { points, label: at } = data.route;
  return (
    <BaseEdge
      id={id}
      path={pathThrough(points)}
      {...(at !== null && { label, labelX: at.x, labelY: at.y, labelBgPadding: [4, 2] })}
      {...(style && { style })}
      {...(markerEnd !== undefined && { markerEnd })}
    />
  );
}
