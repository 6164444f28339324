import { toneOf } from './style.js';
/** Asks for it, and shows how the execution stands then; what runs takes it up a moment later. */
export function control(verb) {
    return async (session, id) => {
        const api = await session.api();
        const now = await api.post(`/executions/${encodeURIComponent(id)}/${verb}`);
        session.show(now, () => `${verb} ${id}: ${session.style(toneOf(now.status), now.status)}`);
    };
}
export async function restart(session, id, { from }) {
    const api = await session.api();
    const answer = await api.post(`/executions/${encodeURIComponent(id)}/restart`, { from });
    session.show(answer, () => `${id} runs again as execution ${answer.execution}`);
}
//# sourceMappingURL=control-execution.js.map