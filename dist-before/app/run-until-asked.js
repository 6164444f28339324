/**
 * Starts and runs until SIGINT or SIGTERM, then stops in order. Who is asked during the start does not wait for it to come
 * to its end: `start` is told by the signal it is given. Later signals change nothing, the stop is under way.
 */
export async function runUntilAsked(start) {
    const asked = new AbortController();
    const wasAsked = new Promise((resolve) => asked.signal.addEventListener('abort', resolve));
    process.on('SIGTERM', () => asked.abort());
    process.on('SIGINT', () => asked.abort());
    const running = await start(asked.signal).catch((error) => {
        if (asked.signal.aborted) {
            return null; // whatever it was in the middle of is nobody's matter any more
        }
        throw error;
    });
    if (running) {
        await wasAsked;
        setTimeout(() => process.exit(1), running.stopWithinMs).unref(); // whatever hangs
        await running.stop();
    }
}
/** What comes of `work`, unless `asked` is aborted first: then it rejects, and nobody waits for the work. */
export async function unlessAsked(work, asked) {
    asked?.throwIfAborted();
    const given = new AbortController();
    const wasAsked = new Promise((_resolve, reject) => {
        asked?.addEventListener('abort', () => reject(asked.reason), { signal: given.signal });
    });
    return Promise.race([work(), wasAsked]).finally(() => given.abort());
}
//# sourceMappingURL=run-until-asked.js.map