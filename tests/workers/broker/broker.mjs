// The queue as production has it, and worse: a seed doubles, loses, delays and reorders messages, lets deliveries overlap,
// counts attempts, and keeps production's rules of acks (the local emulator delivers again what was acked before a throw).
// It calls the consumer of the real workerd.
import { Chance } from "./chance.ts";

/** As workers/sender/wrangler.toml has them. */
export const retriesMax = { "recipe-uploads": 5, "recipe-uploads-dlq": 100 };
const uploads = "recipe-uploads";
const deadLetters = "recipe-uploads-dlq";
const batchMax = 100;

export class Broker {
  constructor(app, seed, { lostIn = 40, doubledIn = 15, delayedIn = 10 } = {}) {
    this.app = app;
    this.chance = new Chance(seed);
    this.rates = { lostIn, doubledIn, delayedIn };
    this.nowMs = 0;
    this.waiting = { [uploads]: [], [deadLetters]: [] };
    this.books = { sent: 0, acked: 0, dead: 0 };
    this.count = { lost: 0, doubled: 0, delayed: 0, retried: 0, "dead letters": 0, "batches that overlapped": 0, threw: 0 };
    this.ids = 0;
    /** Told of every batch's acked messages, before anything else happens. */
    this.acked = async () => {};
  }

  /** The bucket's event about a key; `state` is what the caller wants back when it is acked. */
  send(key, state, action = "PutObject") {
    if (this.chance.oneIn(this.rates.lostIn)) return void this.count.lost++;
    const times = this.chance.oneIn(this.rates.doubledIn) ? 2 : 1;
    this.count.doubled += times - 1;
    for (let n = 0; n < times; n++) {
      const delayed = this.chance.oneIn(this.rates.delayedIn);
      if (delayed) this.count.delayed++;
      const visibleMs = this.nowMs + (delayed ? this.chance.below(600_000) : 0);
      this.waiting[uploads].push({ id: `m${++this.ids}`, key, action, attempts: 1, visibleMs, state });
      this.books.sent++;
    }
  }

  /** Delivers until nothing waits. */
  async drain() {
    while (await this.deliverSome()) {}
  }

  /** A few batches at once of what can be seen now, in any order; moves the clock on where nothing can. */
  async deliverSome() {
    const all = [...this.waiting[uploads], ...this.waiting[deadLetters]];
    if (all.length === 0) return false;
    if (!all.some((message) => message.visibleMs <= this.nowMs)) this.nowMs = Math.min(...all.map((message) => message.visibleMs));
    const batches = [];
    for (let n = 1 + this.chance.below(3); n > 0; n--)
      for (const queue of [uploads, deadLetters]) {
        const messages = this.take(queue);
        if (messages.length > 0) batches.push({ queue, messages });
      }
    if (batches.length > 1) this.count["batches that overlapped"] += batches.length;
    await Promise.all(batches.map((batch) => this.deliver(batch)));
    return true;
  }

  take(queue) {
    const visible = this.waiting[queue].filter((message) => message.visibleMs <= this.nowMs);
    for (let at = visible.length - 1; at > 0; at--) {
      const other = this.chance.below(at + 1);
      [visible[at], visible[other]] = [visible[other], visible[at]];
    }
    const taken = new Set(visible.slice(0, 1 + this.chance.below(batchMax)));
    this.waiting[queue] = this.waiting[queue].filter((message) => !taken.has(message));
    return [...taken];
  }

  async deliver({ queue, messages }) {
    const events = messages.map(({ id, key, action, attempts }) => this.app.event(key, { id, action, attempts }));
    const result = await this.app.deliver(events, queue);
    const acked = new Set(result.explicitAcks);
    const retries = new Map(result.retryMessages.map(({ msgId, delaySeconds }) => [msgId, delaySeconds ?? 0]));
    const good = result.outcome === "ok";
    if (!good) this.count.threw++;
    // Acked is gone, whatever came after; a handler that returned acks what it did not mark; one that threw retries it.
    const isAcked = ({ id }) => acked.has(id) || (!retries.has(id) && (result.ackAll || (good && !result.retryBatch?.retry)));
    const gone = messages.filter(isAcked);
    this.books.acked += gone.length;
    await this.acked(gone, queue);
    for (const message of messages.filter((one) => !isAcked(one))) this.again(queue, message, retries.get(message.id) ?? 0);
  }

  again(queue, message, delaySeconds) {
    if (message.attempts <= retriesMax[queue]) {
      this.count.retried++;
      this.waiting[queue].push({ ...message, attempts: message.attempts + 1, visibleMs: this.nowMs + delaySeconds * 1000 });
    } else if (queue === uploads) {
      this.count["dead letters"]++;
      this.waiting[deadLetters].push({ ...message, attempts: 1, visibleMs: this.nowMs });
    } else {
      this.books.dead++; // gone without a word: must never be
    }
  }
}
