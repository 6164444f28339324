import { get } from './client';

const PAGE = 200;

interface Named {
  readonly name: string;
}

/** Throws when the list has something of that name: adding must not replace what somebody else relies on. */
export async function requireFree(path: string, what: string, name: string): Promise<void> {
  for (let cursor: string | null = null; ;) {
    const page: { items: readonly Named[]; next: string | null } = await get(path, { limit: PAGE, cursor });
    if (page.items.some((one) => one.name === name)) {
      throw new Error(`There is a ${what} ${name} already: give another name.`);
    }
    if (page.next === null) {
      return;
    }
    cursor = page.next;
  }
}
