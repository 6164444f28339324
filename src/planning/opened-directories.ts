import type { Directory } from '../directories/directory.js';

/** Directories by name; there may be one of any name. */
export type Directories = Pick<ReadonlyMap<string, Directory>, 'get'>;

/** Directories as the tasks of one plan see them. */
export class OpenedDirectories extends Map<string, Directory> {
  constructor(
    private readonly all: Directories,
    private readonly open: (directory: Directory) => Directory,
  ) {
    super();
  }

  override get(name: string): Directory | undefined {
    const directory = this.all.get(name);
    return directory && this.open(directory);
  }
}
