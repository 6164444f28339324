/** How a command ended, for scripts. Documented in `--help` and docs/reference/cli.md. */
export const EXIT = {
    /** Done. */
    ok: 0,
    /** Understood and tried, but what was asked for failed: a dead execution, an invalid document, an unknown name. */
    failed: 1,
    /** Two things that were compared are not the same, or a rehearsal would change something: as `diff` has it. */
    differs: 1,
    /** The command line itself is wrong. */
    usage: 2,
    /** They could not be compared: one has faults, or is not there. */
    trouble: 2,
    /** The server cannot be reached, or does not accept the token. */
    unreachable: 3,
};
/** Ends a command with a message for a person: what is wrong, where, what to do. */
export class CommandFailed extends Error {
    exitCode;
    details;
    constructor(exitCode, message, 
    /** What `--json` shows beside the message. */
    details = {}, options) {
        super(message, options);
        this.exitCode = exitCode;
        this.details = details;
        this.name = new.target.name;
    }
}
/** A command line that cannot be carried out as it is. */
export function usageFailure(message) {
    return new CommandFailed(EXIT.usage, message);
}
//# sourceMappingURL=exit-code.js.map