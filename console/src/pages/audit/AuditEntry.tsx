import { Alert, Anchor, Badge, Stack } from '@mantine/core';
import { Link } from 'react-router';
import type { AuditModel } from '../../../../src/admin/audit/audit.dto.js';
import { pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { FactTable } from '../../ui/FactTable';
import { Json } from '../../ui/Json';

type Entry = Wire<AuditModel>;

/** One entry of the log, with all that is in it. */
export function AuditEntry({ entry }: { entry: Entry }) {
  const { fault, execution, outcome, details, erased } = entry;
  return (
    <Stack>
      {fault !== null && (
        <Alert color="red" title="This row is not what Signet wrote">
          {fault}
        </Alert>
      )}
      <FactTable
        label="Audit entry"
        facts={[
          ['Verb', entry.verb],
          ['At', entry.at],
          ['Actor', entry.actor],
          ['Subject', entry.subject],
          ['Message', erased ? 'erased, with all that named somebody' : entry.message],
          [
            'Execution',
            execution && (
              <Anchor component={Link} to={pages.execution(execution)} size="sm" className="mono">
                {execution}
              </Anchor>
            ),
          ],
          ['Task', entry.task],
          ['Outcome', isThere(outcome) && <Json label="outcome" value={outcome} />],
          ['Details', isThere(details) && <Json label="details" value={details} />],
          ['Place', <Place key="place" place={entry.place} />],
          [
            'Leaf',
            <span key="leaf" className="mono wrap">
              {entry.leafHash}
            </span>,
          ],
          [
            'Id',
            <span key="id" className="mono">
              {entry.id}
            </span>,
          ],
        ]}
      />
    </Stack>
  );
}

const LOOK = {
  waiting: { color: 'gray', title: 'It is in no checkpoint yet.' },
  refused: { color: 'red', title: 'It is in the table, and not of our making.' },
};

/** Its number in the tree, or why it has none. */
export function Place({ place }: { place: Entry['place'] }) {
  if (place === undefined) {
    return null;
  }
  if (place.number !== null) {
    return <span className="mono">{place.number}</span>;
  }
  const { color, title } = place.state === 'refused' ? LOOK.refused : LOOK.waiting;
  return (
    <Badge variant="light" tt="none" color={color} title={title}>
      {place.state}
    </Badge>
  );
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;
