import { Group, ScrollArea, Stack } from '@mantine/core';
import { CopyText } from './CopyText';

/** Any value as it is kept; long ones scroll. Nothing of it is ever taken for markup. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
  return (
    <Stack gap={4}>
      <Group justify="flex-end">
        <CopyText text={text} label={label} />
      </Group>
      <ScrollArea.Autosize mah={360} type="auto">
        <pre className="mono wrap" aria-label={label} style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
          {text}
        </pre>
      </ScrollArea.Autosize>
    </Stack>
  );
}
