import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { Conflict, Forbidden } from '../../errors/errors.js';
import type { ApprovalRow } from '../../ledger/approval.view.js';
import { RootKey } from '../../secrets/root-key.js';
import { actorOf, type Caller } from '../access/caller.js';
import { publicUrl } from '../hook-url.js';
import { Journal } from '../journal.service.js';
import { isRestricted, mayDecide } from './may-decide.js';

/** What a signed link says: this outcome, until then, made by them. */
export interface LinkClaim {
  readonly id: string;
  readonly outcome: string;
  /** `token:ada`; null of a link from before links said so. */
  readonly madeBy: string | null;
}

/** Approval, outcome, second it ends, who made it as base64url, signature. */
const TOKEN =
  /^(?<claim>(?<id>[0-9a-f-]{36})\.(?<outcome>[A-Za-z][\w-]{0,49})\.(?<until>\d{1,12})(?:\.(?<maker>[\w-]{1,600}))?)\.(?<mac>[\w-]{43})$/;

/** Makes, signs and reads links by which whoever has one may decide: HMAC-SHA256 over all that the link says. */
@Injectable()
export class ApprovalLinks {
  private readonly key: KeyObject;

  constructor(
    private readonly dataSource: DataSource,
    private readonly journal: Journal,
    @Inject(CONFIG) private readonly config: Config,
    root: RootKey,
  ) {
    this.key = root.derive('approvals');
  }

  /**
   * A link for each outcome; who made them is in the audit log before anybody has them. Throws Conflict where there can be
   * none, and Forbidden for whom the workflow does not let decide themselves.
   */
  async make(caller: Caller, approval: ApprovalRow): Promise<Readonly<Record<string, string>>> {
    const { id, link, status, outcomes, expiresAt } = approval;
    if (!link || status !== 'open') {
      const why = link ? 'it is not open any more' : 'the workflow lets nobody decide by link';
      throw new Conflict(why, { approval: id });
    }
    if (isRestricted(approval) && !mayDecide(caller, approval)) {
      throw new Forbidden('the workflow does not let this token decide, nor by links that it makes');
    }
    await this.note(caller, approval);
    const madeBy = Buffer.from(actorOf(caller)).toString('base64url');
    const until = Math.floor(expiresAt.getTime() / 1000);
    return Object.fromEntries(
      outcomes.map((outcome) => [outcome, this.urlOf(`${id}.${outcome}.${until}.${madeBy}`)]),
    );
  }

  /** Null for anything that was not signed here, or is over. Looks nothing up. */
  read(token: string, now: Date): LinkClaim | null {
    const said = TOKEN.exec(token)?.groups ?? {};
    const { claim = '', id = '', outcome = '', until = '', maker, mac = '' } = said;
    const isOurs = timingSafeEqual(sized(mac), this.sign(claim));
    const madeBy = maker === undefined ? null : Buffer.from(maker, 'base64url').toString();
    return isOurs && Number(until) * 1000 > now.getTime() ? { id, outcome, madeBy } : null;
  }

  private urlOf(claim: string): string {
    return `${publicUrl(this.config.http)}/approvals/${claim}.${this.sign(claim).toString('base64url')}`;
  }

  private sign(claim: string): Buffer {
    return createHmac('sha256', this.key).update(claim).digest();
  }

  private note(caller: Caller, { id, workflow, execution, task, outcomes }: ApprovalRow): Promise<void> {
    const deed = {
      verb: 'approval.link',
      subject: `approval:${id}`,
      message: `${workflow}: links for ${outcomes.join(', ')}`,
      details: { approval: id, execution, task, outcomes },
    };
    return this.dataSource.transaction((tx) => this.journal.write(tx, caller, deed));
  }
}

/** As long as a signature, whatever it is. */
function sized(mac: string): Buffer {
  const bytes = Buffer.alloc(32);
  Buffer.from(mac, 'base64url').copy(bytes);
  return bytes;
}
