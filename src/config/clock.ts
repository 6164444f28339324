import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** The time and the dice, passed in so that tests can hold them. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };
export const CLOCK = Symbol('CLOCK');

/** UUIDv7: the first 48 bits are milliseconds, so an id tells when it was made and which partition it is in. */
export const newId = (): string => v7();
export const randomId = (): string => randomUUID();
