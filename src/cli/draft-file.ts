import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** A file that is not there under its name before it is complete and durable; mode 0600. */
export class DraftFile {
  private constructor(
    private readonly file: string,
    private readonly draft: string,
    private readonly handle: FileHandle,
  ) {}

  static async open(file: string): Promise<DraftFile> {
    const draft = `${file}.${process.pid}.new`;
    await rm(draft, { force: true });
    return new DraftFile(file, draft, await open(draft, 'wx', 0o600));
  }

  async keep(text: string): Promise<void> {
    try {
      await this.handle.writeFile(text);
      await this.handle.sync();
    } finally {
      await this.handle.close();
    }
    await rename(this.draft, this.file);
  }

  /** Leaves nothing of it, unless it was kept. */
  async drop(): Promise<void> {
    await this.handle.close();
    await rm(this.draft, { force: true });
  }
}
