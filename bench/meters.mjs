/** CPU time and peak memory of processes, from when it is made until `stop`. */
import { cpuMicroseconds, residentMib } from './process-tree.mjs';

const SAMPLE_MS = 500;

export class Meters {
  #programs;
  #before;
  #peak = new Map();
  #timer;

  constructor(programs) {
    this.#programs = programs;
    this.#before = new Map(programs.map(({ name, pid }) => [name, cpuMicroseconds(pid)]));
    this.#sample();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
    this.#timer.unref();
  }

  /** CPU in microseconds per event, memory in MiB, each by process. */
  stop(events) {
    clearInterval(this.#timer);
    this.#sample();
    const cpu = this.#programs.map(({ name, pid }) => [
      name,
      (cpuMicroseconds(pid) - this.#before.get(name)) / events,
    ]);
    return { cpu: Object.fromEntries(cpu), rss: Object.fromEntries(this.#peak) };
  }

  #sample() {
    for (const { name, pid } of this.#programs) {
      this.#peak.set(name, Math.max(this.#peak.get(name) ?? 0, residentMib(pid)));
    }
  }
}
