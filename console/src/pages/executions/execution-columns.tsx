import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ExecutionModel } from '../../../../src/admin/executions/executions.dto.js';
import { withQuery } from '../../api/client';
import { pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import type { Column } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { Duration } from './Duration';
import { ExecutionLink } from './ExecutionLink';

type Execution = Wire<ExecutionModel>;

/** Of lists of executions. */
export const EXECUTION_COLUMNS: readonly Column<Execution>[] = [
  { title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    title: 'Workflow',
    cell: (execution) => (
      <ExecutionLink id={execution.id} of={execution}>
        {execution.test && (
          <Badge variant="outline" color="grape" tt="none">
            test
          </Badge>
        )}
      </ExecutionLink>
    ),
  },
  { title: 'Event', cell: ({ eventType }) => <span className="wrap">{eventType}</span> },
  {
    title: 'Subject',
    cell: ({ subject, erasedAt }) =>
      subject === null ? (
        erasedAt && (
          <Text size="sm" c="dimmed">
            erased
          </Text>
        )
      ) : (
        <Anchor
          component={Link}
          to={withQuery(pages.executions, { subject })}
          size="sm"
          c="inherit"
          className="mono wrap"
        >
          {subject}
        </Anchor>
      ),
  },
  { title: 'Accepted', cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
  { title: 'Took', cell: (execution) => <Duration execution={execution} /> },
  { title: 'Tries', cell: ({ attempt }) => attempt },
];
