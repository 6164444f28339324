/** A whole Signet for a fault test: its ledger, web and worker processes that die and come back, a target. */
import { Client } from 'pg';
import { createTestDatabase, startPostgres } from './database.js';
import { eventually } from './eventually.js';
import { drawSecrets, seedLedger, seedWorkflow, signingSecret } from './fault-seed.js';
import type { FaultSecrets } from './fault-seed.js';
import { FaultTarget } from './fault-target.js';
import { Flood, subjectName } from './flood.js';
import type { FloodOptions } from './flood.js';
import { freePort } from './ports.js';
import { startProgram } from './processes.js';
import type { Ended, Program } from './processes.js';
import { Sender } from './sender.js';

/** Users the events are about. */
const SUBJECTS = 20;
/** Another build than that of the checkout may be put to the test. */
const PROGRAM = process.env['FAULT_PROGRAM'] ?? 'dist/main.js';
/** A lease short enough that a take-over is soon. */
const LEASE_MS = '2000';
const SETTLED_WITHIN_MS = 90_000;
const READY_AGAIN_WITHIN_MS = 10_000;

type Env = Readonly<Record<string, string>>;

/** One member of a deployment: a process now and then, under one name and on one port. */
export class Member {
  /** All that ran under this name, the last is the present one. */
  readonly lives: Program[] = [];

  /** What runs at its next start. */
  script = PROGRAM;

  constructor(
    readonly url: string,
    private readonly env: Env,
  ) {}

  get program(): Program {
    return this.lives.at(-1)!;
  }

  /** Starts it, without waiting until it is ready. */
  launch(): void {
    this.lives.push(startProgram({ command: [this.script], env: this.env }));
  }

  async start(): Promise<void> {
    this.launch();
    await this.program.waitUntilReady(`${this.url}/health/ready`);
  }

  kill(): Promise<Ended> {
    return this.program.kill('SIGKILL');
  }

  /** Asks for an orderly stop. */
  stop(): Promise<Ended> {
    return this.program.kill('SIGTERM');
  }
}

export interface DeploymentOptions {
  readonly random: () => number;
  /** Where Redis is or will be; left out: there is none. */
  readonly redisUrl?: string;
  /** Of all members, over the defaults. */
  readonly env?: Env;
  /** A Postgres of its own, with durable commits, by default; see `sharedLedger`. */
  readonly ledger?: Ledger;
}

/** The Postgres of a deployment, which goes with it. */
export interface Ledger {
  readonly url: string;
  stop(): Promise<void>;
}

/** A database of the whole run's server: quicker, for tests in which Postgres is not at fault. */
export async function sharedLedger(): Promise<Ledger> {
  const database = await createTestDatabase();
  return { url: database.url, stop: () => database.drop() };
}

export class Deployment {
  readonly members: Member[] = [];
  readonly sender: Sender;

  private constructor(
    private readonly options: DeploymentOptions,
    readonly ledger: Ledger,
    readonly target: FaultTarget,
    readonly secrets: FaultSecrets,
    private readonly door: { port: number; address: string },
  ) {
    const url = `http://127.0.0.1:${door.port}/hooks/${door.address}`;
    this.sender = new Sender({ url, key: secrets.signingKey, random: options.random });
  }

  /** Servers and rows; no member yet. */
  static async prepare(options: DeploymentOptions): Promise<Deployment> {
    const secrets = drawSecrets();
    const [ledger, target, port] = await Promise.all([
      options.ledger ?? startPostgres(),
      FaultTarget.start({ token: secrets.targetToken, random: options.random }),
      freePort(),
    ]);
    const subjects = Array.from({ length: SUBJECTS }, (_, index) => subjectName(index));
    const address = await withClient(ledger.url, (client) =>
      seedLedger(client, secrets, { targetUrl: target.url, subjects }),
    );
    return new Deployment(options, ledger, target, secrets, { port, address });
  }

  /** The member senders reach. `role` is `web` or `all`. */
  addDoor(role: 'web' | 'all' = 'web', env: Env = {}): Member {
    return this.add(role, this.door.port, env);
  }

