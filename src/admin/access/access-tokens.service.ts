import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock, newId } from '../../config/clock.js';
import { DEFAULT_TENANT } from '../../config/places.js';
import { Changes } from '../../database/changes.service.js';
import { Unauthenticated } from '../../errors/errors.js';
import { AccessTokensRepository, type TokenRow } from './access-tokens.repository.js';
import { type Caller, FIRST_ADMIN } from './caller.js';
import { digestOf, newToken, presentedToken } from './token.js';
import { type Origin, TokenGuesses } from './token-guesses.service.js';

/** How long a token is believed without asking again, should a change not be announced. */
const BELIEVED_MS = 5000;

interface Known {
  readonly row: TokenRow;
  readonly until: number;
}

/** Tells who bears a token. Only tokens that exist are kept in memory, so guessing fills nothing. */
@Injectable()
export class AccessTokens {
  private known = new Map<string, Known>();

  constructor(
    private readonly tokens: AccessTokensRepository,
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly guesses: TokenGuesses,
    changes: Changes,
  ) {
    changes.on(['api_token'], () => this.forget());
  }

  /**
   * Throws Unauthenticated, alike for a token that is unknown, expired or revoked, and TooManyRequests for a client
   * that presented too many unknown ones.
   */
  async authenticate(token: string | null, from: Origin): Promise<Caller> {
    const row = token === null ? null : await this.lookFor(token, from);
    const isLive =
      row !== null && row.revokedAt === null && (row.expiresAt === null || row.expiresAt > this.clock.now());
    if (!isLive) {
      throw new Unauthenticated('a valid token is needed: Authorization: Bearer <token>');
    }
    const { id, name, role, tenant, namespaces } = row;
    return { tokenId: id, name, role, tenant, namespaces };
  }

  /** The bearer of a request's token. Throws as `authenticate`. */
  ofRequest({ headers, rawHeaders, socket }: IncomingMessage): Promise<Caller> {
    const from = { rawHeaders, remoteAddress: socket.remoteAddress ?? '' };
    return this.authenticate(presentedToken(headers.authorization), from);
  }

  private async lookFor(token: string, from: Origin): Promise<TokenRow | null> {
    this.guesses.refuseMore(from);
    const row = await this.look(digestOf(token));
    if (row === null) {
      this.guesses.count(from);
    }
    return row;
  }

  /**
   * Records the given admin token, once; or, given none, makes one when no admin token works, and returns it: it is
   * shown this once and cannot be read again. Null when there was nothing to make.
   */
  async ensureAdminToken(token: string | null): Promise<string | null> {
    return this.dataSource.transaction(async (tx) => {
      if (token === null && (await this.tokens.hasAdmin(tx, DEFAULT_TENANT))) {
        return null;
      }
      const made = await this.makeAdminToken(tx, DEFAULT_TENANT, token ?? newToken());
      return token === null ? made : null;
    });
  }

  /** Records an admin token of a tenant and returns it, to be shown this once. */
  async makeAdminToken(tx: EntityManager, tenant: string, token = newToken()): Promise<string> {
    await this.tokens.insert(tx, {
      id: newId(),
      tenant,
      name: FIRST_ADMIN,
      digest: digestOf(token),
      role: 'admin',
      namespaces: [],
      expiresAt: null,
    });
    return token;
  }

  /** What this process changed itself, it need not be told. */
  forget(): void {
    this.known = new Map();
  }

  private async look(digest: Buffer): Promise<TokenRow | null> {
    const key = digest.toString('base64');
    const now = this.clock.now().getTime();
    const { known } = this; // what is read before a change and comes after it is forgotten with the rest
    const found = known.get(key);
    if (found && found.until > now) {
      return found.row;
    }
    const row = await this.tokens.findByDigest(digest);
    if (row === null) {
      known.delete(key);
    } else {
      known.set(key, { row, until: now + BELIEVED_MS });
    }
    return row;
  }
}
