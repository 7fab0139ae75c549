// The wasm engine (wasm/engine.cpp) as a function from bytes to bytes.
import fs from "node:fs";

export const forms = { differences: 0, patch: 1, mergePatch: 2 };
export const flags = { fill: 8, knownValid: 16 };
const outcomes = ["identical", "different", "refused"];

export class Engine {
  #exports;
  #view = new Uint8Array(0);

  /** Reads and compiles the module; `file` is build/wasm/engine.wasm. */
  static load(file) {
    return new Engine(new WebAssembly.Module(fs.readFileSync(file)));
  }
  constructor(module) {
    this.#exports = new WebAssembly.Instance(module, {}).exports;
    this.#exports._initialize?.();
  }
  #memory() {
    const { buffer } = this.#exports.memory;
    if (this.#view.buffer !== buffer) this.#view = new Uint8Array(buffer);
    return this.#view;
  }
  /** Bytes in, bytes out; the answer is a view that the next call overwrites. */
  diff(original, make, options = 0, ids = undefined) {
    const idsSize = ids === undefined ? 0 : ids.length;
    const at = this.#exports.input(original.length + make.length + idsSize);
    const memory = this.#memory();
    memory.set(original, at);
    memory.set(make, at + original.length);
    if (idsSize > 0) memory.set(ids, at + original.length + make.length);
    const outcome = this.#exports.diff(original.length, make.length, idsSize, options);
    const from = this.#exports.answer();
    return { outcome: outcomes[outcome], bytes: this.#memory().subarray(from, from + this.#exports.answer_size()) };
  }
  memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }
}
