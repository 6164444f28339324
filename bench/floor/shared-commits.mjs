/** Whatever waits while a commit runs goes into the next one. No timer. */
const MOST_IN_FLIGHT = 2;
const MOST_ITEMS = 500;

export class SharedCommits {
  #write;
  #waiting = [];
  #flying = 0;

  /** @param {(items: any[]) => Promise<any[]>} write one transaction; a result for each item */
  constructor(write) {
    this.#write = write;
  }

  submit(item) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#waiting.length === 1) {
        setImmediate(() => this.#pump());
      }
    });
  }

  #pump() {
    while (this.#waiting.length > 0 && this.#flying < MOST_IN_FLIGHT) {
      const batch = this.#waiting.splice(0, MOST_ITEMS);
      this.#flying += 1;
      this.#write(batch.map(({ item }) => item))
        .then((results) => batch.forEach(({ resolve }, index) => resolve(results[index])))
        .catch((error) => batch.forEach(({ reject }) => reject(error)))
        .finally(() => {
          this.#flying -= 1;
          this.#pump();
        });
    }
  }
}
