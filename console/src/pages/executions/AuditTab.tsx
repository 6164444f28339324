import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { AuditModel } from '../../../../src/admin/audit/audit.dto.js';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import type { Execution } from './execution';
import { RecordNote } from './RecordNote';
import { isOver } from './statuses';

type Entry = Wire<AuditModel>;

const COLUMNS: readonly Column<Entry>[] = [
  { title: 'When', cell: ({ at }) => <Moment at={at} /> },
  { title: 'Verb', cell: ({ verb }) => verb },
  { title: 'Actor', cell: ({ actor }) => <span className="mono wrap">{actor}</span> },
  { title: 'Task', cell: ({ task }) => task },
  {
    title: 'Message',
    cell: ({ message, fault }) => (
      <>
        <span className="wrap">{message}</span>
        {fault !== null && (
          <Text size="sm" c="red">
            {fault}
          </Text>
        )}
      </>
    ),
  },
];

/** What the audit log says of the execution. */
export function AuditTab({ execution }: { execution: Execution }) {
  const { id, status } = execution;
  return (
    <>
      <List
        label="Audit entries"
        path={api.auditEntries}
        filter={{ execution: id }}
        columns={COLUMNS}
        keyOf={(entry) => entry.id}
        everyMs={isOver(status) ? 10_000 : 2000}
        empty="The audit log has no entry of this execution."
      />
      <Group justify="space-between" mt="xs">
        {isOver(status) ? <RecordNote execution={id} /> : <span />}
        <Anchor component={Link} to={withQuery(pages.audit, { execution: id })} size="sm">
          In the audit log
        </Anchor>
      </Group>
    </>
  );
}
