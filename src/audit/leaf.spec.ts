import { createHash, createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  leafBytes,
  leafHash,
  privateDigest,
  privateText,
  readLeaf,
  subjectTag,
} from './leaf.js';

const entry: AuditEntry = {
  id: '0190a000-0000-7000-8000-000000000001',
  tenant: 'main',
  at: new Date('2026-01-01T00:00:00Z'),
  verb: 'user.update',
  actor: 'workflow:acme/welcome@1',
  subject: '12345',
  executionId: '0190a000-0000-7000-8000-000000000002',
  taskId: 'profile',
  message: 'profile of 12345 created',
};

describe('audit leaf', () => {
  it('is the same bytes for the same entry, members in order', () => {
    expect(leafBytes(entry, 'tag', 'digest').toString()).toBe(
      '{"actor":"workflow:acme/welcome@1","at":"2026-01-01T00:00:00.000Z",' +
        '"execution":"0190a000-0000-7000-8000-000000000002","id":"0190a000-0000-7000-8000-000000000001",' +
        '"private":"digest","redaction":0,"subject":"tag","task":"profile","tenant":"main","v":2,"verb":"user.update"}',
    );
  });

  it('names nobody', () => {
    const leaf = leafBytes(
      entry,
      subjectTag(createSecretKey(Buffer.alloc(32)), 'main', '12345'),
      'digest',
    ).toString();
    expect(leaf).not.toContain('12345');
    expect(privateText(entry, Buffer.alloc(16))).toContain('12345');
  });

  it('is hashed behind a zero byte', () => {
    const leaf = Buffer.from('{}');
    const expected = createHash('sha256')
      .update(Buffer.concat([Buffer.from([0]), leaf]))
      .digest();
    expect(leafHash(leaf).equals(expected)).toBe(true);
    expect(leafHash(leaf).equals(createHash('sha256').update(leaf).digest())).toBe(false);
  });

  it('tags one subject alike and two apart, per tenant and key', () => {
    const key = createSecretKey(Buffer.alloc(32, 1));
    expect(subjectTag(key, 'main', 'a')).toBe(subjectTag(key, 'main', 'a'));
    const others = [
      subjectTag(key, 'main', 'b'),
      subjectTag(key, 'other', 'a'),
      subjectTag(createSecretKey(Buffer.alloc(32)), 'main', 'a'),
    ];
    expect(others).not.toContain(subjectTag(key, 'main', 'a'));
  });

  it('is read back, and nothing else is', () => {
    const leaf = leafBytes(entry, 'tag', 'digest');
    expect(readLeaf(leaf)).toMatchObject({
      id: entry.id,
      actor: entry.actor,
      subject: 'tag',
      private: 'digest',
    });
    expect([Buffer.from([0]), Buffer.from('null'), Buffer.from('{"id":"x"}')].map(readLeaf)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('binds a private part that nobody finds by trying', () => {
    const [one, other] = [privateText(entry, Buffer.alloc(16, 1)), privateText(entry, Buffer.alloc(16, 2))];
    expect(privateDigest(one)).not.toBe(privateDigest(other));
  });
});
