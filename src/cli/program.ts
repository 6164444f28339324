/** The command `signet`. */
import { Command } from 'commander';
import { VERSION } from '../config/version.js';
import { auditCommands } from './audit-commands.js';
import { CommandLine } from './command-line.js';
import { approvalCommands } from './approval-commands.js';
import { deadLetterCommands } from './dead-letter-commands.js';
import { directoryCommands } from './directory-commands.js';
import { doctorCommand } from './doctor-command.js';
import { drillCommand } from './drill-command.js';
import { eraseCommand } from './erase-command.js';
import { environmentCommands } from './environment-commands.js';
import { executionCommands } from './execution-commands.js';
import { expressionCommand } from './expression-command.js';
import type { ExitCode } from './exit-code.js';
import { hookCommands } from './hook-commands.js';
import { limitsCommand } from './limits-command.js';
import { masterKeyCommands } from './master-key-commands.js';
import { migrateCommand } from './migrate-command.js';
import { secretCommands } from './secret-commands.js';
import { sendCommand } from './send-command.js';
import { serveCommand } from './serve-command.js';
import { DEFAULT_URL } from './session.js';
import type { Shell } from './shell.js';
import { sourceCommands } from './source-commands.js';
import { ssfCommands } from './ssf-commands.js';
import { tenantCommands } from './tenant-commands.js';
import { tokenCommands } from './token-commands.js';
import { triggerCommand } from './trigger-command.js';
import { upCommand } from './up-command.js';
import { userCommands } from './user-commands.js';
import { variableCommands } from './variable-commands.js';
import { workflowCommands } from './workflow-commands.js';

const COMMANDS = [
  upCommand,
  serveCommand,
  migrateCommand,
  masterKeyCommands,
  doctorCommand,
  drillCommand,
  workflowCommands,
  sourceCommands,
  hookCommands,
  ssfCommands,
  environmentCommands,
  variableCommands,
  secretCommands,
  triggerCommand,
  sendCommand,
  executionCommands,
  expressionCommand,
  deadLetterCommands,
  approvalCommands,
  limitsCommand,
  directoryCommands,
  userCommands,
  auditCommands,
  eraseCommand,
  tokenCommands,
  tenantCommands,
];

const AFTER_HELP = `
Exit codes:
  0  done
  1  what was asked for failed (a dead execution, an invalid document, an unknown name)
     or there are differences (diff, --dry-run)
  2  the command line is wrong, or a diff or --dry-run met a fault
  3  the server cannot be reached or does not accept the token`;

/** Carries out one command line (without node and script) and says how it ended; never throws. */
export function runCli(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const line = new CommandLine(shell);
  const program = createProgram(shell);
  for (const addCommands of COMMANDS) {
    addCommands(program, line);
  }
  return line.run(program, args);
}

function createProgram(shell: Shell): Command {
  return new Command('signet')
    .description('Event automation for identity platforms.')
    .version(VERSION, '-V, --version', 'print the version')
    .option('--json', 'print one JSON document on stdout (NDJSON for streams)')
    .option('--url <url>', `the server (SIGNET_URL; else the running "signet up", else ${DEFAULT_URL})`)
    .option('--token-file <file>', 'file with the token (SIGNET_TOKEN; else the one in the data folder)')
    .option('--tenant <name>', 'the tenant the token has to be of (default: whichever it is of)')
    .option('--data <folder>', 'data folder of "signet up" (default: .signet)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for what it takes)')
    .addHelpText('afterAll', AFTER_HELP);
}
