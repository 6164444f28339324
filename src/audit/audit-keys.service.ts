import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RootKey } from '../secrets/root-key.js';
import { open, seal } from '../secrets/seal.js';
import { subjectTag } from './leaf.js';
import { type NoteSigner, noteSigner, publicKeyOf } from './signed-note.js';

/** What the audit log does with keys, each of its own purpose, all from the root key. */
@Injectable()
export class AuditKeys {
  /** Signs checkpoints. The log is named by its key: whoever has another one has another log. */
  readonly signer: NoteSigner;
  private readonly macKey: KeyObject;
  private readonly tagKey: KeyObject;
  private readonly sealKey: KeyObject;

  constructor(root: RootKey) {
    this.macKey = root.derive('audit mac');
    this.tagKey = root.derive('audit tag');
    this.sealKey = root.derive('audit seal');
    const seed = root.derive('audit checkpoint').export();
    this.signer = noteSigner(`signet-audit-${publicKeyOf(seed).slice(0, 16)}`, seed);
  }

  macOf(leaf: Buffer): Buffer {
    return createHmac('sha256', this.macKey).update(leaf).digest();
  }

  /** Whether this program wrote the leaf. */
  isOurs(leaf: Buffer, mac: Buffer): boolean {
    return mac.length === 32 && timingSafeEqual(this.macOf(leaf), mac);
  }

  /** Tag under which a subject's entries are found. */
  tagOf(tenant: string, subject: string): string {
    return subjectTag(this.tagKey, tenant, subject);
  }

  sealPrivate(id: string, text: string): Buffer {
    return seal(this.sealKey, text, id);
  }

  /** The text of the private part. Throws NotOpened. */
  openPrivate(id: string, sealed: Buffer): string {
    return open(this.sealKey, sealed, id);
  }
}
