// The comparison itself in the browser: the same module that the Worker is made of. Loaded when it is first wanted.
import address from "../../../build/wasm/engine.wasm?url";
import type { Differences, Recipe } from "./service";

/** As wasm/engine.cpp numbers them: form 0 is the differences; 8 fills what the make leaves out. */
const fill = 8;
const refused = 2;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  input(bytes: number): number;
  diff(original: number, make: number, ids: number, options: number): number;
  answer(): number;
  answer_size(): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let loading: Promise<Exports> | undefined;

async function load(): Promise<Exports> {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(address), {});
  const engine = instance.exports as unknown as Exports;
  engine._initialize();
  return engine;
}

export interface Refusal {
  error: { code: string; detail: string; pointer: string };
}

/** The differences of a make that may leave out what it did not change; or why it is none. */
export async function compare(original: Recipe, make: Recipe): Promise<Differences | Refusal> {
  loading ??= load();
  const engine = await loading;
  const sides = [encoder.encode(JSON.stringify(original)), encoder.encode(JSON.stringify(make))] as const;
  const at = engine.input(sides[0].length + sides[1].length);
  const memory = new Uint8Array(engine.memory.buffer);
  memory.set(sides[0], at);
  memory.set(sides[1], at + sides[0].length);
  const outcome = engine.diff(sides[0].length, sides[1].length, 0, fill);
  const text = decoder.decode(new Uint8Array(engine.memory.buffer, engine.answer(), engine.answer_size()));
  const answer = JSON.parse(text);
  return outcome === refused ? (answer as Refusal) : (answer as Differences);
}