  async addWorker(env: Env = {}): Promise<Member> {
    return this.add('worker', await freePort(), env);
  }

  /** One more door, for a while or beside the first: whoever stands in front sends each try to another of them. */
  async addAnotherDoor(): Promise<Member> {
    const port = await freePort();
    this.sender.urls.push(this.sender.url.replace(`:${this.door.port}/`, `:${port}/`));
    return this.add('web', port, {});
  }

  flood(options: Pick<FloodOptions, 'events' | 'overMs'>): Flood {
    return new Flood(this.sender, { subjects: SUBJECTS, random: this.options.random, ...options });
  }

  /** One more workflow, besides those every deployment has. */
  seedWorkflow(name: string, text: string): Promise<void> {
    return withClient(this.ledger.url, (client) => seedWorkflow(client, name, text));
  }

  query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return withClient(this.ledger.url, async (client) => (await client.query(sql, values)).rows as Row[]);
  }

  /** Resolves when nothing is left to do. */
  async settled(): Promise<void> {
    await eventually(
      async () => {
        const [row] = await this.query<{ left: number; what: unknown }>(`
          select count(*)::int as left, min(status || ' due ' || due_at || ' ' || coalesce(last_error::text, '')) as what
            from open_execution`);
        if (row!.left > 0) {
          throw new Error(`${row!.left} executions are still open, one of them ${String(row!.what)}`);
        }
      },
      { within: SETTLED_WITHIN_MS, every: 200 },
    );
  }

  /** Call it after the last fault that left the processes alone: all of them are ready again within ten seconds. */
  async requireReadySoon(): Promise<void> {
    const ready = this.members.map(({ program, url }) =>
      program.waitUntilReady(`${url}/health/ready`, READY_AGAIN_WITHIN_MS),
    );
    await Promise.all(ready);
  }

  /** Everybody is ready, and a fresh event is taken and finishes. Call it after the checks: it adds to what they count. */
  async requireHealthy(): Promise<void> {
    await Promise.all(this.members.map(({ program, url }) => program.waitUntilReady(`${url}/health/ready`)));
    const number = 2_000_000;
    const { executions } = await this.sender.deliver({ id: 'msg_fresh', subject: 'user-1', number });
    await this.settled();
    const done = await this.query(
      `select from execution where id = any($1::uuid[]) and status = 'succeeded'`,
      [executions],
    );
    if (executions.length === 0 || done.length !== executions.length) {
      throw new Error('a fresh event did not finish after the last fault');
    }
  }

  /** Every line any process of it ever wrote. */
  lines(): string[] {
    return this.members.flatMap(({ lives }) => lives.flatMap(({ lines }) => lines));
  }

  /** Secrets by the name to report them under. */
  guarded(): Map<string, string> {
    const { masterKey, signingKey, targetToken } = this.secrets;
    return new Map([
      ['the master key', masterKey],
      ['the signing secret', signingSecret(this.secrets)],
      ['the signing key', signingKey.toString('base64')],
      ['the signing key in hexadecimal', signingKey.toString('hex')],
      ['the bearer token', targetToken],
      ...this.sender.signatures.slice(-3).map((one): [string, string] => ['a signature', one]),
      ['the database password', new URL(this.ledger.url).password],
    ]);
  }

  async stop(): Promise<void> {
    const running = this.members.filter(({ lives }) => lives.at(-1)?.isRunning);
    await Promise.all(running.map((member) => member.kill()));
    await this.target.stop();
    await this.ledger.stop();
  }

  private add(role: string, port: number, env: Env): Member {
    const { redisUrl } = this.options;
    const member = new Member(`http://127.0.0.1:${port}`, {
      ROLE: role,
      DATABASE_URL: this.ledger.url,
      SIGNET_MASTER_KEY: this.secrets.masterKey,
      PORT: String(port),
      LOG_LEVEL: 'debug',
      LEASE_MS,
      OUTBOUND_ALLOW: '127.0.0.0/8',
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...this.options.env,
      ...env,
    });
    this.members.push(member);
    return member;
  }
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // a connection cut while idle shows in the next query
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
