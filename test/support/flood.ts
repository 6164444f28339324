/** Events of a few users, each user's one after the other, all users at once. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Acknowledged, Message, Sender } from './sender.js';

export interface FloodOptions {
  readonly events: number;
  /** Users they are about: few, so that lanes are long. */
  readonly subjects: number;
  /** Least time they are spread over, in milliseconds. */
  readonly overMs: number;
  readonly random: () => number;
}

/** Two answers to one event. */
export interface Repeat {
  readonly first: Acknowledged;
  readonly again: Acknowledged;
}

/** So many events of a hundred are sent a second time: half of them later, half at the same moment. */
const REPEATED_PERCENT = 6;

export function subjectName(index: number): string {
  return `user-${index + 1}`;
}

/** A flood under way. */
export class Flood {
  readonly acknowledged: Acknowledged[] = [];
  readonly repeats: Repeat[] = [];
  /** Resolves when every event is acknowledged. */
  readonly finished: Promise<void>;
  private readonly started = Date.now();
  private waiting: { count: number; resolve: () => void }[] = [];
  private held: Promise<void> | null = null;
  private isEnough = false;

  constructor(
    private readonly sender: Sender,
    private readonly options: FloodOptions,
  ) {
    const users = Array.from({ length: options.subjects }, (_, index) => this.sendAll(index));
    this.finished = Promise.all(users).then(() => undefined);
    this.finished.catch(() => undefined); // whoever awaits it hears of it
  }

  /** Resolves once so many are acknowledged; rejects when the flood fails before. */
  reached(count: number): Promise<void> {
    if (this.acknowledged.length >= count) {
      return Promise.resolve();
    }
    const reached = new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
    return Promise.race([reached, this.finished]);
  }

  /** Begins no event while `fault` comes over the deployment, so that it meets all that are left. */
  async heldDuring(fault: () => Promise<void>): Promise<void> {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    try {
      await fault();
    } finally {
      this.held = null;
      release();
    }
  }

  /** Begins no event any more: whatever is left of the flood is not sent. */
  enough(): void {
    this.isEnough = true;
  }

  private async sendAll(index: number): Promise<void> {
    const { events, subjects, overMs } = this.options;
    for (let place = index, number = 1; place < events; place += subjects, number += 1) {
      const early = this.started + (place / events) * overMs - Date.now();
      if (early > 0) {
        await delay(early);
      }
      await this.held;
      if (this.isEnough) {
        return;
      }
      await this.sendOne({ id: `msg_${index + 1}_${number}`, subject: subjectName(index), number });
    }
  }

  private async sendOne(message: Message): Promise<void> {
    const chance = this.options.random() * 100;
    const twin = chance < REPEATED_PERCENT / 2 ? this.sender.deliver(message) : null;
    const first = await this.sender.deliver(message);
    this.acknowledged.push(first);
    this.waiting = this.waiting.filter(({ count, resolve }) => {
      const isThere = this.acknowledged.length >= count;
      if (isThere) {
        resolve();
      }
      return !isThere;
    });
    if (twin !== null) {
      this.repeats.push({ first, again: await twin });
    } else if (chance < REPEATED_PERCENT) {
      this.repeats.push({ first, again: await this.sender.deliver(message) });
    }
  }
}
