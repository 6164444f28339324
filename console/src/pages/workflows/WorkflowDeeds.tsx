import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { post, remove, withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';
import { useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { nameOf, useWorkflowDeed, type Workflow } from './workflow';

interface WorkflowDeedsParts {
  readonly workflow: Workflow;
  readonly environment: string;
}

/** What can be done with a workflow as a whole, by who may. */
export function WorkflowDeeds({ workflow, environment }: WorkflowDeedsParts) {
  const mayChange = useMay('author');
  const mayTry = useMay('author', 'operator');
  const name = nameOf(workflow);
  const query = { environment: environment === USUAL_ENVIRONMENT ? null : environment };
  const address = withQuery(pages.editWorkflow(name), query);
  return (
    <>
      {mayTry && (
        <Button component={Link} to={address} size="xs" variant="light">
          {mayChange ? 'Edit' : 'Try a draft'}
        </Button>
      )}
      {mayChange && workflow.revision !== null && (
        <EnableDeed workflow={workflow} environment={environment} />
      )}
      {mayChange && <DeleteDeed name={name} />}
    </>
  );
}

function EnableDeed({ workflow, environment }: WorkflowDeedsParts) {
  const name = nameOf(workflow);
  const turn = useWorkflowDeed((deed: 'enable' | 'disable') =>
    post(api.ofWorkflow(name, deed), undefined, { environment }),
  );
  return workflow.enabled ? (
    <Ask
      label="Disable"
      color="orange"
      question={`Nothing will start ${name} in ${environment}. What runs goes on.`}
      isPending={turn.isPending}
      onYes={() => turn.mutate('disable')}
    />
  ) : (
    <Button size="xs" variant="light" loading={turn.isPending} onClick={() => turn.mutate('enable')}>
      Enable
    </Button>
  );
}

function DeleteDeed({ name }: { name: string }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => remove(api.workflow(name)),
    onSuccess: async () => {
      await navigate(pages.workflows);
      await queries.invalidateQueries({ queryKey: [api.workflows] });
    },
  });
  return (
    <Ask
      label="Delete"
      color="red"
      question={`Nothing will start ${name} any more, in any environment. Its revisions and executions stay to be seen, and it can be restored.`}
      isPending={take.isPending}
      onYes={() => take.mutate()}
    />
  );
}
