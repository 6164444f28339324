/** Filters of the list of executions (`GET /api/v1/executions`), each with values that change from page to page. */
import { FLOWS, subjectsOf, TEAMS, TYPES, WEEKS } from '../history/rows.mjs';

const DAY_MS = 86_400_000;

/** Query parameters of the nth page of each filter, on a ledger with so many executions. */
export function filtersOf(rows) {
  const subject = (n) => `user-${String((n * 7919) % subjectsOf(rows)).padStart(6, '0')}`;
  const flow = (n) => `history/flow-${n % FLOWS}`;
  const type = (n) => `history.type-${n % TYPES}`;
  const label = (n) => `team:team-${n % TEAMS}`;
  const past = (n) => Date.now() - (2 + ((n * 7919) % (WEEKS * 7 - 7))) * DAY_MS;
  const day = (n) => ({ from: instant(past(n) - DAY_MS), to: instant(past(n)) });
  const deep = (n) => ({ cursor: cursorAt(past(n)) });
  return {
    'no filter': () => ({}),
    subject: (n) => ({ subject: subject(n) }),
    type: (n) => ({ type: type(n) }),
    workflow: (n) => ({ workflow: flow(n) }),
    environment: () => ({ environment: 'staging' }),
    label: (n) => ({ label: label(n) }),
    'status succeeded': () => ({ status: 'succeeded' }),
    'status dead': () => ({ status: 'dead' }),
    'status running': () => ({ status: 'running' }),
    'a day': day,
    'deep cursor': deep,
    'subject, status': (n) => ({ subject: subject(n), status: 'succeeded' }),
    'subject, workflow': (n) => ({ subject: subject(n), workflow: flow(n) }),
    'type, status dead': (n) => ({ type: type(n), status: 'dead' }),
    'workflow, status dead': (n) => ({ workflow: flow(n), status: 'dead' }),
    'workflow, type': (n) => ({ workflow: flow(n), type: type(n) }),
    'workflow, a type it never had': (n) => ({ workflow: flow(n), type: type(n + 1) }),
    'label, status dead': (n) => ({ label: label(n), status: 'dead' }),
    'environment, status dead': () => ({ environment: 'staging', status: 'dead' }),
    'a day, type': (n) => ({ ...day(n), type: type(n) }),
    'a day, status dead': (n) => ({ ...day(n), status: 'dead' }),
    'deep cursor, subject': (n) => ({ ...deep(n), subject: subject(n) }),
    'deep cursor, type': (n) => ({ ...deep(n), type: type(n) }),
    'deep cursor, workflow': (n) => ({ ...deep(n), workflow: flow(n) }),
    'deep cursor, status dead': (n) => ({ ...deep(n), status: 'dead' }),
  };
}

const instant = (ms) => new Date(ms).toISOString();

/** As if a page had ended with an execution of that time. */
function cursorAt(ms) {
  const hex = ms.toString(16).padStart(12, '0');
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
  return Buffer.from(id).toString('base64url');
}
