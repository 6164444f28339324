import { Alert, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyLine } from './CopyLine';

interface ShownOnceParts {
  readonly label: string;
  readonly secret: string;
  /** What it is for. */
  readonly children?: ReactNode;
}

/** A secret that nobody can look up later. Whoever shows it forgets it when it is closed. */
export function ShownOnce({ label, secret, children }: ShownOnceParts) {
  return (
    <Alert color="yellow" title="Keep it now: it is shown this once">
      <Stack gap="xs">
        {children && <Text size="sm">{children}</Text>}
        <CopyLine label={label} text={secret} />
      </Stack>
    </Alert>
  );
}
