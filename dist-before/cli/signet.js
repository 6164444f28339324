#!/usr/bin/env node
import { runCli } from './program.js';
const { stdin, stdout, stderr } = process;
// Whoever reads us may stop reading (`| head`): that is no failure of ours.
stdout.on('error', () => process.exit());
const exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    stdin,
    stdout,
    stderr,
});
// A pipe may not have taken everything yet. Then it is over: what a stopped server left open keeps nobody waiting.
for (const stream of [stdout, stderr]) {
    await new Promise((resolve) => stream.write('', resolve));
}
process.exit(exitCode);
//# sourceMappingURL=signet.js.map