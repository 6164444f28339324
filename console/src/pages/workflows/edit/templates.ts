/** What a new workflow may begin with: a small document that works, or a template of `signet workflow new`. */
import { START } from './start';

/** Fetched when one is chosen. */
const TEXTS = import.meta.glob<string>(
  ['../../../../../src/workflow/templates/*.yaml', '!../../../../../src/workflow/templates/*.test.yaml'],
  {
    query: '?raw',
    import: 'default',
  },
);

const byName = new Map(
  Object.entries(TEXTS).map(([path, read]) => [path.replace(/^.*\/|\.yaml$/g, ''), read] as const),
);

export const TEMPLATE_NAMES: readonly string[] = [...byName.keys()];

/** The text to begin with; the small one where the name says nothing. */
export function readTemplate(name: string): Promise<string> {
  return byName.get(name)?.() ?? Promise.resolve(START);
}
