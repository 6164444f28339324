/** What our program says to Postgres, for tests that look at how it is carried out. */
import type { DataSource } from 'typeorm';

export interface Seen {
  /** What it is prepared under, where it is. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface PgClient {
  query(statement: unknown, ...rest: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

type Listener = (seen: Seen, client: PgClient) => void | Promise<void>;

/** From now on `before` is called ahead of every statement on its way to Postgres through `source`, with its connection. */
export function listenIn(source: DataSource, before: Listener): void {
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    const connect = runner.connect.bind(runner);
    runner.connect = async () => listening((await connect()) as PgClient, before);
    return runner;
  };
}

function listening(client: PgClient, before: Listener): PgClient {
  return new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') {
        return member;
      }
      if (name !== 'query') {
        return member.bind(target) as unknown;
      }
      return async (statement: string | Seen, ...rest: unknown[]) => {
        const values = (rest[0] ?? []) as unknown[];
        try {
          await before(typeof statement === 'string' ? { text: statement, values } : statement, target);
        } catch (error) {
          return refuse(error, rest.at(-1));
        }
        return target.query(statement, ...rest);
      };
    },
  });
}

/** Tells whoever asked, by callback or by promise. */
function refuse(error: unknown, done: unknown): void {
  if (typeof done !== 'function') {
    throw error;
  }
  (done as (error: unknown) => void)(error);
}
