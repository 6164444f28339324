/** Makes sources as `signet source add` does. */
import { get, put } from '../../api/client';
import { api } from '../../api/paths';
import type { Profile, Source } from './source';
import { NOT_YET } from './source-body';

const PAGE = 200;

/** A source as its form asks for it. */
export interface NewSource {
  readonly name: string;
  readonly description: string;
  readonly profile: Profile;
  readonly config: Readonly<Record<string, unknown>>;
  /** In clear; null: there is none, or it comes later. */
  readonly secret: string | null;
  readonly isLater: boolean;
}

/** Throws when there is one of that name: adding must not replace what somebody else relies on. */
export async function addSource(asked: NewSource): Promise<Source> {
  const { name, profile, config } = asked;
  if (await isTaken(name)) {
    throw new Error(`There is a source ${name} already: give another name.`);
  }
  const needsUrl = profile.needs.settings.some((setting) => setting.name === 'url') && !('url' in config);
  if (!needsUrl) {
    return put<Source>(api.source(name), bodyOf(asked, config));
  }
  const made = await put<Source>(api.source(name), {
    ...bodyOf(asked, { ...config, url: NOT_YET }),
    enabled: false,
  });
  return put<Source>(api.source(name), {
    ...bodyOf(asked, { ...config, url: made.hook.url }),
    enabled: true,
  });
}

function bodyOf({ description, profile, secret, isLater }: NewSource, config: object): object {
  return {
    ...(description.trim() !== '' && { description: description.trim() }),
    verify: {
      profile: profile.name,
      config,
      ...(secret !== null && { secrets: [secret] }),
      ...(isLater && { secretLater: true }),
    },
  };
}

async function isTaken(name: string): Promise<boolean> {
  for (let cursor: string | null = null; ;) {
    const page: { items: readonly Source[]; next: string | null } = await get(api.sources, {
      limit: PAGE,
      cursor,
    });
    if (page.items.some((one) => one.name === name)) {
      return true;
    }
    if (page.next === null) {
      return false;
    }
    cursor = page.next;
  }
}
