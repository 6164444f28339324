import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Job, Queue } from 'bull';
import { type BellJob, type EarlierBellJob, QUEUE } from './redis.js';
import { Worker } from './worker.service.js';

/** Bells answered at the same time; those that ring together share a claim. */
const CONCURRENCY = 16;

/** Answers the bell: claims what it names. What runs then is held by a lease in the ledger, not by the job. */
@Injectable()
@Processor(QUEUE)
export class ExecutionProcessor {
  constructor(
    private readonly worker: Worker,
    @InjectQueue(QUEUE) private readonly queue: Queue<BellJob>,
  ) {}

  @Process({ concurrency: CONCURRENCY })
  async answer({ data }: Job<BellJob | EarlierBellJob>): Promise<void> {
    if (!Array.isArray(data.ids)) {
      return;
    }
    if (data.$version === 2) {
      await this.worker.hear(data.ids, data.scopes);
    } else if (data.$version === 1) {
      await this.worker.hear(data.ids, data.limited.length > 0 ? await this.worker.limitedScopes() : []);
    } // of another version: the sweeper of one that knows it will find what is due
  }

  /** Takes no more bells; those under way are answered. */
  async stop(): Promise<void> {
    await this.queue.pause(true, true).catch(() => undefined);
  }
}
