// The bridge: turns an operation number and bytes into a promise, and resumes the module with the answer's bytes.
// No business word in here. Shapes: src/edge/wire.md. Instances: docs/adr/0002-one-event-one-instance.md.
import { decode, encode, readFrame } from "./frame";
import { logLine } from "./log";
import { operations, type Bindings } from "./operations";

/** Kinds of event, as src/edge/event.hpp numbers them. */
export const EventKind = { fetch: 1, queue: 2, scheduled: 3, call: 4 } as const;

/** What a call of the module ended with: its status as src/edge/host.hpp numbers it. */
const CallStatus = { ok: 0, failed: 1, timedOut: 2 } as const;

/** The one operation that is the running event's own (src/edge/host.hpp). */
const emitOperation = 16;

/** Only an instance whose memory stayed below this is put back and used again. */
const memoryBytesMax = 4 << 20;
/** Idle instances kept; more would only hold memory (an isolate has 128 MB). */
const idleMaxDefault = 16;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  reserve(size: number): number;
  begin(kind: number): number;
  complete(id: number, status: number): number;
  answer_data(): number;
  answer_size(): number;
  heap_end(): number;
}

interface Running {
  bindings: Bindings;
  callsPending: number;
  /** When each pending call must have answered: one timer an event watches the earliest, since timers cost more than calls. */
  deadlines: Map<number, number>;
  timer: number | null;
  wakesAt: number;
  /** Takes a chunk of an answer that is given out while it is made; only a fetch has it. */
  emit?: (chunk: { header: any; body: Uint8Array }) => Promise<Uint8Array>;
  resolve(answer: Uint8Array): void;
  reject(reason: unknown): void;
}

/** Thrown when the module trapped: the event failed, its instance is gone, nothing else is harmed. */
export class Trap extends Error {}

/** One instance of the module, serving one event at a time. */
class Machine {
  private readonly exports: Exports;
  private readonly snapshot: Uint8Array;
  private running: Running | null = null;

  constructor(private readonly pool: Pool, module: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(module, {
      host: {
        start: (id: number, op: number, at: number, size: number, deadline: number) => this.start(id, op, this.copy(at, size), deadline),
        now: () => Date.now(),
        random: (at: number, size: number) => void crypto.getRandomValues(this.view(at, size)),
        log: (at: number, size: number) => logLine(decode(this.view(at, size))),
      },
    });
    this.exports = instance.exports as unknown as Exports;
    this.exports._initialize();
    this.snapshot = this.copy(0, this.exports.heap_end());
  }

  run(kind: number, frame: Uint8Array, bindings: Bindings, emit?: Running["emit"]): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const event: Running = { bindings, emit, callsPending: 0, deadlines: new Map(), timer: null, wakesAt: 0, resolve, reject };
      this.running = event;
      this.step(event, () => {
        this.write(frame);
        return this.exports.begin(kind);
      });
    });
  }

  // Begins a host call for the running event. Never answers from inside.
  private start(id: number, op: number, request: Uint8Array, deadline: number): void {
    const event = this.running as Running;
    event.callsPending++;
    const at = Date.now() + deadline;
    event.deadlines.set(id, at);
    if (event.timer === null || at < event.wakesAt) this.watchDeadlines(event);
    const finish = (status: number, answer: Uint8Array) => {
      event.callsPending--;
      if (event.deadlines.delete(id)) this.complete(event, id, status, answer);
    };
    const operation = op === emitOperation && event.emit ? event.emit : operations[op];
    (operation ? operation(readFrame(request), event.bindings) : Promise.reject(new Error(`no operation ${op}`))).then(
      (answer) => finish(CallStatus.ok, answer),
      (reason) => finish(CallStatus.failed, encode(reason instanceof Error ? reason.message : String(reason))),
    );
  }

  // Wakes at the earliest deadline, times out what has passed its own, and watches on while calls are pending.
  private watchDeadlines(event: Running): void {
    clearTimeout(event.timer);
    event.timer = null;
    if (event.deadlines.size === 0 || this.running !== event) return;
    event.wakesAt = Math.min(...event.deadlines.values());
    event.timer = setTimeout(() => {
      const now = Date.now();
      for (const [id, at] of [...event.deadlines])
        if (at <= now && event.deadlines.delete(id)) this.complete(event, id, CallStatus.timedOut, new Uint8Array());
      this.watchDeadlines(event);
    }, Math.max(0, event.wakesAt - Date.now()));
  }

  // An answer whose event has ended, or that came after its deadline, finds nobody: the module ignores an id that it does
  // not wait for, and another event's answers never get this far.
  private complete(event: Running, id: number, status: number, answer: Uint8Array): void {
    if (this.running !== event) return;
    this.step(event, () => {
      this.write(answer);
      return this.exports.complete(id, status);
    });
  }

  // Runs the module until it waits or has ended its event.
  private step(event: Running, enter: () => number): void {
    let ended: number;
    try {
      ended = enter();
    } catch (reason) {
      this.running = null; // dropped: it never goes back into the pool
      clearTimeout(event.timer);
      event.reject(new Trap(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)));
      return;
    }
    if (ended === 0) return;
    this.running = null;
    clearTimeout(event.timer);
    const answer = this.copy(this.exports.answer_data(), this.exports.answer_size());
    if (event.callsPending === 0 && this.exports.memory.buffer.byteLength <= memoryBytesMax) this.putBack();
    event.resolve(answer);
  }

  // Memory as it was after start-up, so that nothing of this event can be seen by the next.
  private putBack(): void {
    const used = this.exports.heap_end();
    const memory = new Uint8Array(this.exports.memory.buffer);
    memory.fill(0, this.snapshot.length, used);
    memory.set(this.snapshot);
    this.pool.give(this);
  }

  private view(at: number, size: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, at, size);
  }
  private copy(at: number, size: number): Uint8Array {
    return this.view(at, size).slice();
  }
  private write(bytes: Uint8Array): void {
    const at = this.exports.reserve(bytes.length);
    this.view(at, bytes.length).set(bytes);
  }
}

class Pool {
  private readonly idle: Machine[] = [];
  constructor(private readonly module: WebAssembly.Module, private readonly idleMax: number) {}
  take(): Machine {
    return this.idle.pop() ?? new Machine(this, this.module);
  }
  give(machine: Machine): void {
    if (this.idle.length < this.idleMax) this.idle.push(machine);
  }
}

/** Runs events on a pool of instances of one module. */
export class Runtime {
  private readonly pool: Pool;
  constructor(module: WebAssembly.Module, idleMax = idleMaxDefault) {
    this.pool = new Pool(module, idleMax);
  }
  run(kind: number, frame: Uint8Array, bindings: Bindings, emit?: Running["emit"]): Promise<Uint8Array> {
    return this.pool.take().run(kind, frame, bindings, emit);
  }
}
