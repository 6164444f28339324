import { AppError } from '../errors/app-error.js';
const FIRST_MS = 1000;
const LONGEST_MS = 300_000;
/**
 * How long to wait after the `failures`-th failed poll in a row: doubled each time up to five minutes, of which half to
 * all, so that receivers do not return together; never shorter than the transmitter asks for.
 */
export function pauseAfter(error, failures, random) {
    const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
    const asked = error instanceof AppError ? error.details['retryAfterSeconds'] : undefined;
    return Math.max(full * (0.5 + random() / 2), typeof asked === 'number' ? asked * 1000 : 0);
}
//# sourceMappingURL=poll-pause.js.map