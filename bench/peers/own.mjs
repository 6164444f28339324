/** The sides of `npm run bench`, measured here as the peers are: Signet, and the bare program that does the same work. */
import { startFloor } from '../floor/start.mjs';
import { startSignet } from '../signet/start.mjs';

const side = (name, title, what, start) => ({
  name,
  title,
  what,
  async start({ dist, databaseUrl, redisUrl, query }) {
    const { port, programs, counts } = await start({ dist, databaseUrl, redisUrl });
    return {
      port,
      programs: programs.map((program) => ({ ...program, name: program.name.replace(`${name}-`, '') })),
      open: async () => (await query(counts.open))[0].open,
      finished: async () => (await query(counts.finished))[0].n,
    };
  },
});

export const signet = side(
  'signet',
  'Signet',
  'web and worker; HMAC check, dedupe, condition, user.update, audit.log, full record',
  startSignet,
);
export const floor = side(
  'floor',
  'floor',
  'the bare program of bench/floor: the same work with nothing around it',
  startFloor,
);
