/** Within a minor version migrations only add: the version before runs on them during a roll-out and after a roll-back. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../src/database/migrations/', import.meta.url);
/** Migrations up to here came before anything was released. */
const UNRELEASED_UP_TO = 1_766_000_000_000;

const TAKES_AWAY = [
  /\bdrop\s+(table|column|view|function|type|schema)\b/i,
  /\brename\s+(to|column|constraint)\b/i,
  /\balter\s+column\s+\w+\s+(set\s+not\s+null|type|set\s+data\s+type|drop\s+default)\b/i,
  /\badd\s+column\s+(?!.*\bdefault\b)[^,;]*\bnot\s+null\b/i,
  /\btruncate\b/i,
];

/** What of a migration's way up the version before may not live with; nothing of one that says it contracts. */
function takenAway(source: string): string[] {
  const up = source.slice(source.search(/async up\b/), source.search(/async down\b/));
  return /contract: \S+/.test(source) ? [] : TAKES_AWAY.flatMap((pattern) => pattern.exec(up)?.[0] ?? []);
}

describe('migrations', () => {
  it('since the first release take nothing away that the version before uses', () => {
    const files = readdirSync(FOLDER).filter((name) => Number.parseInt(name, 10) > UNRELEASED_UP_TO);
    const found = files.map(
      (name) => [name, takenAway(readFileSync(new URL(name, FOLDER), 'utf8'))] as const,
    );
    expect(found.filter(([, lines]) => lines.length > 0)).toEqual([]);
  });

  it.each([
    ['alter table event drop column note', ['drop column']],
    ['alter table event rename to happening', ['rename to']],
    ['alter table event alter column note set not null', ['alter column note set not null']],
    ['alter table event add column note text not null', ['add column note text not null']],
    ["alter table event add column note text not null default ''", []],
    ['alter table event add column note text; create index event_note_idx on event (note)', []],
  ])('are held to it: %s', (up, expected) => {
    expect(takenAway(`async up() { ${up} } async down() { drop table event }`)).toEqual(expected);
    expect(takenAway(`// contract: 0.2\nasync up() { ${up} } async down() {}`)).toEqual([]);
  });
});
