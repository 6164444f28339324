import { Injectable } from '@nestjs/common';
import { Admission } from '../admission.service.js';
import { callerOf } from '../answers/caller.js';
import { Responder } from '../answers/responder.service.js';
import type { Entrance, Errand } from './entrance.js';

const PATH = /^\/(hooks|ssf)\/([0-9a-f]{64})$/;

/** Some senders look first whether there is a hook (CloudEvents webhooks, section 4.1: `OPTIONS`). */
const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'OPTIONS'];

/**
 * `/hooks/ADDRESS`: deliveries at the opaque address of a hook. `/ssf/ADDRESS` are the same hooks for senders of security
 * event tokens: every answer is in the terms of RFC 8935.
 */
@Injectable()
export class HooksEntrance implements Entrance {
  constructor(
    private readonly admission: Admission,
    private readonly responder: Responder,
  ) {}

  lead(path: string): Errand | null {
    const [, kind, address] = PATH.exec(path) ?? [];
    if (address === undefined) {
      return null;
    }
    const way = { asSet: kind === 'ssf' };
    return {
      methods: METHODS,
      answer: async (raw, { request, response }) => {
        const taken = await this.admission.arrive(address, raw, way);
        return this.responder.reply(taken, callerOf(request, response));
      },
    };
  }
}
