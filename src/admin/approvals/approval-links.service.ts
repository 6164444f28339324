import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { deriveKey } from '../../secrets/seal.js';
import { publicUrl } from '../hook-url.js';

/** What a signed link says: this outcome, until then. */
export interface LinkClaim {
  readonly id: string;
  readonly outcome: string;
}

const TOKEN = /^([0-9a-f-]{36})\.([A-Za-z][\w-]{0,49})\.(\d{1,12})\.([\w-]{43})$/;

/** Signs and reads links by which whoever has one may decide: HMAC-SHA256 over approval, outcome and the second it ends. */
@Injectable()
export class ApprovalLinks {
  private readonly key: KeyObject;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.key = deriveKey(config.masterKey, 'approvals');
  }

  urlOf(id: string, outcome: string, expiresAt: Date): string {
    const claim = `${id}.${outcome}.${Math.floor(expiresAt.getTime() / 1000)}`;
    return `${publicUrl(this.config.http)}/approvals/${claim}.${this.sign(claim).toString('base64url')}`;
  }

  /** Null for anything that was not signed here, or is over. Looks nothing up. */
  read(token: string, now: Date): LinkClaim | null {
    const [, id = '', outcome = '', until = '', mac = ''] = TOKEN.exec(token) ?? [];
    const isOurs = timingSafeEqual(sized(mac), this.sign(`${id}.${outcome}.${until}`));
    return isOurs && Number(until) * 1000 > now.getTime() ? { id, outcome } : null;
  }

  private sign(claim: string): Buffer {
    return createHmac('sha256', this.key).update(claim).digest();
  }
}

/** As long as a signature, whatever it is. */
function sized(mac: string): Buffer {
  const bytes = Buffer.alloc(32);
  Buffer.from(mac, 'base64url').copy(bytes);
  return bytes;
}
