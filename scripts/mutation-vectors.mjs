/** The recorded requests of senders, run through sources that are broken on the way to them, in this process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, createServerModuleRunner } from 'vite';
import { breaking, ROOT } from './mutation.mjs';

const VECTORS = 'test/fixtures/senders/vectors.json';

/** @typedef {import('./mutation.mjs').Mutation} Mutation */

/** Runs all vectors against one broken source after another. */
export class VectorProof {
  /** @type {Mutation | null} */
  #current = null;
  #vectors = JSON.parse(readFileSync(join(ROOT, VECTORS), 'utf8')).vectors;
  #server;
  #runner;

  async open() {
    const change = (code, id) =>
      this.#current === null ? undefined : breaking(this.#current).transform(code, id);
    this.#server = await createServer({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      appType: 'custom',
      server: { middlewareMode: true, ws: false, hmr: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      plugins: [{ name: 'breaking', enforce: 'pre', transform: change }],
    });
    this.#runner = createServerModuleRunner(this.#server.environments.ssr, { hmr: false });
    return this;
  }

  /**
   * @param {Mutation | null} mutation null: the sources as they are
   * @returns {Promise<string[]>} ids of the vectors that noticed, as far as one that did not get its result; empty: none did
   */
  async run(mutation) {
    this.#forget(this.#current);
    this.#forget(mutation);
    this.#current = mutation;
    this.#runner.clearCache();
    const { runVector } = await this.#import('src/cli/run-vector.ts');
    const { vectorDifferences } = await this.#import('src/cli/vector-differences.ts');
    const { loadPresets } = await this.#import('src/intake/verification/presets.ts');
    const presets = loadPresets();
    for (const vector of this.#vectors) {
      const result = await runVector(vector, presets).catch((error) => ({
        verdict: 'error',
        reason: String(error),
      }));
      if (vectorDifferences(vector, result).length > 0) {
        return [vector.id];
      }
    }
    return [];
  }

  async close() {
    await this.#runner.close();
    await this.#server.close();
  }

  #import(path) {
    return this.#runner.import(join(ROOT, path));
  }

  #forget(mutation) {
    const { moduleGraph } = this.#server.environments.ssr;
    const module = mutation && moduleGraph.getModuleById(join(ROOT, mutation.file));
    if (module) {
      moduleGraph.invalidateModule(module);
    }
  }
}
