import { Button, Group, Stack, Text } from '@mantine/core';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { CopyLine } from '../../ui/CopyLine';
import { useChange } from '../../ui/use-change';
import type { Approval } from './approval';

interface Links {
  readonly links: Readonly<Record<string, string>>;
}

/** Links by which whoever has one decides; they are kept by nobody. */
export function ApprovalLinks({ approval: { id } }: { approval: Approval }) {
  const making = useChange(() => post<Links>(api.approvalLinks(id), {}));
  return (
    <Stack gap="xs">
      <Group>
        <Button
          size="xs"
          variant="default"
          loading={making.isPending}
          onClick={() => making.mutate(undefined)}
        >
          Make links
        </Button>
        <Text size="xs" c="dimmed">
          Whoever has one decides, without signing in.
        </Text>
      </Group>
      {Object.entries(making.data?.links ?? {}).map(([outcome, url]) => (
        <CopyLine key={outcome} label={`link to ${outcome}`} text={url} />
      ))}
    </Stack>
  );
}
