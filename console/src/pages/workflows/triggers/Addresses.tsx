import { Badge, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { HookUrlsModel } from '../../../../../src/admin/triggers/triggers.dto.js';
import { get } from '../../../api/client';
import { api } from '../../../api/paths';
import { describe } from '../../../api/query-client';
import type { Wire } from '../../../api/wire';
import type { TriggerPlace } from './TriggerCard';

/** Every address the trigger answers at, to be copied. */
export function Addresses({ place: { name, trigger, environment } }: { place: TriggerPlace }) {
  const path = api.ofWorkflow(name, 'triggers', trigger, 'url');
  const { data, error } = useQuery({
    queryKey: [path, { environment }],
    queryFn: () => get<Wire<HookUrlsModel>>(path, { environment }),
  });
  if (error) {
    return (
      <Text size="sm" c="dimmed" role="alert">
        Its address cannot be shown: {describe(error)}.
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {data?.urls.map(({ kind, methods, url }) => (
        <Group key={kind + url} gap="xs" wrap="nowrap">
          <Badge variant="default" tt="none" miw={60}>
            {kind}
          </Badge>
          <Text size="xs" c="dimmed" flex="none">
            {methods.join(' ')}
          </Text>
          <Text component="span" className="mono" truncate title={url} miw={0}>
            {url}
          </Text>
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button
                size="compact-xs"
                variant="subtle"
                flex="none"
                onClick={copy}
                aria-label={`Copy the ${kind} address of ${trigger}`}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      ))}
    </Stack>
  );
}
