import { Anchor, Badge, Button, Checkbox, Drawer, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AuditModel } from '../../../../src/admin/audit/audit.dto.js';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useCaller, useMay } from '../../session/caller';
import { FilterText } from '../../ui/FilterText';
import { FilterTime } from '../../ui/FilterTime';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import { useFilters } from '../../ui/use-filters';
import { AuditEntry, Place } from './AuditEntry';
import { Proof } from './Proof';

type Entry = Wire<AuditModel>;

const NAMES = ['subject', 'execution', 'verb', 'deeds', 'from', 'to'] as const;
const EVERY_MS = 10_000;
/** For names that may be long, so that short ones are not broken. */
const WIDE_ENOUGH = 130;

const columnsOf = (show: (entry: Entry) => void): readonly Column<Entry>[] => [
  { title: 'At', cell: ({ at }) => <Moment at={at} /> },
  {
    title: 'Verb',
    cell: (entry) => (
      <Button size="compact-xs" variant="subtle" onClick={() => show(entry)}>
        {entry.verb}
      </Button>
    ),
  },
  {
    title: 'Actor',
    cell: ({ actor, fault }) =>
      fault === null ? (
        <Text size="sm" className="wrap" miw={WIDE_ENOUGH}>
          {actor}
        </Text>
      ) : (
        <Badge color="red" tt="none">
          not as it was written
        </Badge>
      ),
  },
  {
    title: 'Subject',
    cell: ({ subject }) => (
      <Text className="mono wrap" miw={WIDE_ENOUGH}>
        {subject}
      </Text>
    ),
  },
  {
    title: 'What',
    cell: ({ message, execution }) => (
      <>
        <Text size="sm" className="wrap" lineClamp={2}>
          {message ?? 'its private part is gone'}
        </Text>
        {execution !== null && (
          <Anchor component={Link} to={pages.execution(execution)} size="xs">
            execution
          </Anchor>
        )}
      </>
    ),
  },
  { title: 'Place', cell: ({ place }) => <Place place={place} /> },
];

/** What was done, by whom, to what, and what proves that nobody changed it since. */
export function Component() {
  const [filter, set] = useFilters(NAMES);
  const [shown, show] = useState<Entry | null>(null);
  const { namespaces } = useCaller();
  const mayRead = useMay('auditor');
  const isLimited = namespaces.length > 0 && filter.execution === '';
  if (!mayRead) {
    return (
      <Page title="Audit log">
        <Text c="dimmed">The audit log is for auditors: ask for a token of that role.</Text>
      </Page>
    );
  }
  const field = (name: (typeof NAMES)[number], label: string, placeholder?: string) => (
    <FilterText
      label={label}
      value={filter[name]}
      onChange={(value) => set(name, value)}
      {...(placeholder !== undefined && { placeholder })}
    />
  );
  return (
    <Page title="Audit log">
      <Proof subject={filter.subject} execution={filter.execution} />
      <Group align="flex-end" gap="xs">
        {field('subject', 'Subject', 'a user, or source:name')}
        {field('execution', 'Execution', 'its id')}
        {field('verb', 'Verb', 'user.update')}
        <FilterTime label="From" value={filter.from} onChange={(value) => set('from', value)} />
        <FilterTime label="To" value={filter.to} onChange={(value) => set('to', value)} />
        <Checkbox
          label="Deeds of people and programs alone"
          size="xs"
          mb={7}
          checked={filter.deeds === 'true'}
          onChange={({ currentTarget }) => set('deeds', currentTarget.checked ? 'true' : null)}
        />
      </Group>
      {isLimited ? (
        <Text c="dimmed">This token is limited to namespaces: say which execution.</Text>
      ) : (
        <List
          label="Audit entries"
          path={api.auditEntries}
          filter={{ ...filter, place: true }}
          columns={columnsOf(show)}
          keyOf={({ id }) => id}
          everyMs={EVERY_MS}
          empty="No audit entry is like that."
        />
      )}
      <Drawer
        opened={shown !== null}
        onClose={() => show(null)}
        title="Audit entry"
        position="right"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown && <AuditEntry entry={shown} />}
      </Drawer>
    </Page>
  );
}
