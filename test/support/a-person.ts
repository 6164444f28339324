/** A person of whom a running Signet holds all that it can: what workflows did, died of, asked, waited for and noted. */
import { randomUUID } from 'node:crypto';
import { aDelivery, post } from './a-delivery.js';
import type { TestHook } from './a-hook.js';
import { aSource } from './a-hook.js';
import type { TestSignet } from './a-signet.js';
import { TestApi } from './an-api.js';
import { deploy, on, settled } from './builders.js';
import { eventually } from './eventually.js';

export interface Person {
  readonly subject: string;
  /** Stands in bodies, outputs, messages and questions. */
  readonly email: string;
}

export const aPerson = (): Person => ({
  subject: `usr-${randomUUID()}`,
  email: `${randomUUID()}@example.com`,
});

/** What was sent of somebody, and what came of it. */
export interface Life {
  readonly person: Person;
  /** Of executions that have ended. */
  readonly executions: readonly string[];
  readonly dead: string;
  readonly first: ReturnType<typeof aDelivery>;
}

/** A source and workflows that do all of it. */
export class PeopleOf {
  private constructor(
    readonly signet: TestSignet,
    readonly api: TestApi,
    readonly hook: TestHook,
  ) {}

  static async start(signet: TestSignet): Promise<PeopleOf> {
    const event = { subject: ['json:/userId'], time: ['json:/at'] };
    const hook = await aSource(signet, { name: 'people', event });
    const email = '{{ trigger.body.email }}';
    const kid = await deploy(signet, {
      tasks: [{ id: 'keep', type: 'set', values: { email: '{{ trigger.body.email }}' } }],
    });
    await deploy(signet, {
      triggers: [on('people', ['user.created'], { order: 'latest' })],
      tasks: [
        { id: 'make', type: 'user.create', user: '{{ trigger.subject }}', set: { email } },
        { id: 'trace', type: 'audit.log', message: `made for ${email}`, details: { email } },
        { id: 'kid', type: 'subflow', workflow: kid.name, inputs: { email } },
        { id: 'bad', type: 'fail', if: 'trigger.body.bad == true', message: `not for ${email}` },
      ],
    });
    await deploy(signet, {
      triggers: [on('people', ['user.asked'])],
      tasks: [{ id: 'ask', type: 'approval', message: `Let ${email} in?`, fields: { why: 'string' } }],
    });
    await deploy(signet, {
      triggers: [on('people', ['user.invited'])],
      tasks: [
        { id: 'hear', type: 'wait', event: { source: 'people', events: ['user.confirmed'] }, timeout: '1h' },
      ],
    });
    await deploy(signet, {
      triggers: [on('people', ['user.deleted'])],
      blastRadius: { users: 1000 },
      tasks: [{ id: 'gone', type: 'user.delete', user: '{{ trigger.subject }}' }],
    });
    return new PeopleOf(signet, new TestApi(signet), hook);
  }

  delivery(type: string, { subject, email }: Person, rest: object = {}): ReturnType<typeof aDelivery> {
    const at = new Date().toISOString();
    return aDelivery({
      id: `msg-${subject}-${randomUUID()}`,
      body: { type, userId: subject, email, at, bad: false, ...rest },
    });
  }

  /** The execution it starts. */
  async send(type: string, person: Person, rest: object = {}): Promise<string> {
    const { json } = await post(this.hook, this.delivery(type, person, rest));
    return json.executions[0]!;
  }

  async waiting(person: Person): Promise<string> {
    const id = await this.send('user.invited', person);
    await eventually(async () =>
      expectRows(await this.signet.count('event_wait', 'execution_id = $1', [id])),
    );
    return id;
  }

  async life(person: Person): Promise<Life> {
    const first = this.delivery('user.created', person);
    const { json } = await post(this.hook, first);
    await post(this.hook, first); // once more
    await post(this.hook, this.delivery('user.seen', person)); // nobody listens
    const made = json.executions[0]!;
    await settled(this.signet, made);
    const dead = await this.send('user.created', person, { bad: true });
    const waited = await this.waiting(person);
    await post(this.hook, this.delivery('user.confirmed', person));
    const asked = await this.asked(person);
    const gone = await this.send('user.deleted', person);
    const executions = [made, dead, waited, asked, gone];
    for (const id of executions) {
      await settled(this.signet, id);
    }
    await this.noted(person, made);
    return { person, executions, dead, first };
  }

  private async asked(person: Person): Promise<string> {
    const id = await this.send('user.asked', person);
    const approval = await eventually(async () => {
      const [row] = await this.signet.rows<{ id: string }>(
        'select id from approval where execution_id = $1',
        [id],
      );
      return row!.id;
    });
    await this.api.must('POST', `/approvals/${approval}/decide`, {
      outcome: 'approve',
      fields: { why: `knows ${person.email}` },
    });
    return id;
  }

  /** As calls of other systems leave it. */
  private async noted({ subject, email }: Person, execution: string): Promise<void> {
    await this.signet.rows(
      `insert into own_change (execution_id, task_id, iteration, tenant, environment, subject, kind, wanted, depth, lineage)
       values ($1, 'make', 0, 'main', 'production', $2, 'user.update', json_build_object('email', $3::text), 0, '{}')`,
      [execution, subject, email],
    );
    await this.signet.rows(
      `insert into callback (execution_id, event_id, tenant, host, sealed_url, status)
       select id, event_id, tenant, 'example.com', $2, 'sent' from execution where id = $1`,
      [execution, `https://example.com/${email}`],
    );
  }
}

function expectRows(count: number): void {
  if (count === 0) {
    throw new Error('there is no row yet');
  }
}

/** Every row of every table as text, by table. */
export async function everyRow(signet: TestSignet): Promise<Map<string, string[]>> {
  const tables = await signet.rows<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const found = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await signet.rows<{ text: string }>(`select t::text as text from ${name} t order by 1`);
    found.set(
      name,
      rows.map(({ text }) => text),
    );
  }
  return found;
}
