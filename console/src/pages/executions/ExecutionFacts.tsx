import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { withQuery } from '../../api/client';
import { Facts } from '../../ui/Facts';
import { Moment } from '../../ui/Moment';
import type { Execution } from './execution';
import { parentOf } from './family';
import { Duration } from './Duration';

/** What ran, for whom, and when. */
export function ExecutionFacts({ execution }: { execution: Execution }) {
  const { workflow, revision, eventType, subject, environment, trigger, attempt } = execution;
  const { acceptedAt, startedAt, finishedAt, dueAt } = execution;
  const parent = parentOf(execution);
  return (
    <Facts
      label="Execution"
      facts={[
        [
          'Workflow',
          <Anchor key="workflow" component={Link} to={pages.workflow(workflow)} size="sm">
            {workflow}@{revision}
          </Anchor>,
        ],
        ['Trigger', trigger],
        ['Event type', eventType],
        [
          'Subject',
          subject === null ? null : (
            <Anchor component={Link} to={withQuery(pages.executions, { subject })} size="sm" className="mono">
              {subject}
            </Anchor>
          ),
        ],
        ['Environment', environment],
        [
          'Caused by',
          parent === null ? null : (
            <Anchor component={Link} to={pages.execution(parent)} size="sm">
              the execution before it
            </Anchor>
          ),
        ],
        ['Accepted', <Moment key="accepted" at={acceptedAt} />],
        ['Started', startedAt && <Moment at={startedAt} />],
        ['Finished', finishedAt && <Moment at={finishedAt} />],
        ['Goes on', finishedAt === null && dueAt !== null ? <Moment at={dueAt} /> : null],
        ['Took', startedAt && <Duration execution={execution} />],
        ['Tries', attempt],
      ]}
    />
  );
}
