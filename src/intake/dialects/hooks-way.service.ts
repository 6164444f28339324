import { Injectable } from '@nestjs/common';
import { Admission } from '../admission.service.js';
import type { Errand, Way } from './way.js';

const PATH = /^\/hooks\/([0-9a-f]{64})$/;

/** Some senders look first whether there is a hook (CloudEvents webhooks, section 4.1: `OPTIONS`). */
const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'OPTIONS'];

/** `/hooks/ADDRESS`: deliveries at the opaque address of a hook. */
@Injectable()
export class HooksWay implements Way {
  constructor(private readonly admission: Admission) {}

  lead(path: string): Errand | null {
    const address = PATH.exec(path)?.[1];
    return address === undefined
      ? null
      : { methods: METHODS, answer: (raw) => this.admission.admit(address, raw) };
  }
}
