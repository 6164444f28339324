/** Questions to a person at a terminal. They go to stderr: stdout is for the result. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailed, EXIT } from './exit-code.js';
export class Prompt {
    shell;
    lines;
    stopped = new AbortController();
    isHidden = false;
    constructor(shell) {
        this.shell = shell;
        const echo = new Writable({
            write: (chunk, _encoding, done) => {
                if (!this.isHidden) {
                    shell.stderr.write(chunk);
                }
                done();
            },
        });
        this.lines = createInterface({ input: shell.stdin, output: echo, terminal: true });
        this.lines.on('SIGINT', () => this.stopped.abort());
        this.lines.on('close', () => this.stopped.abort());
    }
    /** What was typed, without white space around it; empty for nothing. Throws CommandFailed when it is broken off. */
    async ask(question) {
        try {
            return (await this.lines.question(`${question}: `, { signal: this.stopped.signal })).trim();
        }
        catch (error) {
            throw new CommandFailed(EXIT.failed, 'broken off: nothing was made', {}, { cause: error });
        }
    }
    /** As `ask`, and nothing of the answer shows. */
    async askHidden(question) {
        this.shell.stderr.write(`${question}: `);
        this.isHidden = true;
        try {
            return await this.ask('');
        }
        finally {
            this.isHidden = false;
            this.shell.stderr.write('\n');
        }
    }
    close() {
        this.lines.close();
    }
}
//# sourceMappingURL=prompt.js.map