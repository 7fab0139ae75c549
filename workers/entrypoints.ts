// The platform's handlers, each turned into an event of a module. Generic: which Worker has which is its index.ts.
import { WorkerEntrypoint } from "cloudflare:workers";
import { EventKind, Runtime, Trap } from "./bridge";
import { makeFrame, readFrame } from "./frame";
import { answerHeaders } from "./headers";
import { log } from "./log";
import type { Bindings } from "./operations";

/** More bytes of a request's body than this are not read: the module answers 413. */
const bodyBytesMax = 8 << 20;
/** A message whose batch and whose own replay both trapped is tried again after this, up to the queue's max_retries. */
const trapDelaySeconds = 30;

export interface Options {
  runtime: Runtime;
  /** Names of plain variables of the configuration that the module may read. Secrets are never among them. */
  variables?: string[];
}

/** How many databases are bound, as DB, DB2, DB3 … (src/store/databases.hpp). */
function databasesOf(bindings: Bindings): number {
  let count = 0;
  while (typeof bindings[count === 0 ? "DB" : `DB${count + 1}`]?.prepare === "function") count++;
  return count;
}

const variablesOf = (options: Options, bindings: Bindings) => {
  const given = (options.variables ?? []).filter((name) => typeof bindings[name] === "string").map((name) => [name, bindings[name]]);
  return { ...Object.fromEntries(given), DATABASES: String(databasesOf(bindings)) };
};

async function readBody(request: Request): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length; // counted as it comes: the header may say anything
    if (size > bodyBytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  if (chunks.length === 1) return chunks[0]!;
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

const nullBodyStatus = new Set([204, 205, 304]);

export async function handleFetch(options: Options, request: Request, bindings: Bindings): Promise<Response> {
  const url = new URL(request.url);
  const body = await readBody(request);
  const event = makeFrame(
    {
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      headers: [...request.headers],
      bodyTooLarge: body === null,
      address: request.headers.get("cf-connecting-ip") ?? "",
      origin: url.origin,
      variables: variablesOf(options, bindings),
    },
    body ?? undefined,
  );
  const answers = new Answers(request, bindings);
  return new Promise((respond) => {
    const stream = new Streamed((head, body) => respond(answers.of(head.status, head.headers, body)));
    options.runtime.run(EventKind.fetch, event, bindings, stream.emit).then(
      (bytes) => {
        const answer = readFrame(bytes);
        if (!stream.begun) respond(answers.whole(answer));
        else if (answer.header.status === answerIsOut) stream.close();
        else stream.abort(); // what failed behind the first chunk: the reader sees that it is not whole
      },
      (reason) => {
        logTrap("fetch", reason);
        if (stream.begun) stream.abort();
        else respond(answers.failed());
      },
    );
  });
}

/** The status of an answer that was given out chunk by chunk (src/edge/stream.cpp). */
const answerIsOut = 0;

/** What one request is answered with. */
class Answers {
  constructor(private readonly request: Request, private readonly bindings: Bindings) {}

  of(status: number, headers: [string, string][], body: ReadableStream | Uint8Array | string | null): Response {
    return new Response(body, { status, headers: answerHeaders(this.request, headers, this.bindings.ALLOWED_ORIGINS) });
  }

  whole({ header, body }: { header: any; body: Uint8Array }): Response {
    if (header.error !== undefined) return this.failed();
    const empty = this.request.method === "HEAD" || nullBodyStatus.has(header.status);
    return this.of(header.status, header.headers, empty ? null : body);
  }

  /** When the module is not there to say it. */
  failed(): Response {
    const problem = { type: "about:blank", title: "Internal Server Error", status: 500 };
    return this.of(500, [["content-type", "application/problem+json"]], JSON.stringify(problem));
  }
}

/** An answer that goes out chunk by chunk: its head with the first, and each when the reader has room. */
class Streamed {
  private writer: WritableStreamDefaultWriter | null = null;
  constructor(private readonly begin: (head: any, body: ReadableStream) => void) {}

  get begun(): boolean {
    return this.writer !== null;
  }
  emit = async ({ header, body }: { header: any; body: Uint8Array }): Promise<Uint8Array> => {
    if (this.writer === null) {
      const { readable, writable } = new TransformStream();
      this.writer = writable.getWriter();
      this.begin(header, readable);
    }
    await this.writer.write(body.slice()); // the frame it lies in is not kept
    return makeFrame({});
  };
  close(): void {
    this.writer?.close().catch(() => {}); // a reader that went away
  }
  abort(): void {
    this.writer?.abort(new Error("the answer broke off")).catch(() => {});
  }
}

// Only where it happened in the module: a stack of wasm frames holds no text of a document.
function logTrap(event: string, reason: unknown): void {
  if (!(reason instanceof Trap)) return log({ level: "error", event, fault: "bridge" });
  const frames = reason.message.split("\n").filter((line) => line.includes("wasm")).slice(0, 12);
  log({ level: "error", event, fault: "trap", stack: frames.map((line) => line.trim()) });
}

interface Verdict {
  ack: boolean;
  delaySeconds?: number;
}

async function decide(options: Options, queue: string, messages: readonly Message[], bindings: Bindings): Promise<Verdict[]> {
  const event = makeFrame({
    queue,
    messages: messages.map(({ id, attempts, timestamp, body }) => ({ id, attempts, timestamp: timestamp.getTime(), body })),
    variables: variablesOf(options, bindings),
  });
  try {
    const answer = readFrame(await options.runtime.run(EventKind.queue, event, bindings));
    return answer.header.verdicts ?? messages.map(() => ({ ack: false, delaySeconds: trapDelaySeconds }));
  } catch (reason) {
    logTrap("queue", reason);
    if (messages.length === 1) return [{ ack: false, delaySeconds: trapDelaySeconds }];
    // One of them is poisoned: each again by itself, so that no innocent message dies beside it.
    const verdicts: Verdict[] = [];
    for (const message of messages) verdicts.push(...(await decide(options, queue, [message], bindings)));
    return verdicts;
  }
}

export async function handleQueue(options: Options, batch: MessageBatch, bindings: Bindings): Promise<void> {
  const verdicts = await decide(options, batch.queue, batch.messages, bindings);
  batch.messages.forEach((message, at) => {
    // A handler that returns acks whatever it did not mark: so each is marked.
    const verdict = verdicts[at] ?? { ack: false };
    if (verdict.ack) message.ack();
    else message.retry({ delaySeconds: verdict.delaySeconds ?? 0 });
  });
}

export async function handleScheduled(options: Options, controller: ScheduledController, bindings: Bindings): Promise<void> {
  const event = makeFrame({ cron: controller.cron, time: controller.scheduledTime, variables: variablesOf(options, bindings) });
  const answer = readFrame(await options.runtime.run(EventKind.scheduled, event, bindings));
  if (answer.header.error !== undefined) throw new Error(answer.header.error);
}

/** A named entrypoint whose one method hands bytes to the module: HTTP cannot reach it, only a service binding can. */
export function callEntrypoint(options: Options) {
  return class extends WorkerEntrypoint<Bindings> {
    async call(method: string, bytes: Uint8Array): Promise<Uint8Array> {
      const event = makeFrame({ method, variables: variablesOf(options, this.env) }, bytes);
      try {
        return await options.runtime.run(EventKind.call, event, this.env);
      } catch (reason) {
        logTrap("call", reason);
        return makeFrame({ trapped: true });
      }
    }
  };
}
