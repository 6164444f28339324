import { Button, Group } from '@mantine/core';
import type { RevisionModel } from '../../../../../src/admin/workflows/workflows.dto.js';
import { api } from '../../../api/paths';
import type { Wire } from '../../../api/wire';
import { useMay } from '../../../session/caller';
import { type Column, List } from '../../../ui/List';
import { Moment } from '../../../ui/Moment';
import { useFilters } from '../../../ui/use-filters';
import { compareText } from './compare';
import { Deploy } from './Deploy';
import type { Deployment } from './RevisionsTab';

type Revision = Wire<RevisionModel>;

interface RevisionListParts {
  readonly name: string;
  readonly deployments: readonly Deployment[];
  readonly environment: string;
}

/** All revisions, newest first. */
export function RevisionList(parts: RevisionListParts) {
  return (
    <List
      label="Revisions"
      path={api.ofWorkflow(parts.name, 'revisions')}
      columns={columnsOf(parts)}
      keyOf={({ number }) => String(number)}
      empty="There is no revision."
    />
  );
}

function columnsOf(parts: RevisionListParts): readonly Column<Revision>[] {
  return [
    { title: 'Revision', cell: ({ number }) => number },
    { title: 'Runs in', cell: ({ environments = [] }) => environments.join(', ') },
    { title: 'Saved', cell: ({ createdAt }) => <Moment at={createdAt} /> },
    { title: 'By', cell: ({ createdBy }) => createdBy },
    { title: 'What can be done', cell: ({ number }) => <RevisionDeeds {...parts} number={number} /> },
  ];
}

function RevisionDeeds({ number, ...parts }: RevisionListParts & { readonly number: number }) {
  const mayChange = useMay('author');
  const [, set] = useFilters(['compare']);
  return (
    <Group gap="xs">
      {number > 1 && (
        <Button
          size="xs"
          variant="default"
          onClick={() => set('compare', compareText({ from: number - 1, to: number }))}
        >
          Changes
        </Button>
      )}
      {mayChange && <Deploy {...parts} number={number} />}
    </Group>
  );
}
