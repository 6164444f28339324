import { fail, ok, warn } from '../finding.js';
/** The oldest that Bull's scripts are known to work with, in a version somebody still mends. */
const LEAST_MAJOR = 6;
export function checkRedis(facts) {
    if (facts === null) {
        return ok('redis', 'none configured: workers look for due work every POLL_MS');
    }
    if ('unreachable' in facts) {
        return warn('redis', `cannot be asked: ${facts.unreachable}`, 'nothing is lost, work starts later; see that REDIS_URL is right and that Redis answers');
    }
    if (facts.mode !== null && facts.mode !== 'standalone') {
        return fail('redis', `runs as ${facts.mode}`, 'give REDIS_URL the address of one Redis: neither Cluster nor Sentinel is supported');
    }
    if (facts.writeFault !== null) {
        return fail('redis', `takes no key under REDIS_PREFIX: ${facts.writeFault}`, 'see that REDIS_URL leads to the primary, that it has memory, and that its user may write these keys');
    }
    return Number.parseInt(facts.version, 10) < LEAST_MAJOR
        ? warn('redis', `version ${facts.version}`, `move to Redis ${LEAST_MAJOR} or newer, or Valkey`)
        : ok('redis', `version ${facts.version}`);
}
/** Bull's own keys must not be thrown out one by one: half a job is worse than none. */
export function checkEviction({ policy }) {
    if (policy === null) {
        return warn('redis eviction', 'the server does not tell', 'see that its maxmemory-policy is noeviction');
    }
    return policy === 'noeviction'
        ? ok('redis eviction', policy)
        : fail('redis eviction', policy, 'set maxmemory-policy to noeviction: Bull loses track of jobs whose keys are evicted');
}
//# sourceMappingURL=redis.js.map