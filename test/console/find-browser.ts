/** Once per run: a real Chromium, found or fetched, besides what every project has. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { CHROMIUM_NAMES, requireChromiumFolder } from '../../scripts/chromium.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the program. */
    chromium: string;
  }
}

export function setup(project: TestProject): void {
  const folder = requireChromiumFolder(process.env['PATH'] ?? '');
  const paths = CHROMIUM_NAMES.map((name) => join(folder, name));
  project.provide(
    'chromium',
    paths.find((path) => existsSync(path))!,
  );
}
