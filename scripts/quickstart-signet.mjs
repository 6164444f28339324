/** `signet up` as a child of the quickstart, and the command line spoken to it. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT, SIGNET } from './quickstart-prepare.mjs';

/** All that Signet gets of this shell: a DATABASE_URL that was meant for something else stays out. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'TERM', 'NO_COLOR', 'LANG'];
const LAST_LINES = 15;

/**
 * Starts Signet on a folder and resolves when it listens. Throws an Error that says why it did not.
 *
 * @param {string} folder data folder
 * @param {(line: string) => void} say told what it does on the way
 */
export async function startSignet(folder, say) {
  const args = ['up', '--json', '--data', folder, '--port', '0', '--workflows', 'examples/workflows'];
  const child = start(args, ['ignore', 'pipe', 'pipe']);
  process.on('SIGTERM', () => child.kill('SIGTERM')).on('SIGINT', () => undefined); // a terminal's Ctrl-C reaches it by itself
  const lines = [];
  const exited = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    say(line);
  });
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = urlIn(line);
      lines.push(line);
      if (url !== undefined) {
        resolve(url);
      }
    });
  });
  const url = await Promise.race([ready, exited.then(() => undefined)]);
  if (url === undefined) {
    throw new Error(`Signet did not start:\n${lines.slice(-LAST_LINES).join('\n')}`);
  }
  return {
    url,
    exited,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function urlIn(line) {
  try {
    const { url, data } = JSON.parse(line);
    return data === undefined ? undefined : url;
  } catch {
    return undefined; // a line of its log
  }
}

/** Speaks the command line to the Signet of a folder. */
export function commandLine(folder) {
  return {
    /** What the command prints, trimmed. Throws with what it said when it fails. */
    async text(...args) {
      const { code, stdout, stderr } = await finish(
        start([...args, '--data', folder], ['ignore', 'pipe', 'pipe']),
      );
      if (code !== 0) {
        throw new Error(`signet ${args.slice(0, 2).join(' ')} failed:\n${stderr || stdout}`);
      }
      return stdout.trim();
    },
    /** The JSON a command answers with. */
    async json(...args) {
      return JSON.parse(await this.text(...args, '--json'));
    },
  };
}

function start(args, stdio) {
  const env = Object.fromEntries(
    KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  return spawn(process.execPath, [SIGNET, ...args], { cwd: ROOT, stdio, env });
}

async function finish(child) {
  const said = { stdout: [], stderr: [] };
  for (const name of ['stdout', 'stderr']) {
    child[name].on('data', (chunk) => said[name].push(chunk));
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  const [stdout, stderr] = [said.stdout, said.stderr].map((chunks) => Buffer.concat(chunks).toString('utf8'));
  return { code, stdout, stderr };
}
