/** CPU time and peak memory of processes, from when it is made until `stop`. */
import { cpuMicroseconds, processes, residentMib } from './process-tree.mjs';

const SAMPLE_MS = 500;

export class Meters {
  #programs;
  #before;
  #peak = new Map();
  #timer;

  constructor(programs) {
    this.#programs = programs;
    this.#before = this.#cpu();
    this.#sample();
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS);
    this.#timer.unref();
  }

  /** CPU in microseconds per event, memory in MiB, each by process. */
  stop(events) {
    clearInterval(this.#timer);
    this.#sample();
    const cpu = [...this.#cpu()].map(([name, used]) => [name, (used - this.#before.get(name)) / events]);
    return { cpu: Object.fromEntries(cpu), rss: Object.fromEntries(this.#peak) };
  }

  #cpu() {
    const all = processes();
    return new Map(this.#programs.map(({ name, pid }) => [name, cpuMicroseconds(pid, all)]));
  }

  #sample() {
    const all = processes();
    for (const { name, pid } of this.#programs) {
      this.#peak.set(name, Math.max(this.#peak.get(name) ?? 0, residentMib(pid, all)));
    }
  }
}
