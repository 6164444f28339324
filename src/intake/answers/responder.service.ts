import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { acknowledge, type Answer } from '../answer.js';
import type { Taken } from '../admission.service.js';
import { defaultAnswer } from './default-answer.js';
import type { ExecutionOutcome } from './outcome.js';

/** A delivery that was written down. */
export type TakenDown = Extract<Taken, { kind: 'recorded' }>;

/** Says what callers are told: what the workflow's `response` says, or what is usual. */
@Injectable()
export class Responder {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The workflow's response to how the execution ended, or the default. Never rejects. */
  async answerOf(outcome: ExecutionOutcome): Promise<Answer> {
    return defaultAnswer(outcome);
  }

  /** What a caller is told who does not wait: the workflow's `accepted` response, or the ids. Never rejects. */
  async accepted(taken: TakenDown): Promise<Answer> {
    return acknowledge(taken.recorded).answer;
  }

  /** 202 for a caller whose wait is over before the execution is: the ids, and where to look for the outcome. */
  pending(taken: TakenDown): Answer {
    const { answer } = acknowledge(taken.recorded);
    const [execution] = taken.recorded.flatMap(({ executions }) => executions);
    const links = this.links(execution ?? '');
    const body = { ...(JSON.parse(answer.body) as object), execution, links };
    return {
      status: 202,
      headers: { ...answer.headers, location: links.status },
      body: JSON.stringify(body),
    };
  }

  /** Where the management API tells of an execution; below our own address where that is known. */
  links(execution: string): { readonly status: string; readonly stream: string } {
    const base = `${this.config.http.publicUrl ?? ''}/api/v1/executions/${execution}`;
    return { status: `${base}/status`, stream: `${base}/stream` };
  }
}
