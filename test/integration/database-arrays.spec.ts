import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteArray, epochArray, jsonArray, plainArray, textArray } from '../../src/database/arrays.js';
import { createTestDatabase } from '../support/database.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const back = async (type: string, literal: string): Promise<unknown> =>
  (await client.query<{ values: unknown }>(`select $1::${type}[] as values`, [literal])).rows[0]!.values;

describe('array literals', () => {
  it('bring any text back as it was', async () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '').toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text)), async (values) => {
        expect(await back('text', textArray(values))).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });

  it('bring any JSON back as it was, and nothing as null', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.json())), async (texts) => {
        const { rows } = await client.query<{ value: string }>(
          'select value::text from json_array_elements($1::json) as j (value)',
          [jsonArray(texts)],
        );
        expect(rows.map(({ value }) => JSON.parse(value))).toEqual(
          texts.map((text) => JSON.parse(text ?? 'null')),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('tell the word NULL, the empty text and nothing apart', async () => {
    const values = ['NULL', 'null', '', null, '{}', ',', '"', '\\', ' '];
    expect(await back('text', textArray(values))).toEqual(values);
  });

  it('bring numbers, times and bytes back', async () => {
    expect(await back('int', plainArray([1, -2, null]))).toEqual([1, -2, null]);
    const times = [new Date(0), null, new Date('2026-11-21T05:06:07.089Z')];
    const { rows } = await client.query<{ at: Date | null }>(
      'select to_timestamp(ms / 1000) as at from unnest($1::float8[]) as t (ms)',
      [epochArray(times)],
    );
    expect(rows.map(({ at }) => at)).toEqual(times);
    const bytes = [Buffer.from([0, 255, 92]), null, Buffer.alloc(0)];
    expect(await back('bytea', byteArray(bytes))).toEqual(bytes);
  });
});
