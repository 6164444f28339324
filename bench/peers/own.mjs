/** The sides of `npm run bench`, measured here as the peers are: Signet, and the bare program that does the same work. */
import { floor as floorSide } from '../floor/start.mjs';
import { signet as signetSide } from '../signet/start.mjs';

/** Counts are of what is younger than an id: here all of it. */
const ALL = ['00000000-0000-0000-0000-000000000000'];

const side = (name, title, what, { seed, start }) => ({
  name,
  title,
  what,
  async start({ dist, databaseUrl, redisUrl, query }) {
    await seed(dist, databaseUrl);
    const { port, programs, counts } = await start({ dist, databaseUrl, redisUrl });
    return {
      port,
      programs: programs.map((program) => ({ ...program, name: program.name.replace(`${name}-`, '') })),
      open: async () => (await query(counts.open, ALL))[0].open,
      finished: async () => (await query(counts.finished, ALL))[0].n,
    };
  },
});

export const signet = side(
  'signet',
  'Signet',
  'web and worker; HMAC check, dedupe, condition, user.update, audit.log, full record',
  signetSide,
);
export const floor = side(
  'floor',
  'floor',
  'the bare program of bench/floor: the same work with nothing around it',
  floorSide,
);
