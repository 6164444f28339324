/** `signet executions cancel|pause|resume|restart`. */
import type { ExecutionAnswer } from './api-answers.js';
import type { Session } from './session.js';
import { toneOf } from './style.js';

/** Asks for it, and shows how the execution stands then; what runs takes it up a moment later. */
export function control(verb: 'cancel' | 'pause' | 'resume') {
  return async (session: Session, id: string): Promise<void> => {
    const api = await session.api();
    const now = await api.post<Pick<ExecutionAnswer, 'status'>>(
      `/executions/${encodeURIComponent(id)}/${verb}`,
    );
    session.show(now, () => `${verb} ${id}: ${session.style(toneOf(now.status), now.status)}`);
  };
}

export async function restart(session: Session, id: string, { from }: { from?: string }): Promise<void> {
  const api = await session.api();
  const answer = await api.post<{ execution: string; replayOf: string }>(
    `/executions/${encodeURIComponent(id)}/restart`,
    { from },
  );
  session.show(answer, () => `${id} runs again as execution ${answer.execution}`);
}
