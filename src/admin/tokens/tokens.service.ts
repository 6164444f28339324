import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock, newId } from '../../config/clock.js';
import { Conflict, Forbidden, InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { AccessTokensRepository, type TokenRow } from '../access/access-tokens.repository.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import { type Caller, FIRST_ADMIN, FOLDER, type Role } from '../access/caller.js';
import { digestOf, newToken } from '../access/token.js';
import { Journal } from '../journal.service.js';

export interface GivenToken {
  readonly name: string;
  readonly role: Role;
  readonly namespaces?: readonly string[];
  readonly expiresAt?: Date;
}

/** Names of those whom this program makes, whether they are there now or not. */
const OWN_NAMES: readonly string[] = [FIRST_ADMIN, FOLDER.name];

/** Makes and revokes tokens. Nobody makes one that reaches further than their own. */
@Injectable()
export class TokensService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: AccessTokensRepository,
    private readonly access: AccessTokens,
    private readonly journal: Journal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The token itself is in the answer and nowhere else. Throws Forbidden, InvalidRequest, Conflict for a name that is taken. */
  async create(caller: Caller, given: GivenToken): Promise<GivenToken & { id: string; token: string }> {
    const { name, role, namespaces = [], expiresAt } = given;
    if (!reaches(caller, namespaces)) {
      throw new Forbidden('a token may not reach further than the one that makes it');
    }
    if (expiresAt !== undefined && expiresAt <= this.clock.now()) {
      const errors = [{ path: 'expiresAt', message: 'must be in the future' }];
      throw new InvalidRequest('the token would have expired already', { errors });
    }
    const id = newId();
    const token = newToken();
    const row = { id, tenant: caller.tenant, name, digest: digestOf(token), role, namespaces };
    await this.dataSource.transaction(async (tx) => {
      if (OWN_NAMES.includes(name) || (await this.tokens.hasName(tx, caller.tenant, name))) {
        throw new Conflict('there is a token of that name: the audit log could not tell them apart', {
          name,
        });
      }
      await this.tokens.insert(tx, { ...row, expiresAt: expiresAt ?? null });
      const details = { name, role, namespaces };
      await this.journal.write(tx, caller, {
        verb: 'token.create',
        subject: `token:${id}`,
        message: `token ${name} created`,
        details,
      });
    });
    return { ...given, namespaces, id, token };
  }

  /** Takes effect at once here, and on every other process as soon as it is told. Revoking again changes nothing. */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const row = await this.tokens.find(tx, caller.tenant, id);
      if (!row || !reaches(caller, row.namespaces)) {
        throw new NotFound('there is no such token', { token: id });
      }
      if (row.revokedAt === null) {
        await this.tokens.revoke(tx, id);
        const message = `token ${row.name} revoked`;
        await this.journal.write(tx, caller, { verb: 'token.revoke', subject: `token:${id}`, message });
      }
    });
    this.access.forget();
  }

  /** Those that reach no further than the caller's. */
  list(caller: Caller, after: string | null, limit: number): Promise<TokenRow[]> {
    return this.tokens.list(caller, after, limit);
  }
}

/** A token without namespaces reaches all of them. */
function reaches(caller: Caller, namespaces: readonly string[]): boolean {
  return namespaces.length === 0
    ? caller.namespaces.length === 0
    : namespaces.every((namespace) => isWithinReach(caller, namespace));
}
