/** The built program with its console, and a real browser that looks at it. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { ADMIN_TOKEN, TestApi } from '../support/an-api.js';
import { createTestDatabase } from '../support/database.js';
import { freePort } from '../support/ports.js';
import { startProgram } from '../support/processes.js';

/** Patience for what a page shows, in milliseconds. */
const SHOWS_WITHIN_MS = 15_000;

export interface ConsoleSite {
  readonly url: string;
  /** As admin of `main`. */
  readonly api: TestApi;
  /** What the pages said on the browser's console, errors alone, and what they broke with. */
  readonly complaints: readonly string[];
  /** A tab of its own, signed in with the token. */
  open(path: string, token?: string): Promise<Page>;
  /** A tab in which nobody has signed in. */
  openAsStranger(path: string): Promise<Page>;
  stop(): Promise<void>;
}

/** Build first. `env` is what the program gets besides. */
export async function startConsole(env: Readonly<Record<string, string>> = {}): Promise<ConsoleSite> {
  const database = await createTestDatabase();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram({
    env: {
      DATABASE_URL: database.url,
      SIGNET_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      ADMIN_TOKEN,
      PORT: String(port),
      ...env,
    },
  });
  await program.waitUntilReady(`${url}/health/ready`);
  const browser = await startBrowser();
  const complaints: string[] = [];
  const openAsStranger = async (path: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(SHOWS_WITHIN_MS);
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${url}/console${path}`);
    return page;
  };
  return {
    url,
    api: new TestApi({ url }),
    complaints,
    openAsStranger,
    async open(path, token = ADMIN_TOKEN) {
      const page = await openAsStranger(path);
      await signIn(page, token);
      return page;
    },
    async stop() {
      await browser.close();
      await program.kill('SIGTERM');
      await database.drop();
    },
  };
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('API token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** Without its own sandbox, which wants rights that neither root nor a container has; it loads nothing but the console. */
async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
}
