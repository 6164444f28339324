import type { KeyObject } from 'node:crypto';
import { deriveKey } from './seal.js';

/** What all keys of a deployment are derived from. It never changes; master keys that open it come and go. */
export class RootKey {
  /** `bytes`: 32 of them. */
  constructor(readonly bytes: Buffer) {}

  /** A key for one purpose. */
  derive(purpose: string): KeyObject {
    return deriveKey(this.bytes, purpose);
  }
}
