import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { AuditLines } from '../../src/admin/audit/audit-lines.service.js';
import type { AuditEntry } from '../../src/audit/leaf.js';
import { AuditKeys } from '../../src/audit/audit-keys.service.js';
import { AuditLogRepository } from '../../src/audit/audit-log.repository.js';
import type { LogLine } from '../../src/audit/log-line.js';
import { type LogReport, LogVerifier } from '../../src/audit/log-verifier.js';
import { Sequencer } from '../../src/audit/sequencer.service.js';
import { AuditTreeView } from '../../src/audit/tree.view.js';
import { newId } from '../../src/config/clock.js';
import { AuditOrder } from '../../src/dispatch/audit-order.service.js';
import type { Caller } from '../../src/admin/access/caller.js';
import { anEntry } from '../support/an-audit-entry.js';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { eventually } from '../support/eventually.js';

let signet: TestSignet;
let log: AuditLogRepository;

beforeAll(async () => {
  signet = await startTestSignet();
  await signet.part(AuditOrder).onModuleDestroy(); // turns are the tests' own
  log = signet.part(AuditLogRepository);
});
afterAll(async () => {
  await signet?.stop();
});
beforeEach(() =>
  asSuperuser(
    `truncate audit_tile, audit_checkpoint, audit_refused`,
    `truncate audit_entry`,
    `update audit_head set size = 0, era = 0, xid = '0', id = '00000000-0000-0000-0000-000000000000'`,
  ),
);

/** Past every trigger, as nobody but the owner of the server can. */
async function asSuperuser(...statements: readonly string[]): Promise<void> {
  await signet.part(DataSource).transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    for (const sql of statements) {
      await tx.query(sql);
    }
  });
}

async function append(count: number, parts: Partial<AuditEntry> = {}): Promise<string[]> {
  const entries = Array.from({ length: count }, () => anEntry(parts));
  await signet.part(DataSource).transaction((tx) => log.append(tx, entries));
  return entries.map(({ id }) => id);
}

const turn = async (): Promise<number> => (await signet.part(Sequencer).turn(new Date()))!.size;

/** Until everything is in order: transactions of other databases of the server hold the order up as well. */
async function sequence(): Promise<number> {
  return eventually(async () => {
    const size = await turn();
    const left = (await signet.count('audit_entry')) - (await signet.count('audit_refused'));
    expect(size).toBe(left);
    return size;
  });
}

async function lines(tenant = 'main'): Promise<LogLine[]> {
  const found: LogLine[] = [];
  for await (const line of signet.part(AuditLines).whole(tenant)) {
    found.push(JSON.parse(JSON.stringify(line)) as LogLine);
  }
  return found;
}

function verified(given: readonly LogLine[], checkpoints: readonly string[] = []): LogReport {
  const verifier = new LogVerifier({ key: signet.part(AuditKeys).signer.verifierKey, checkpoints });
  given.forEach((line) => verifier.take(line));
  return verifier.report();
}

const whatIsWrong = async (checkpoints: readonly string[] = []): Promise<string[]> =>
  verified(await lines(), checkpoints).faults.map(({ number, what }) => `${number}: ${what}`);

const note = async (): Promise<string> => {
  const [row] = await signet.rows<{ note: string }>(
    'select note from audit_checkpoint order by size desc limit 1',
  );
  return row!.note;
};

const idAt = async (number: number): Promise<string> => {
  const [row] = await signet.rows<{ id: string }>(
    'select ids[$1] as id from audit_tile where level = 0 and index = $2',
    [(number % 256) + 1, Math.floor(number / 256)],
  );
  return row!.id;
};

