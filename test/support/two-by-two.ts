/** Two web and two worker processes' worth of Signet on one database, in this process, and a system they call. */
import { DataSource } from 'typeorm';
import { HookDirectory } from '../../src/intake/hook-directory.service.js';
import { requireHook } from './a-hook.js';
import type { TestHook } from './a-hook.js';
import { startTestSignet } from './a-signet.js';
import type { TestSignet } from './a-signet.js';
import { Target } from './a-target.js';
import { deploy } from './builders.js';

/** A hook as each of the two doors has it. */
export interface TwinHook extends TestHook {
  /** The same at the other door. */
  readonly other: string;
  readonly workflow: string;
}

export class TwoByTwo {
  private constructor(
    readonly webs: readonly [TestSignet, TestSignet],
    readonly workers: readonly [TestSignet, TestSignet],
    readonly target: Target,
  ) {}

  /** `env` is for all of them. A file that leaves it running fails. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<TwoByTwo> {
    const target = await Target.start();
    const all = { OUTBOUND_ALLOW: '127.0.0.0/8', ...env };
    const web = { env: { ...all, ROLE: 'web' } };
    const first = await startTestSignet(web);
    const { databaseUrl } = first;
    const second = await startTestSignet({ ...web, databaseUrl });
    const worker = { env: { ...all, ROLE: 'worker' }, databaseUrl };
    return new TwoByTwo(
      [first, second],
      [await startTestSignet(worker), await startTestSignet(worker)],
      target,
    );
  }

  /** A workflow with one webhook trigger, open to anyone unless `trigger` says otherwise; both doors know it. */
  async hook(trigger: object, rest: object): Promise<TwinHook> {
    const [first, second] = this.webs;
    const triggers = [{ id: 'hook', type: 'webhook', open: true, ...trigger }];
    const { id } = await deploy(first, { triggers, ...rest });
    await second.part(HookDirectory).refresh();
    const hook = await requireHook(first, id, 'hook');
    return { ...hook, other: hook.url.replace(first.url, second.url), workflow: id };
  }

  /** A task that calls the target and is over when that answers. */
  call(path: string, rest: object = {}): object {
    return { id: 'call', type: 'http.request', method: 'POST', url: `${this.target.url}${path}`, ...rest };
  }

  /** Connections of a web's pool that are lent out. */
  lent(web: TestSignet): number {
    const { master } = web.part(DataSource).driver as unknown as {
      master: { totalCount: number; idleCount: number };
    };
    return master.totalCount - master.idleCount;
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.webs[1].stop();
    await this.webs[0].stop();
    await this.target.stop();
  }
}
