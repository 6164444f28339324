/**
 * What is compared: two sides, in the order they run. The ratio is the second one's `figure` over the first one's, and
 * `goal` says what it should be. A side makes its database with `seed`, or works on one with `rows` finished executions,
 * and starts its programs; `redis` says whether they are given one. `memoryMib`: most that Signet's processes may take.
 */
import { bareHttp, floor } from './floor/start.mjs';
import { measurePages } from './pages/measure-pages.mjs';
import { signet, signetApiOn, signetOn, signetWeb, signetWithWorkers } from './signet/start.mjs';
import { fullLoad, halfRate, paced } from './under-load.mjs';

const FINISHED = { figure: 'finishedPerSecond', goal: { atLeast: 0.75 }, memoryMib: 400, measure: fullLoad };
/** Rows of history that a list of executions is compared with. */
const FEW_ROWS = 10_000;
/** Events a second that two workers fall behind by a little, each with one user under way that takes 40 ms and more. */
const MORE_THAN_TWO_WORKERS = 55;

export const SCENARIOS = [
  {
    ...FINISHED,
    name: 'finished-redis',
    what: 'signed events, three tasks each, finished executions/s; doorbell over Redis',
    redis: true,
    sides: { floor, signet },
  },
  {
    ...FINISHED,
    name: 'finished-ledger',
    what: 'the same without Redis: workers claim from Postgres alone',
    redis: false,
    sides: { floor, signet },
  },
  {
    name: 'accepted',
    what: 'accepted events/s with no worker; the floor is node:http, the body and its HMAC, and nothing kept',
    redis: true,
    figure: 'acceptedPerSecond',
    goal: { atLeast: 0.35 },
    measure: fullLoad,
    sides: { floor: bareHttp, signet: signetWeb },
  },
  {
    name: 'half-rate',
    what: 'p99 of acceptance at half of the rate each side sustains, or at --rate; an open loop',
    redis: true,
    figure: 'p99',
    goal: { atMost: 1.5 },
    measure: halfRate,
    sides: { floor, signet },
  },
  {
    name: 'two-workers',
    what: 'one worker and two, when users are kept in a SCIM directory that takes 20 ms a call; WORKER_CONCURRENCY=2',
    redis: true,
    figure: 'finishedPerSecond',
    goal: { atLeast: 1.9 },
    measure: paced(MORE_THAN_TWO_WORKERS),
    sides: { one: signetWithWorkers(1), two: signetWithWorkers(2) },
  },
  {
    name: 'history',
    what: 'finished executions/s on an empty ledger, and on one with --history finished executions',
    redis: true,
    figure: 'finishedPerSecond',
    goal: { atLeast: 0.9 },
    measure: fullLoad,
    sides: { empty: signet, history: signetOn(({ history }) => history) },
  },
  {
    name: 'lists',
    what: 'p99 of a page of executions by each filter of the API, on 10,000 finished executions and on --history',
    redis: false,
    figure: 'pages',
    goal: { atMost: 2 },
    measure: measurePages,
    sides: { few: signetApiOn(() => FEW_ROWS), history: signetApiOn(({ history }) => history) },
  },
];

/** Whether a side of it works on a ledger with `--history` finished executions. */
export const hasHistory = ({ sides }) => Object.values(sides).some(({ rows }) => rows);
