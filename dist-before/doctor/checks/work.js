import { counted, fail, ok, warn } from '../finding.js';
const LATE_SECONDS = 60;
const STANDING_SECONDS = 600;
export function checkDue({ oldestDueSeconds }) {
    const seen = oldestDueSeconds === 0
        ? 'nothing is due'
        : `the oldest is due since ${counted(Math.round(oldestDueSeconds), 'second')}`;
    const todo = 'see that workers run and are ready, then add more of them';
    if (oldestDueSeconds < LATE_SECONDS) {
        return ok('work due', seen);
    }
    return (oldestDueSeconds < STANDING_SECONDS ? warn : fail)('work due', seen, todo);
}
export function checkLeases({ stuckLeases }) {
    return stuckLeases === 0
        ? ok('leases', 'none has run out unnoticed')
        : fail('leases', `${counted(stuckLeases, 'execution')} with a lease that ran out more than a minute ago`, 'any worker takes them over: see that one runs and reaches Postgres');
}
export function checkDeadLetters({ openDeadLetters }) {
    return openDeadLetters === 0
        ? ok('dead letters', 'none open')
        : warn('dead letters', `${openDeadLetters} open`, 'read their reasons (signet dead-letters list), mend, then replay or discard them');
}
//# sourceMappingURL=work.js.map