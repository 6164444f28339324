/** Pages of senders say what the data says. `npx vitest run --project unit test/docs-senders.spec.ts -u` writes that part anew. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyVector } from '../src/cli/run-vector.js';
import { loadPresets } from '../src/intake/verification/presets.js';
import { loadVocabulary } from '../src/intake/vocabulary/vocabulary.js';
import { recorded } from './fixtures/senders/recorded.js';
import { codeBlocks, markdownFiles, readMarkdown, ROOT, table, withMade } from './support/markdown.js';
import type { MarkdownFile } from './support/markdown.js';
import {
  commonTypesOf,
  eventOf,
  factsTable,
  hereText,
  payloadText,
  requestFrom,
  requestText,
  sendersTable,
  typesText,
} from './support/sender-page.js';

const presets = loadPresets();
const vocabulary = loadVocabulary(presets.keys());
const pageOf = (name: string): MarkdownFile => readMarkdown(`docs/senders/${name}.md`);
const placeOf = ({ path }: MarkdownFile): string => join(ROOT, path);

/** The page with all that is made replaced. */
function withAllMade(file: MarkdownFile, made: Readonly<Record<string, string>>): string {
  return Object.entries(made).reduce(
    (text, [name, part]) => withMade({ ...file, text }, name, part),
    file.text,
  );
}

describe.each([...presets])('the page of %s', (name, profile) => {
  it('says what its profile, the vocabulary and a recorded request say', async () => {
    const vector = recorded(name);
    const { event } = await eventOf(vector, presets);
    const made = {
      facts: factsTable(name, profile),
      here: hereText(name, profile, vocabulary.commonTypeOf(name, event) ?? event.type),
      payload: await payloadText(vector, presets, vocabulary),
      types: typesText(name, vocabulary),
    };

    await expect(withAllMade(pageOf(name), made)).toMatchFileSnapshot(placeOf(pageOf(name)));
  });

  it('shows a request that is accepted as it stands there', async () => {
    const shown = codeBlocks(pageOf(name)).find(({ language }) => language === 'http')!.text;
    const vector = recorded(name);
    // A token that is cut short is the recorded one.
    const sent = shown.includes('…') ? vector : requestFrom(shown, vector);

    expect(requestText(sent)).toBe(shown.trimEnd());
    expect((await verifyVector(sent, presets)).verification.kind).toBe('accepted');
  });

  it('is short, and has steps and traps', () => {
    const { text } = pageOf(name);
    const own = text
      .replaceAll(/<!-- made[\s\S]*?<!-- end -->/g, '')
      .split('\n')
      .filter((line) => line !== '');

    expect(own.length).toBeLessThanOrEqual(20);
    expect(text).toMatch(/## There\n\n1\. /);
    expect(text).toMatch(/## Traps\n\n- /);
  });
});

describe('a request on a page', () => {
  it('that was changed is not accepted', async () => {
    const vector = recorded('clerk');
    const changed = requestText(vector).replace('ana@example.com', 'eve@example.com');

    expect((await verifyVector(requestFrom(changed, vector), presets)).verification).toMatchObject({
      kind: 'refused',
      reason: 'bad_signature',
    });
  });
});

describe('the lists', () => {
  it('of senders names each with its page', async () => {
    const file = readMarkdown('docs/senders/README.md');

    await expect(withMade(file, 'senders', sendersTable(presets))).toMatchFileSnapshot(placeOf(file));
  });

  it('and no page is without a sender', () => {
    const pages = markdownFiles(join(ROOT, 'docs/senders')).map(({ path }) =>
      path.replace(/^.*\/|\.md$/g, ''),
    );

    expect(pages.toSorted()).toEqual(['README', ...presets.keys()].toSorted());
  });

  it('of common types says what each means and who sends it', async () => {
    const file = readMarkdown('docs/reference/vocabulary.md');
    const senders = [...presets.keys()].filter((name) => vocabulary.twinOf(name) === null);
    const rows = Object.entries(vocabulary.types).map(([type, meaning]) => [
      `\`${type}\``,
      meaning,
      senders.filter((name) => commonTypesOf(name, vocabulary).has(type)).join(', '),
    ]);

    await expect(withMade(file, 'types', table(['type', 'means', 'sent by'], rows))).toMatchFileSnapshot(
      placeOf(file),
    );
  });
});
