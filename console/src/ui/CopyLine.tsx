import { Button, Code, CopyButton, Group } from '@mantine/core';

/** A text that is meant to be pasted elsewhere. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <Group wrap="nowrap" gap="xs" align="center">
      <Code className="wrap" aria-label={label} style={{ flex: 1, whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="light" onClick={copy} aria-label={`Copy ${label}`} miw={72}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
