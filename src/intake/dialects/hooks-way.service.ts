import { Injectable } from '@nestjs/common';
import { Admission } from '../admission.service.js';
import type { Answer } from '../answer.js';
import { callerOf } from '../answers/caller.js';
import { Responder } from '../answers/responder.service.js';
import type { RawRequest } from '../verification/raw-request.js';
import type { Errand, Exchange, Way } from './way.js';

const PATH = /^\/hooks\/([0-9a-f]{64})$/;

/** Some senders look first whether there is a hook (CloudEvents webhooks, section 4.1: `OPTIONS`). */
const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'OPTIONS'];

/** `/hooks/ADDRESS`: deliveries at the opaque address of a hook. */
@Injectable()
export class HooksWay implements Way {
  constructor(
    private readonly admission: Admission,
    private readonly responder: Responder,
  ) {}

  lead(path: string): Errand | null {
    const address = PATH.exec(path)?.[1];
    return address === undefined
      ? null
      : { methods: METHODS, answer: (raw, exchange) => this.answer(address, raw, exchange) };
  }

  private async answer(address: string, raw: RawRequest, { request, response }: Exchange): Promise<Answer> {
    const taken = await this.admission.arrive(address, raw);
    return this.responder.reply(taken, callerOf(request, response));
  }
}
