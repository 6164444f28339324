/** How far long work is: on a terminal, one line that is written over; elsewhere nothing. */
export class ProgressBar {
    stream;
    constructor(stream) {
        this.stream = stream;
    }
    /** `done` is from 0 to 1. */
    show(done, what) {
        const full = Math.round(done * 30);
        this.write(`[${'='.repeat(full)}${' '.repeat(30 - full)}] ${Math.round(done * 100)} %  ${what}`);
    }
    clear() {
        this.write('');
    }
    write(text) {
        if (this.stream.isTTY === true) {
            this.stream.write(`\r\u001B[K${text}`);
        }
    }
}
//# sourceMappingURL=progress-bar.js.map