import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { Ticker } from '../../config/ticker.js';
import { InvalidDocument } from '../../errors/errors.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';
import { type Fault, faultLine } from '../../workflow/fault.js';
import { FOLDER } from '../access/caller.js';
import { WorkflowsService } from './workflows.service.js';

/** Looked at by time: a mounted ConfigMap changes by swapping links, which file events miss. */
const LOOK_EVERY_MS = 2000;

/** Loads the workflow files of `WORKFLOWS_DIR` at start and when they change. A file taken away stays deployed. */
@Injectable()
export class WorkflowFolder implements OnModuleInit, OnApplicationShutdown {
  /** Digest of each file as it was last looked at, good or bad. */
  private readonly seen = new Map<string, string>();
  private readonly ticker: Ticker;

  constructor(
    private readonly workflows: WorkflowsService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.ticker = new Ticker(LOOK_EVERY_MS, () => this.look());
  }

  async onModuleInit(): Promise<void> {
    if (this.config.workflowsDir !== null) {
      await this.look();
      this.ticker.start();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  private async look(): Promise<void> {
    const folder = this.config.workflowsDir!;
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      this.report(folder, `cannot be read (${error.code ?? 'unknown'})`);
      return [];
    });
    // Names with a leading dot are a ConfigMap's own books.
    for (const name of names.filter((each) => /^[^.].*\.(ya?ml|json)$/.test(each)).toSorted()) {
      await this.lookAt(join(folder, name));
    }
  }

  private async lookAt(file: string): Promise<void> {
    try {
      const text = await readFile(file, 'utf8');
      const digest = createHash('sha256').update(text).digest('hex');
      if (this.seen.get(file) === digest) {
        return;
      }
      await this.apply(file, text);
      this.seen.set(file, digest); // not after a fault of the ledger: that is tried again
    } catch (error) {
      this.logger.warn({ message: 'a workflow file could not be applied yet', file, error: String(error) });
    }
  }

  private async apply(file: string, text: string): Promise<void> {
    try {
      const { outcome, workflow } = await this.workflows.apply(FOLDER, text);
      if (outcome !== 'unchanged') {
        const name = `${workflow.namespace}/${workflow.name}`;
        this.logger.info({
          message: `workflow ${outcome}`,
          file,
          workflow: name,
          revision: workflow.revision,
        });
      }
    } catch (error) {
      if (!(error instanceof InvalidDocument)) {
        throw error;
      }
      for (const fault of error.details['faults'] as readonly Fault[]) {
        this.report(file, faultLine(fault, file));
      }
    }
  }

  /** Somebody must act: what the folder says is not what runs. */
  private report(file: string, fault: string): void {
    this.logger.error({ message: 'a workflow file has a fault', file, fault });
  }
}
