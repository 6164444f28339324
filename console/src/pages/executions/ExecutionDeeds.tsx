import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ReplayModel } from '../../../../src/admin/dead-letters/dead-letters.dto.js';
import { post } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { useMay } from '../../session/caller';
import { Ask } from '../../ui/Ask';
import { LetterDeeds } from '../dead-letters/LetterDeeds';
import { type Execution, readAgain, type TaskRun } from './execution';
import { isOver } from './statuses';
import { isLooped } from './timeline';

/** What an operator can do about it, as it stands. */
export function ExecutionDeeds({ execution }: { execution: Execution }) {
  if (!useMay('operator')) {
    return null;
  }
  return isOver(execution.status) ? (
    <EndedDeeds execution={execution} />
  ) : (
    <OpenDeeds execution={execution} />
  );
}

function OpenDeeds({ execution: { id, status } }: { execution: Execution }) {
  const queries = useQueryClient();
  const control = useMutation({
    mutationFn: (verb: 'cancel' | 'pause' | 'resume') => post(api.control(id, verb)),
    onSuccess: () => readAgain(queries, [id]),
  });
  return (
    <>
      {status === 'paused' ? (
        <Ask
          label="Resume"
          question="It goes on where it stands."
          isPending={control.isPending}
          onYes={() => control.mutate('resume')}
        />
      ) : (
        <Ask
          label="Pause"
          question="No further task begins until it is resumed. Calls under way end first. Later executions of its lane wait behind it."
          isPending={control.isPending}
          onYes={() => control.mutate('pause')}
        />
      )}
      <Ask
        label="Cancel"
        color="red"
        question="It ends: calls under way are cut off, though they may have reached their target. What stands in finally still runs. That cannot be taken back."
        isPending={control.isPending}
        onYes={() => control.mutate('cancel')}
      />
    </>
  );
}

function EndedDeeds({ execution }: { execution: Execution }) {
  const { deadLetter } = execution;
  return (
    <>
      <Restart execution={execution} />
      {deadLetter && <LetterDeeds letter={deadLetter} />}
    </>
  );
}

function Restart({ execution: { id, taskRuns, deadLetter } }: { execution: Execution }) {
  const [from, setFrom] = useState<string | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const restart = useMutation({
    mutationFn: () => post<Wire<ReplayModel>>(api.control(id, 'restart'), from === null ? {} : { from }),
    onSuccess: async (made) => {
      await readAgain(queries, [id]);
      await navigate(pages.execution(made.execution));
    },
  });
  return (
    <Ask
      label="Restart"
      question={
        deadLetter?.status === 'open'
          ? 'It runs again for the same event and revision, as another execution. The dead letter is closed.'
          : 'It runs again for the same event and revision, as another execution.'
      }
      isPending={restart.isPending}
      onYes={() => restart.mutate()}
    >
      <Select
        label="Begin with"
        description="What stands before the task and ended well is taken over. Not inside a loop: begin with the loop."
        placeholder="The start: everything runs again"
        clearable
        searchable
        data={namesOf(taskRuns)}
        value={from}
        onChange={setFrom}
      />
    </Ask>
  );
}

/** Of tasks that ran and that one can begin with; those of `errors` and `finally` the API refuses. */
function namesOf(runs: readonly TaskRun[]): string[] {
  return runs.filter((run) => !isLooped(run)).map(({ task }) => task);
}
