import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { useWorkflowDeed } from './workflow';

/** Brings a workflow back that was taken away; it is deployed nowhere then. */
export function RestoreButton({ name }: { name: string }) {
  const restore = useWorkflowDeed(
    () => post(api.ofWorkflow(name, 'restore')),
    () => notifications.show({ message: `${name} is back. It is deployed nowhere: deploy a revision.` }),
  );
  return (
    <Button
      size="compact-xs"
      variant="light"
      loading={restore.isPending}
      onClick={() => restore.mutate()}
      aria-label={`Restore ${name}`}
    >
      Restore
    </Button>
  );
}
