/**
 * A failure that says what it is; the edges decide what to do about it.
 *
 * `retryable` tells the runner whether trying again can help. `details` is safe to log, store and show.
 */
export class AppError extends Error {
    details;
    retryable = false;
    constructor(message, details = {}, options) {
        super(message, options);
        this.details = details;
        this.name = new.target.name;
    }
}
//# sourceMappingURL=app-error.js.map