import { Anchor, Blockquote, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../../api/client';
import { api, pages } from '../../api/paths';
import { useCaller, useMay } from '../../session/caller';
import { FactTable } from '../../ui/FactTable';
import { Json } from '../../ui/Json';
import { Loaded } from '../../ui/Loaded';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { type Approval, decidersText, mayDecide } from './approval';
import { ApprovalLinks } from './ApprovalLinks';
import { DecideForm } from './DecideForm';

const EVERY_MS = 5000;

/** One approval: what is asked, by what, and the answer, given or to be given. */
export function ApprovalDetails({ id }: { id: string }) {
  const query = useQuery({
    queryKey: [api.approval(id)],
    queryFn: () => get<Approval>(api.approval(id)),
    refetchInterval: EVERY_MS,
  });
  return <Loaded query={query}>{(approval) => <Details approval={approval} />}</Loaded>;
}

function Details({ approval }: { approval: Approval }) {
  const caller = useCaller();
  const mayLink = useMay('operator');
  const { status, workflow, execution, outcome, answers } = approval;
  const isOpen = status === 'open';
  const may = mayDecide(caller, approval);
  return (
    <Stack>
      <Blockquote p="md" className="wrap">
        {approval.message}
      </Blockquote>
      <FactTable
        label="Approval"
        facts={[
          ['Status', <Status key="status" status={status} />],
          [
            'Workflow',
            <Anchor key="workflow" component={Link} to={pages.workflow(workflow)} size="sm">
              {workflow}
            </Anchor>,
          ],
          ['Task', approval.kind === 'blast_radius' ? 'its blast radius' : approval.task],
          [
            'Execution',
            <Anchor
              key="execution"
              component={Link}
              to={pages.execution(execution)}
              size="sm"
              className="mono"
            >
              {execution}
            </Anchor>,
          ],
          ['Waiting', approval.executions > 1 ? `${approval.executions} executions` : null],
          ['Subject', approval.subject],
          ['Environment', approval.environment],
          ['Asked', <Moment key="asked" at={approval.createdAt} />],
          [isOpen ? 'Until' : 'Was open until', <Moment key="until" at={approval.expiresAt} />],
          ['May decide', decidersText(approval)],
          ['Outcome', outcome && <Status key="outcome" status={outcome} />],
          ['Decided by', approval.decidedBy],
          ['Decided', approval.decidedAt && <Moment key="decided" at={approval.decidedAt} />],
          [
            'Fields',
            answers && Object.keys(answers).length > 0 && (
              <Json key="answers" label="fields" value={answers} />
            ),
          ],
        ]}
      />
      {isOpen && may && <DecideForm approval={approval} />}
      {isOpen && may && mayLink && approval.link && <ApprovalLinks approval={approval} />}
    </Stack>
  );
}
