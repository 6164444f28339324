/** Ties commands to sessions, and whatever happens to an exit code. */
import { CommanderError } from 'commander';
import { AppError } from '../errors/app-error.js';
import { CommandFailed, EXIT } from './exit-code.js';
import { Session } from './session.js';
export class CommandLine {
    shell;
    exitCode = EXIT.ok;
    constructor(shell) {
        this.shell = shell;
    }
    handle(handler) {
        return async (...args) => {
            const command = args.at(-1);
            const session = new Session(this.shell, command.optsWithGlobals());
            this.exitCode = (await handler(session, ...args.slice(0, -1))) ?? EXIT.ok;
        };
    }
    /** Runs the command of `args` (without node and script); never throws. */
    async run(program, args) {
        try {
            await program.parseAsync(args, { from: 'user' });
            return this.exitCode;
        }
        catch (error) {
            return this.explain(error, args.includes('--json'));
        }
    }
    explain(error, json) {
        if (error instanceof CommanderError) {
            return error.exitCode === 0 ? EXIT.ok : EXIT.usage; // commander has said what is wrong
        }
        const { exitCode, message, details } = asFailure(error);
        this.shell.stderr.write(`signet: ${message}\n`);
        if (json) {
            this.shell.stdout.write(`${JSON.stringify({ error: { exitCode, message, ...details } }, null, 2)}\n`);
        }
        return exitCode;
    }
}
function asFailure(error) {
    if (error instanceof CommandFailed) {
        return error;
    }
    if (error instanceof AppError) {
        const exitCode = error.code === 'config_invalid' ? EXIT.usage : EXIT.failed;
        return { exitCode, message: error.message };
    }
    const { code, message, syscall } = error;
    return {
        exitCode: EXIT.failed,
        message: code === 'EADDRINUSE' ? `${message}: choose another port with --port` : message,
        details: code === undefined ? {} : { code, syscall },
    };
}
//# sourceMappingURL=command-line.js.map