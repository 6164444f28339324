import pg from 'pg';

/**
 * A connection whose errors are always heard. Between the pool and the query runner there is a moment in which nobody
 * listens: a server that says goodbye in the packet that says it is ready would end this process.
 */
export class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined); // whoever uses the connection learns of it by what fails
  }
}
