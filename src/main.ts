import { startSignet } from './app/start.js';
import { ConfigInvalid } from './errors/errors.js';

try {
  const running = await startSignet(process.env);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), running.stopWithinMs).unref(); // whatever hangs
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  process.stderr.write(`signet could not start: ${describe(error)}\n`);
  process.exit(error instanceof ConfigInvalid ? 2 : 1);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
