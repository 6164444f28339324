/** Starts the load generator and talks to it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GENERATOR = fileURLToPath(new URL('generator.mjs', import.meta.url));

/** A generator: `ask(message)` resolves with its answer, `stop()` ends it. */
export function startGenerator() {
  const child = fork(GENERATOR, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = (message) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the load generator ended'));
      child.once('exit', ended);
      child.once('message', ({ result, error }) => {
        child.off('exit', ended);
        if (error === undefined) {
          resolve(result);
        } else {
          reject(new Error(error));
        }
      });
      child.send(message);
    });
  return { ask, stop: () => child.disconnect() };
}
