import { Alert, Button, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { CurlModel } from '../../../../../src/admin/triggers/triggers.dto.js';
import { post } from '../../../api/client';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { Json } from '../../../ui/Json';
import type { TriggerPlace } from './TriggerCard';

/** A command that delivers to the trigger. It may hold what opens the hook: made when asked for, forgotten when closed. */
export function ReadyCurl({ place: { name, trigger, environment } }: { place: TriggerPlace }) {
  const make = useMutation({
    gcTime: 0,
    mutationFn: () =>
      post<Wire<CurlModel>>(api.ofWorkflow(name, 'triggers', trigger, 'curl'), { environment }),
  });
  return (
    <>
      <Button size="xs" variant="light" loading={make.isPending} onClick={() => make.mutate()}>
        Ready cURL
      </Button>
      <Modal
        opened={make.data !== undefined}
        onClose={make.reset}
        title={`cURL for ${trigger}`}
        size="xl"
        centered
      >
        {make.data && (
          <Stack>
            {!make.data.ready && (
              <Alert color="yellow" title="It cannot be run as it is">
                <List size="sm">
                  {make.data.notes.map((note) => (
                    <List.Item key={note}>{note}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
            {make.data.ready &&
              make.data.notes.map((note) => (
                <Text key={note} size="sm">
                  {note}
                </Text>
              ))}
            <Text size="sm" c="dimmed">
              It may hold a signature or a key of {environment}. It is not kept: close this and it is gone.
            </Text>
            <Json value={make.data.curl} label="cURL" />
          </Stack>
        )}
      </Modal>
    </>
  );
}