describe('the order of the audit log', () => {
  it('has every entry once, across many turns, and verifies', async () => {
    let expected = 0;
    for (const count of [1, 3, 254, 700, 1]) {
      await append(count);
      expected += count;
      expect(await sequence()).toBe(expected);
    }
    const report = verified(await lines());
    expect(report).toMatchObject({ ok: true, whole: true, entries: expected, faults: [], erased: 0 });
    expect(await sequence()).toBe(expected);
  });

  it('waits for a transaction that began earlier, and never puts one before what has a number', async () => {
    const runner = signet.part(DataSource).createQueryRunner();
    await runner.startTransaction();
    const late = anEntry();
    await log.append(runner.manager, [late]);
    const [early] = await append(1);
    expect(await turn()).toBe(0);
    await runner.commitTransaction();
    await runner.release();
    expect(await sequence()).toBe(2);
    expect([await idAt(0), await idAt(1)]).toEqual([late.id, early]);
    expect(await whatIsWrong()).toEqual([]);
  });

  it('is made by one at a time', async () => {
    await append(2000);
    const sequencer = signet.part(Sequencer);
    for (let n = 0; n < 4; n += 1) {
      await Promise.all([sequencer.turn(new Date()), sequencer.turn(new Date()), sequencer.turn(new Date())]);
    }
    expect(await sequence()).toBe(2000);
    expect(verified(await lines())).toMatchObject({ ok: true, entries: 2000 });
  });

  it('goes on where a dump was restored, whose transactions count anew', async () => {
    await append(300);
    await sequence();
    await append(3); // not in order when the dump is made
    await asSuperuser(
      `update audit_entry set xid = (xid::text::bigint + 1000000000)::text::xid8`,
      `update audit_tile set first_xid = (first_xid::text::bigint + 1000000000)::text::xid8 where level = 0`,
      `update audit_head set xid = (xid::text::bigint + 1000000000)::text::xid8`,
    );
    expect(await sequence()).toBe(303);
    await append(2);
    expect(await sequence()).toBe(305);
    expect((await signet.rows('select era from audit_head'))[0]).toEqual({ era: 1 });
    await asSuperuser(
      `update audit_entry set xid = (xid::text::bigint - 1000000000)::text::xid8 where xid > '1000000000'`,
    );
    await append(2); // old entries have the transaction ids of new ones now
    expect(await sequence()).toBe(307);
    expect(await whatIsWrong()).toEqual([]);
  });

  it('takes in no row that somebody else wrote, and says which', async () => {
    await append(2);
    const [mine] = await signet.rows<{ leaf: Buffer; leaf_hash: Buffer }>(
      'select leaf, leaf_hash from audit_entry limit 1',
    );
    const forged = newId();
    await signet.rows(
      `insert into audit_entry (id, tenant, at, verb, leaf, leaf_hash, mac) values ($1, 'main', now(), 'x', $2, $3, $4)`,
      [forged, mine!.leaf, mine!.leaf_hash, Buffer.alloc(32)],
    );
    await append(1);
    expect(await sequence()).toBe(3);
    expect(await whatIsWrong()).toEqual(['null: it is in the table, and Signet did not write it']);
    expect(verified(await lines()).faults[0]!.id).toBe(forged);
  });
});

describe('an audit log that somebody changed', () => {
  beforeEach(async () => {
    await append(300);
    await sequence();
  });

  it('verified before', async () => {
    expect(await whatIsWrong()).toEqual([]);
  });

  it.each([
    [
      'an entry is gone',
      (id: string) => `delete from audit_entry where id = '${id}'`,
      '7: it is not there any more',
    ],
    [
      'a leaf says otherwise',
      (id: string) =>
        `update audit_entry set leaf = convert_to(replace(convert_from(leaf, 'utf8'), 'token:ops', 'token:bob'), 'utf8') where id = '${id}'`,
      '7: it was not written by this Signet',
    ],
    [
      'a column says otherwise',
      (id: string) => `update audit_entry set verb = 'user.delete' where id = '${id}'`,
      '7: its columns do not say what its leaf says',
    ],
    [
      'it is of another tenant now',
      (id: string) => `update audit_entry set tenant = 'other' where id = '${id}'`,
      '7: its columns do not say what its leaf says',
    ],
    [
      'a private part was put in the place of another',
      (id: string) =>
        `update audit_entry set sealed = (select sealed from audit_entry where id <> '${id}' limit 1) where id = '${id}'`,
      '7: its private part is not the one it was written with',
    ],
    [
      'one entry has the leaf of another, proofs of its writer and all',
      (id: string) =>
        `update audit_entry e set leaf = o.leaf, leaf_hash = o.leaf_hash, mac = o.mac
           from (select * from audit_entry where id <> '${id}' limit 1) o where e.id = '${id}'`,
      '7: its columns do not say what its leaf says',
    ],
  ])('is found out when %s', async (_, sql, expected) => {
    await asSuperuser(sql(await idAt(7)));
    expect(await whatIsWrong()).toEqual([expected]);
  });

  it('is found out when entries changed places', async () => {
    await asSuperuser(
      `update audit_tile set ids = ids[1:3] || ids[5] || ids[4] || ids[6:],
              hashes = substr(hashes, 1, 96) || substr(hashes, 129, 32) || substr(hashes, 97, 32) || substr(hashes, 161)
        where level = 0 and index = 0`,
    );
    expect(await whatIsWrong()).toEqual(['null: its entries do not lead to the root that was signed']);
  });

  it('is found out by a checkpoint that was kept, when its end was cut off and everything else put right', async () => {
    const kept = await note();
    await asSuperuser(
      'truncate audit_tile, audit_checkpoint',
      `delete from audit_entry where id = '${await idAt(299)}'`,
      `update audit_head set size = 0, xid = '0', id = '00000000-0000-0000-0000-000000000000'`,
    );
    await sequence();
    expect(await whatIsWrong()).toEqual([]);
    expect(await whatIsWrong([kept])).toEqual([expect.stringContaining('and has 299: its end is gone')]);
    await append(1);
    await sequence();
    expect(await whatIsWrong([kept])).toEqual([
      expect.stringContaining('its first 300 entries are not those'),
    ]);
  });

  it('is not, when a private part was erased, or the log grew', async () => {
    const kept = await note();
    const gone = await idAt(5);
    await signet.rows('update audit_entry set sealed = null where id = $1', [gone]);
    await append(1, { verb: 'subject.erase', isNameless: true, details: { entries: [gone] } });
    await append(29);
    await sequence();
    expect(await whatIsWrong([kept])).toEqual([]);
    expect(verified(await lines()).erased).toBe(1);
  });

  it('does not verify when its file was cut, or is of another key', async () => {
    const all = await lines();
    expect(verified(all.slice(0, -1)).ok).toBe(false);
    expect(verified(all.toSpliced(9, 1)).faults.map(({ what }) => what)).toContain(
      'its line is missing: 9 follows',
    );
    const verifier = new LogVerifier({ key: 'x+00000000+AA', checkpoints: [] });
    all.forEach((line) => verifier.take(line));
    expect(verifier.report().ok).toBe(false);
  });
});

