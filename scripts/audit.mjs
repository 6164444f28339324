/**
 * `npm run audit`: known weaknesses of what Signet ships with. Exits 1 for one that is not explained in audit-report.mjs. A registry
 * that has no advisories (many mirrors) is said to be none, loudly: exit 0, or 2 with --strict.
 */
import { spawnSync } from 'node:child_process';
import { judgeAudit } from './audit-report.mjs';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 120_000,
});
const verdict = judgeAudit(stdout ?? '');
if (verdict.kind === 'unreachable') {
  process.stdout.write(
    `NOT AUDITED: this registry tells no advisories (${verdict.why}).\nRun npm run audit where registry.npmjs.org can be asked before you release.\n`,
  );
  process.exitCode = process.argv.includes('--strict') ? 2 : 0;
} else {
  process.stdout.write(`${[verdict.kind, ...verdict.lines].join('\n')}\n`);
  process.exitCode = verdict.kind === 'clean' ? 0 : 1;
}
