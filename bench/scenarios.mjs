/**
 * What is compared. `sides` start the processes under load; `redis` says whether they are given one; `goal` is the
 * least ratio of `figure`, Signet's over the floor's.
 */
import { startBareHttp, startFloor } from './floor/start.mjs';
import { startSignet, startSignetWeb } from './signet/start.mjs';

export const SCENARIOS = [
  {
    name: 'finished-redis',
    what: 'signed events, three tasks each, finished executions/s; doorbell over Redis',
    redis: true,
    figure: 'finishedPerSecond',
    goal: 0.75,
    sides: { floor: startFloor, signet: startSignet },
  },
  {
    name: 'finished-ledger',
    what: 'the same without Redis: workers claim from Postgres alone',
    redis: false,
    figure: 'finishedPerSecond',
    goal: 0.75,
    sides: { floor: startFloor, signet: startSignet },
  },
  {
    name: 'accepted',
    what: 'accepted events/s with no worker; the floor is node:http, the body and its HMAC, and nothing kept',
    redis: true,
    figure: 'acceptedPerSecond',
    goal: 0.35,
    sides: { floor: startBareHttp, signet: startSignetWeb },
  },
];
