import { runUntilAsked } from './app/run-until-asked.js';
import { ConfigInvalid } from './errors/errors.js';
try {
    await runUntilAsked(async (asked) => {
        const { startSignet } = await import('./app/start.js'); // it takes a while to load, and signals are heard by then
        return startSignet(process.env, {}, asked);
    });
    process.exit(0);
}
catch (error) {
    process.stderr.write(`signet failed: ${describe(error)}\n`);
    process.exit(error instanceof ConfigInvalid ? 2 : 1);
}
function describe(error) {
    return error instanceof Error ? error.message : String(error);
}
//# sourceMappingURL=main.js.map