describe('the log of a tenant', () => {
  it('shows others as hashes, and verifies whole', async () => {
    await append(3);
    await append(2, { tenant: 'other' });
    await sequence();
    const report = verified(await lines('other'));
    expect(report).toMatchObject({ ok: true, entries: 2, others: 3 });
    expect(JSON.stringify(await lines('other'))).not.toContain('"tenant":"main"');
  });
});

describe('evidence', () => {
  const caller = { tenant: 'main', namespaces: [] as readonly string[] } as unknown as Caller;

  async function evidence(about: { subject: string } | { execution: string }): Promise<LogLine[]> {
    const found: LogLine[] = [];
    for await (const line of signet.part(AuditLines).evidence(caller, about)) {
      found.push(JSON.parse(JSON.stringify(line)) as LogLine);
    }
    return found;
  }

  it('proves each entry about a subject, and none about another', async () => {
    await append(400);
    await append(3, { subject: 'eve' });
    await append(120);
    await sequence();
    await append(1, { subject: 'eve' }); // in no checkpoint yet
    const found = await evidence({ subject: 'eve' });
    expect(verified(found)).toMatchObject({ ok: true, whole: false, entries: 4, waiting: 1 });
    const [, entry] = found as [LogLine, Extract<LogLine, { kind: 'entry' }>];
    expect(entry.private).toContain('"subject":"eve"');

    const moved = found.map((line) => (line === entry ? { ...entry, number: entry.number! + 1 } : line));
    expect(verified(moved).faults).toMatchObject([{ what: 'its proof does not lead to the checkpoint' }]);
    const changed = { ...entry, leaf: entry.leaf.replace('token:ops', 'token:bob') };
    expect(verified(found.map((line) => (line === entry ? changed : line))).faults).toMatchObject([
      { id: entry.id, what: 'its leaf is not the one in the tree' },
    ]);
  });
});

it('says of entries which number they have, which wait for a checkpoint, and which are not of our making', async () => {
  const [first, second] = (await append(2)) as [string, string];
  await sequence();
  const [third, forged] = (await append(2)) as [string, string];
  await asSuperuser(`insert into audit_refused (entry_id, why) values ('${forged}', 'made up')`);
  const places = await signet.part(AuditTreeView).placesOf([forged, third, second, first]);
  expect(Object.fromEntries(places)).toEqual({
    [first]: { state: 'signed', number: 0 },
    [second]: { state: 'signed', number: 1 },
    [third]: { state: 'waiting', number: null },
    [forged]: { state: 'refused', number: null },
  });
});
