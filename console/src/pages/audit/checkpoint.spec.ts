import { expect, it } from 'vitest';
import { fileNameOf, rootOf } from './checkpoint';

it('the root stands in the third line of a note', () => {
  expect(rootOf('signet\n12\nAbC=\n\n— signet sig\n')).toBe('AbC=');
  expect(rootOf('nothing of a note')).toBe('');
});

it('a file is called after what it is about, without what would lead elsewhere', () => {
  expect(fileNameOf('evidence-source:auth/../x y')).toBe('signet-evidence-source_auth_.._x_y.ndjson');
  expect(fileNameOf('x'.repeat(500))).toHaveLength(94);
});
