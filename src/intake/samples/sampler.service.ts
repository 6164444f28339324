import { Inject, Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../errors/errors.js';
import { LOGGER, type Logger } from '../../telemetry/logger.js';
import { wholeBody } from '../events-of.js';
import type { Hook } from '../hook.js';
import { parameterRequest } from '../parameters/inputs-of.js';
import type { RequestView } from '../verification/request-view.js';
import { sampleContent, type SampleContent } from './sample-content.js';
import { SamplesRepository } from './samples.repository.js';

const METHODS: readonly string[] = ['GET', 'POST'];

/** Keeps the request that somebody waits for. */
@Injectable()
export class Sampler {
  constructor(
    private readonly samples: SamplesRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * What was kept of a proven request; null when nobody waits, another request was first, or this one cannot be read.
   * Never rejects: whether it is kept says nothing about whether it is accepted.
   */
  async capture(hook: Hook, view: RequestView, now: Date): Promise<SampleContent | null> {
    const { sample, id: hookId, environment } = hook;
    if (!sample || sample.until <= now || !METHODS.includes(view.request.method)) {
      return null;
    }
    try {
      const parsed = view.json.ok ? view.json.value : null;
      const { value } = wholeBody(view, { body: view.claims ?? parsed });
      const request = parameterRequest(view.request, value);
      const content = sampleContent(view.request.method, request, hook.gate.proofNames());
      return (await this.samples.capture({ hookId, environment }, sample.id, content)) ? content : null;
    } catch (error) {
      if (!(error instanceof InvalidRequest)) {
        this.logger.warn({ message: 'a sample could not be kept', hook: hook.label, error: String(error) });
      }
      return null;
    }
  }
}
