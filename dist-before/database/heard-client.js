import pg from 'pg';
/** A server that is gone is noticed in some twenty seconds while nothing is asked of it; by default it would take hours. */
export const KEPT_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/**
 * A connection whose errors are always heard, and whose silence is one. Between the pool and the query runner there is a
 * moment in which nobody listens: a server that says goodbye in the packet that says it is ready would end this process.
 */
export class HeardClient extends pg.Client {
    constructor(config) {
        super(config);
        this.on('error', () => undefined); // whoever uses the connection learns of it by what fails
        this.once('connect', () => {
            const { stream } = this.connection; // of TLS by now, where it is used
            stream.setTimeout(config.silenceMs).on('timeout', () => this.giveUp());
        });
    }
    /** A server owes nothing until it is asked, or told goodbye. */
    giveUp() {
        const { stream } = this.connection;
        if (!this.readyForQuery || stream.writableEnded) {
            stream.destroy(new Error('the ledger is silent'));
        }
    }
}
//# sourceMappingURL=heard-client.js.map