import { Badge, Group } from '@mantine/core';

/** Labels of a workflow as filters take them, `name:value`. */
export function Labels({ labels }: { labels: object }) {
  return (
    <Group gap={4}>
      {Object.entries(labels).map(([name, value]) => (
        <Badge key={name} size="sm" variant="default" tt="none">
          {name}:{String(value)}
        </Badge>
      ))}
    </Group>
  );
}
