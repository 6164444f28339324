/** The audit log is put in order at a cost that does not grow with what waits, whatever Postgres knows of its tables. */
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';

import { AuditLogRepository } from '../../src/audit/audit-log.repository.js';
import { Sequencer } from '../../src/audit/sequencer.service.js';
import { AuditOrder } from '../../src/dispatch/audit-order.service.js';
import { anEntry } from '../support/an-audit-entry.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';
import { tryingOut, UNWATCHED } from '../support/rows-looked-at.js';

/** Entries of one transaction, and transactions that nobody has put in order yet. */
const [TOGETHER, WAITING] = [50, 150];
/** What a turn takes; the transactions it begins and ends in are read whole. */
const MOST_ROWS = 500 + 2 * TOGETHER;
/** Tiles of an old log: 2.5 million entries. */
const OLD_TILES = `
insert into audit_tile (level, index, hashes, ids, era, first_xid, first_id)
select 0, 100000 + n, '', '{}', 0, '1', gen_random_uuid() from generate_series(1, 10000) as n`;

let signet: TestSignet;

afterEach(async () => {
  await signet?.stop();
});

async function append(transactions: number): Promise<void> {
  for (let n = 0; n < transactions; n += 1) {
    const entries = Array.from({ length: TOGETHER }, () => anEntry());
    await signet.part(DataSource).transaction((tx) => signet.part(AuditLogRepository).append(tx, entries));
  }
}

const turn = async (): Promise<number> => (await signet.part(Sequencer).turn(new Date()))!.size;

/** What was in the log when Postgres last looked. */
const MOMENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  'has never looked': async () => {},
  'looked while it was empty': () => signet.rows('vacuum analyze'),
  'looked while all of it was in order': async () => {
    await append(20);
    await eventually(async () => expect(await turn()).toBe(20 * TOGETHER));
    await signet.rows('analyze audit_entry, audit_tile');
  },
};

describe.each(Object.entries(MOMENTS))('when Postgres %s', (_, moment) => {
  it('reads what a turn takes, and not all that waits', async () => {
    signet = await startTestSignet();
    await signet.part(AuditOrder).onModuleDestroy(); // turns are the test's own
    await signet.rows(UNWATCHED);
    await moment();
    await append(WAITING);
    await signet.rows(OLD_TILES);
    const before = await eventually(async () => {
      const size = await turn();
      expect(size).toBeGreaterThan(0); // a turn puts nothing in order while a transaction of another test is open
      return size;
    });
    const looked = tryingOut(signet.part(DataSource));
    expect(await turn()).toBeGreaterThan(before);
    expect([...looked.keys()]).toEqual(expect.arrayContaining(['audit_next', 'audit_edge', 'audit_waiting']));
    expect([...looked].filter(([, rows]) => rows > MOST_ROWS)).toEqual([]);
  });
});
