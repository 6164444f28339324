/** Waits until a sample is captured, or its time is over. */
import { setTimeout as delay } from 'node:timers/promises';
const PAUSE_MS = 500;
/** On a terminal the seconds count down on one line of stderr. */
export async function followSample(session, begun, look) {
    const { stdout, stderr } = session.shell;
    const isSeen = stdout.isTTY === true && !session.json;
    let sample = begun;
    while (sample.state === 'listening') {
        if (isSeen) {
            stderr.write(`\rwaiting, ${String(sample.secondsLeft).padStart(3)} s left `);
        }
        await delay(PAUSE_MS);
        sample = await look();
    }
    if (isSeen) {
        stderr.write('\r\u001B[K');
    }
    return sample;
}
//# sourceMappingURL=follow-sample.js.map