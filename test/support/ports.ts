import { randomInt } from 'node:crypto';
import { isPortFree } from '../../src/embedded/free-port.js';

/** Below what systems give to those who ask for any port, so a server that is away for a moment finds its own again. */
const [FIRST, LAST] = [10_000, 32_000];
/** Where this process looks: hardly ever where another one does. */
let next = randomInt(FIRST, LAST);

/** A TCP port of 127.0.0.1 that nobody listens on right now, another one each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port < LAST ? port + 1 : FIRST;
    if (await isPortFree(port)) {
      return port;
    }
  }
}
