import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPresets } from '../intake/verification/presets.js';
import { runVector } from './run-vector.js';
import { vectorDifferences } from './vector-differences.js';
const HELP = `Runs recorded sender requests through the verification profiles, offline.

usage: npm run --silent verify-vectors -- [--check] FILE.json

  FILE.json   vectors, as { "vectors": [...] } or [...]
  --check     also compare verdict, reason, event and response with what each vector expects; differences on stderr
  --help      show this

Prints one line of JSON per vector: {"id","verdict","reason","event","response"}.
Exit codes: 0 done; 1 a vector could not be run or reached for an address it must not (its verdict is "error"), or
--check found a difference; 2 usage.
`;
async function main() {
    const { values, positionals } = parseArgs({
        options: { help: { type: 'boolean' }, check: { type: 'boolean' } },
        allowPositionals: true,
    });
    const [file] = positionals;
    if (values.help === true || file === undefined || positionals.length > 1) {
        (values.help === true ? process.stdout : process.stderr).write(HELP);
        return values.help === true ? 0 : 2;
    }
    const vectors = readVectors(file);
    const presets = loadPresets();
    let differences = 0;
    for (const vector of vectors) {
        const result = await runVector(vector, presets).catch((error) => failed(vector, error));
        process.stdout.write(`${JSON.stringify(result)}\n`);
        const found = values.check === true ? vectorDifferences(vector, result) : [];
        if (result.verdict === 'error' || found.length > 0) {
            differences += 1;
            const what = found.length > 0 ? found.join('; ') : result.reason;
            process.stderr.write(`${vector.id}: ${what}\n`);
        }
    }
    return differences === 0 ? 0 : 1;
}
class Unreadable extends Error {
}
function readVectors(file) {
    try {
        const content = JSON.parse(readFileSync(file, 'utf8'));
        return Array.isArray(content) ? content : content.vectors;
    }
    catch (error) {
        throw new Unreadable(`${file} cannot be read: ${messageOf(error)}`);
    }
}
function failed(vector, error) {
    return { id: vector.id, verdict: 'error', reason: messageOf(error), event: null, response: null };
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
try {
    process.exitCode = await main();
}
catch (error) {
    const isUsage = error instanceof Unreadable || error instanceof TypeError; // parseArgs throws TypeErrors
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = isUsage ? 2 : 1;
}
//# sourceMappingURL=verify-vectors.js.map