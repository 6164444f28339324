/** A sign-up server on Better Auth that tells Signet about every new user. Run it with `npm start`; see README.md. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { createOutbox } from './outbox.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const { PORT = '3000', SIGNET_HOOK_URL, SIGNET_SIGNING_SECRET, BETTER_AUTH_SECRET } = process.env;

if (!SIGNET_HOOK_URL || !SIGNET_SIGNING_SECRET) {
  process.stderr.write(
    'Set SIGNET_HOOK_URL and SIGNET_SIGNING_SECRET: README.md says where they come from.\n',
  );
  process.exit(2);
}

const outbox = createOutbox({ url: SIGNET_HOOK_URL, secret: SIGNET_SIGNING_SECRET, say });

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: BETTER_AUTH_SECRET ?? randomBytes(32).toString('hex'),
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  databaseHooks: {
    user: {
      create: {
        after: async (user) => {
          outbox.send({
            event: 'user.created',
            userId: user.id,
            metadata: { role: 'member', source: 'app', email: user.email, name: user.name },
          });
        },
      },
    },
  },
});

const answer = toNodeHandler(auth);
const server = createServer((request, response) => void answer(request, response));
server.listen(Number(PORT), '127.0.0.1', () => say(`sign-up server on http://127.0.0.1:${PORT}`));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(0));
}
