/** Directories as the tasks of one plan see them. */
export class OpenedDirectories extends Map {
    all;
    open;
    constructor(all, open) {
        super();
        this.all = all;
        this.open = open;
    }
    get(name) {
        const directory = this.all.get(name);
        return directory && this.open(directory);
    }
}
//# sourceMappingURL=opened-directories.js.map