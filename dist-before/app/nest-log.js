/** Nest's own lines, as ours: its chatter about routes and modules is DEBUG. */
export class NestLog {
    logger;
    constructor(logger) {
        this.logger = logger;
    }
    log(message, ...context) {
        this.logger.debug({ message: String(message), context: context.at(-1) });
    }
    error(message, ...context) {
        this.logger.error({ message: String(message), context: context.at(-1) });
    }
    warn(message, ...context) {
        this.logger.warn({ message: String(message), context: context.at(-1) });
    }
    debug(message) {
        this.logger.trace({ message: String(message) });
    }
}
//# sourceMappingURL=nest-log.js.map