import { Anchor, Code, Drawer, Select, Text } from '@mantine/core';
import { Link } from 'react-router';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { type Approval, STATUSES } from './approval';
import { ApprovalDetails } from './ApprovalDetails';

const EVERY_MS = 5000;

const COLUMNS: readonly Column<Approval>[] = [
  { title: 'Status', cell: ({ status, outcome }) => <Status status={outcome ?? status} /> },
  {
    title: 'Asks',
    cell: ({ id, status, message }) => (
      <Anchor component={Link} to={detailsOf(id, status)} size="sm" className="wrap">
        {message}
      </Anchor>
    ),
  },
  {
    title: 'Workflow',
    cell: ({ workflow, task, environment }) => (
      <>
        {workflow}
        <Text size="xs" c="dimmed">
          {task}, {environment}
        </Text>
      </>
    ),
  },
  { title: 'Subject', cell: ({ subject }) => <span className="mono wrap">{subject}</span> },
  { title: 'Executions', cell: ({ executions }) => executions },
  { title: 'Asked', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    title: 'Until',
    cell: ({ expiresAt, decidedAt, decidedBy }) =>
      decidedAt === null ? (
        <Moment at={expiresAt} />
      ) : (
        <>
          <Moment at={decidedAt} />
          <Text size="xs" c="dimmed">
            by {decidedBy}
          </Text>
        </>
      ),
  },
];

/** Decisions that executions wait for. */
export function Component() {
  const [filter, set] = useFilters(['status', 'approval']);
  const status = filter.status === '' ? 'open' : filter.status;
  return (
    <Page title="Approvals">
      <Select
        label="Status"
        size="xs"
        maw={200}
        allowDeselect={false}
        data={STATUSES}
        value={status}
        onChange={(value) => set('status', value === 'open' ? null : value)}
      />
      <List
        label="Approvals"
        path={api.approvals}
        filter={{ status }}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        everyMs={EVERY_MS}
        empty={
          status === 'open' ? (
            <>
              Nobody has to decide anything. A task of type <Code>approval</Code> asks.
            </>
          ) : (
            'No approval is like that.'
          )
        }
      />
      <Drawer
        opened={filter.approval !== ''}
        onClose={() => set('approval', null)}
        title="Approval"
        position="right"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {filter.approval !== '' && <ApprovalDetails key={filter.approval} id={filter.approval} />}
      </Drawer>
    </Page>
  );
}

function detailsOf(id: string, status: string): string {
  return withQuery(pages.approvals, { status: status === 'open' ? null : status, approval: id });
}
