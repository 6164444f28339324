/**
 * The load generator of a steady rate, a process of its own. Events are sent when their time has come, whether or not
 * earlier ones are answered, and their latency counts from that time: who waits for a busy server is in it, and so is
 * what this process itself is late. Its parent sends `prepare` and `run`; while it runs it tells each second what was
 * answered.
 */
import { Connection } from '../load/connection.mjs';
import { Requests } from '../load/requests.mjs';
import { Histogram } from './histogram.mjs';

const TICK_MS = 1;
const TELL_MS = 1000;
/**
 * Requests under way at most; what comes on top waits here, and its latency goes on counting. They are opened, and
 * answered once, before the first event: Node accepts one connection in each turn of its event loop, however many wait,
 * and a flood of new ones would measure that.
 */
const MOST_CONNECTIONS = 2000;
const LEAST_CONNECTIONS = 64;
/** Enough for answers that take so long. */
const ANSWER_MS = 400;
const OPENED_AT_A_TIME = 32;
/** What is not answered by then counts as unanswered. */
const ANSWERED_WITHIN_MS = 30_000;
const RETRY_AFTER = /\r\nretry-after: *\d+/i;

const requests = new Requests();

process.on('message', (message) => {
  if (message.kind === 'prepare') {
    requests.prepare(message.count);
    process.send?.({ kind: 'prepared' });
  } else {
    void new OpenLoop(message).start();
  }
});
process.on('disconnect', () => process.exit());

class OpenLoop {
  #port;
  #perMs;
  #count;
  #start = 0;
  #planned = 0;
  #done = 0;
  #opened = 0;
  /** @type {Connection[]} used in turn, so that none is closed for being idle */
  #idle = [];
  /** @type {number[]} planned times of those that found no connection */
  #queue = [];
  #second = newSecond();

  constructor({ port, rate, seconds }) {
    this.#port = port;
    this.#perMs = rate / 1000;
    this.#count = Math.round(rate * seconds);
  }

  async start() {
    const connections = Math.max(LEAST_CONNECTIONS, Math.min(MOST_CONNECTIONS, this.#perMs * ANSWER_MS));
    while (this.#opened < connections) {
      await Promise.all(Array.from({ length: OPENED_AT_A_TIME }, () => this.#open()));
    }
    process.send?.({ kind: 'begin' });
    this.#start = performance.now();
    const ticking = setInterval(() => {
      this.#sendDue();
      if (this.#planned === this.#count) {
        clearInterval(ticking);
      }
    }, TICK_MS);
    const telling = setInterval(() => {
      this.#tell('second');
      const over = performance.now() - this.#start - this.#count / this.#perMs;
      if (this.#done === this.#count || over > ANSWERED_WITHIN_MS) {
        clearInterval(telling);
        this.#idle.splice(0).forEach((connection) => connection.close());
        process.send?.({ kind: 'end', unanswered: this.#count - this.#done });
      }
    }, TELL_MS);
  }

  #sendDue() {
    const due = Math.min(this.#count, Math.floor((performance.now() - this.#start) * this.#perMs));
    while (this.#planned < due) {
      this.#send(this.#start + this.#planned / this.#perMs);
      this.#planned += 1;
    }
  }

  #send(planned) {
    const connection = this.#idle.shift();
    if (connection) {
      this.#sendOn(connection, planned);
    } else {
      this.#queue.push(planned);
    }
  }

  async #open() {
    this.#idle.push(await Connection.openGreeted(this.#port));
    this.#opened += 1;
  }

  #sendOn(connection, planned) {
    let underWay = true;
    const answered = (status, head) => {
      underWay = false;
      this.#note(status, head, planned);
      const next = this.#queue.shift();
      if (next === undefined) {
        this.#idle.push(connection);
      } else {
        this.#sendOn(connection, next);
      }
    };
    let gone = false;
    const failed = () => {
      if (gone) {
        return; // an error, and then the end of its connection
      }
      gone = true;
      this.#opened -= 1;
      if (underWay) {
        this.#done += 1;
        this.#second.cut += 1;
      } else {
        this.#idle = this.#idle.filter((one) => one !== connection);
      }
      this.#open().catch(() => undefined);
    };
    this.#second.late.add(performance.now() - planned);
    connection.send(requests.next(), answered, failed);
  }

  #note(status, head, planned) {
    const isAccepted = status === 202;
    this.#done += 1;
    this.#second.statuses[status] = (this.#second.statuses[status] ?? 0) + 1;
    this.#second[isAccepted ? 'accepted' : 'refused'].add(performance.now() - planned);
    if (!isAccepted && !RETRY_AFTER.test(head)) {
      this.#second.withoutRetryAfter += 1;
    }
  }

  #tell(kind) {
    const { accepted, refused, late, ...counts } = this.#second;
    const second = { ...counts, accepted: accepted.counts, refused: refused.counts, late: late.counts };
    process.send?.({ kind, second: { ...second, at: Date.now(), open: this.#opened - this.#idle.length } });
    this.#second = newSecond();
  }
}

function newSecond() {
  const [accepted, refused, late] = [new Histogram(), new Histogram(), new Histogram()];
  return { accepted, refused, late, statuses: {}, withoutRetryAfter: 0, cut: 0 };
}
