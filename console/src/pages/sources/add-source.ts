/** Makes sources as `signet source add` does. */
import { put } from '../../api/client';
import { api } from '../../api/paths';
import { requireFree } from '../../api/require-free';
import type { Profile, Source } from './source';
import { NOT_YET } from './source-body';

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
  await requireFree(api.sources, 'source', name);
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
