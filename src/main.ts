import { startSignet } from './app/start.js';
import { ConfigInvalid } from './errors/errors.js';

/** Longest an orderly stop may take before the process is ended all the same. */
const STOP_WITHIN_MS = 10_000;

try {
  const running = await startSignet(process.env);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
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
