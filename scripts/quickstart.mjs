/** `npm run quickstart`: from a bare checkout to a signed event that changed a user. Plain Node, because it also installs. */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chooseFolder, prepare, ROOT } from './quickstart-prepare.mjs';
import { commandLine, startSignet } from './quickstart-signet.mjs';

const SOURCE = 'auth-platform';
const WORKFLOW = 'acme.identity/welcome-new-user';
const USER = '12345';
const EVENT = { event: 'user.created', userId: USER, metadata: { role: 'admin', source: 'app' } };
const LOADED_WITHIN_MS = 30_000;

const HELP = `npm run quickstart [-- --keep] [-- --data FOLDER]

Installs and builds what is missing, starts Signet with an embedded Postgres, sends it a signed event and shows what
became of it. The data is kept: the next run goes on from there.

  --keep         keep Signet running when stdout is no terminal
  --data FOLDER  where the data is (default: .signet/quickstart)
  --help         this text
`;

const begun = performance.now();

async function main() {
  const { keep, data } = readOptions();
  await prepare(progress);
  const folder = data === undefined ? chooseFolder() : resolve(data);
  const signet = await startSignet(folder, progress);
  try {
    progress(`Signet listens on ${signet.url}`);
    progress(`its console is ${signet.url}/console, for the token in ${shown(join(folder, 'admin-token'))}`);
    await demonstrate(commandLine(folder), folder);
    progress('done');
    if (keep) {
      showNext(folder, `Signet keeps running on ${signet.url} until Ctrl-C. Next, in another terminal:`);
      await signet.exited;
    }
  } finally {
    await signet.stop();
  }
  if (!keep) {
    showNext(
      folder,
      'Signet is stopped, its data is kept. Start it again, then go on in another terminal:',
      true,
    );
  }
}

function readOptions() {
  const options = { keep: { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' } };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      process.stdout.write(HELP);
      process.exit(0);
    }
    return { keep: values.keep ?? process.stdout.isTTY, data: values.data };
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

/** Be the auth platform: one signed event, and everything that follows from it. */
async function demonstrate(signet, folder) {
  const secret = join(folder, `${SOURCE}.secret`);
  await putSource(signet, secret);
  await untilLoaded(signet);
  const before = await findUser(signet);
  progress(`user ${USER} before: ${before === undefined ? 'unknown' : describe(before)}`);

  const body = JSON.stringify(EVENT);
  const sent = await signet.json('send', SOURCE, '--secret-file', secret, '--body', body);
  progress(`sent ${body}, signed, as ${sent.id}: ${sent.status}`);
  const [execution] = sent.answer.executions;
  if (execution === undefined) {
    throw new Error(`the event was accepted, but started nothing: is ${WORKFLOW} enabled?`);
  }
  await signet.text('executions', 'follow', execution, '--within', '60');
  progress(`execution ${execution} has finished\n`);
  await showAll(signet, execution);
}

async function putSource(signet, secret) {
  const isKept = existsSync(secret);
  const proof = ['--profile', 'standard-webhooks', isKept ? '--secret-file' : '--generate-secret', secret];
  const event = ['--event-type', 'json:/event', '--event-subject', 'json:/userId'];
  await signet.json('source', 'put', SOURCE, ...proof, ...event);
  progress(
    `source ${SOURCE} is there, with ${isKept ? 'the kept' : 'a new'} signing secret in ${shown(secret)}`,
  );
}

/** Files of the workflow folder are read while Signet already answers. */
async function untilLoaded(signet) {
  const deadline = performance.now() + LOADED_WITHIN_MS;
  for (;;) {
    const { items } = await signet.json('workflow', 'list');
    if (items.some(({ namespace, id }) => `${namespace}/${id}` === WORKFLOW)) {
      progress(`workflows are there: ${items.map(({ id }) => id).join(', ')}`);
      return;
    }
    if (performance.now() > deadline) {
      throw new Error(`${WORKFLOW} did not load from examples/workflows`);
    }
    await delay(200);
  }
}

async function findUser(signet) {
  const { items } = await signet.json('user', 'list', '--limit', '1000');
  return items.find(({ id }) => id === USER);
}

async function showAll(signet, execution) {
  const { taskRuns } = await signet.json('executions', 'show', execution);
  const profile = taskRuns.find(({ task }) => task === 'profile');
  section('The execution and its task runs', await signet.text('executions', 'show', execution));
  section(`The user (changed: ${profile.output.changed})`, await signet.text('user', 'show', USER));
  section('Its audit entries', await signet.text('audit', 'list', '--execution', execution));
}

function describe({ active, roles }) {
  return `${active ? 'active' : 'disabled'}, roles: ${roles.join(', ') || 'none'}`;
}

function showNext(folder, heading, isStopped = false) {
  const data = `--data ${quoted(shown(folder))}`;
  const secret = `--secret-file ${quoted(shown(join(folder, `${SOURCE}.secret`)))}`;
  const body = JSON.stringify({ event: 'user.role_changed', userId: USER, role: 'member' });
  const signet = 'node dist/cli/signet.js';
  const commands = [
    ...(isStopped ? [`${signet} up ${data} --workflows examples/workflows`] : []),
    `${signet} send ${SOURCE} ${data} ${secret} --body '${body}'`,
    `${signet} executions list --subject ${USER} ${data}`,
    `${signet} audit list --subject ${USER} ${data}`,
  ];
  const isElsewhere = (process.env.INIT_CWD ?? process.cwd()) !== ROOT;
  section(heading, [...(isElsewhere ? [`cd ${quoted(ROOT)}`] : []), ...commands].join('\n'));
}

/** As it is typed in the checkout. */
function shown(path) {
  const inside = relative(ROOT, path);
  return inside.startsWith('..') ? path : inside;
}

function quoted(text) {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function section(heading, text) {
  process.stdout.write(`${heading}\n${text.replaceAll(/^(?=.)/gm, '  ')}\n\n`);
}

function progress(line) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`[${seconds} s] ${line}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nquickstart failed: ${error.message}\n`);
  process.exitCode = 1;
}
