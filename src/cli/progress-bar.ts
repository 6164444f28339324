/** How far long work is: on a terminal, one line that is written over; elsewhere nothing. */
export class ProgressBar {
  constructor(private readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean }) {}

  /** `done` is from 0 to 1. */
  show(done: number, what: string): void {
    const full = Math.round(done * 30);
    this.write(`[${'='.repeat(full)}${' '.repeat(30 - full)}] ${Math.round(done * 100)} %  ${what}`);
  }

  clear(): void {
    this.write('');
  }

  private write(text: string): void {
    if (this.stream.isTTY === true) {
      this.stream.write(`\r\u001B[K${text}`);
    }
  }
}
