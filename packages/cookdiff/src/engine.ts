// The engine without a word on where it comes from: four functions over a compiled module.
import type { Differences } from "./differences.js";

export type * from "./differences.js";

/**
 * A document of any known format: its text, its bytes, or JSON as JavaScript values. A string is a text, not a JSON
 * string. Integers beyond 2^53 stay exact only in texts and bytes.
 */
export type Source = string | Uint8Array | ArrayBuffer | object;

/** With `as: "text"` the answer is the engine's JSON text, in which every number is exact. */
export interface AsText {
  as: "text";
}

export interface DiffOptions {
  /** The make may leave out what it did not change; what is absent is taken from the original. */
  fill?: boolean;
}

export interface PatchOptions extends DiffOptions {
  /** `json-patch` (RFC 6902, the default) or `merge-patch` (RFC 7396). */
  form?: "json-patch" | "merge-patch";
}

export interface ApplyOptions {
  /** Takes any patch for a merge patch, a list too. */
  merge?: boolean;
}

export interface ReadOptions {
  /** The file's name; Cooklang is known by `.cook`. */
  name?: string;
}

export type Operation =
  | { op: "add" | "replace" | "test"; path: string; value: unknown }
  | { op: "remove"; path: string }
  | { op: "move" | "copy"; from: string; path: string };

/** What is wrong with a document, and where. */
export interface Fault {
  /** `bad-json`, `bad-utf8`, `too-large`, `bad-value`, `unknown-format`, … */
  code: string;
  detail: string;
  /** RFC 6901; "" is the whole document. */
  pointer: string;
  /** Where in the document's bytes, if that is known. */
  byte?: number;
}

/** The canonical form of a recipe (or of a make, with `makeOf`); what it does not know is kept. */
export interface Recipe {
  recipeName?: string;
  recipeId?: string | number;
  ingredients?: Record<string, unknown>[];
  steps?: Record<string, unknown>[];
  [field: string]: unknown;
}

export interface Reading {
  /** `cookdiff`, `json-ld`, `html`, `cooklang`, `mealie`, `tandoor`, `recipesage`, `nextcloud`, `paprika` */
  format: string;
  /** `where` is the path within an archive, else empty. */
  recipes: { where: string; recipe: Recipe }[];
  /** Recipes of an archive that could not be read; the others are not lost. */
  refused: { where: string; error: Fault }[];
  /** Names of further recipes of a page, which were left aside. */
  also: string[];
}

export interface Cookdiff {
  /** What was changed in a make of the original, and what is only said in another way. */
  diff(original: Source, make: Source, options: DiffOptions & AsText): string;
  diff(original: Source, make: Source, options?: DiffOptions): Differences;
  /** A patch that makes the second document out of the first. Throws where a merge patch cannot say it. */
  patch(original: Source, make: Source, options: PatchOptions & AsText): string;
  patch(original: Source, make: Source, options: PatchOptions & { form: "merge-patch" }): unknown;
  patch(original: Source, make: Source, options?: DiffOptions & { form?: "json-patch" }): Operation[];
  /** The JSON document after a JSON Patch (a list) or a merge patch (an object). Neither is changed. */
  apply(document: Source, patch: Source, options: ApplyOptions & AsText): string;
  apply(document: Source, patch: Source, options?: ApplyOptions): unknown;
  /** Every recipe of a file of any known format, archives too, in the canonical form. */
  read(file: Source, options: ReadOptions & AsText): string;
  read(file: Source, options?: ReadOptions): Reading;
}

/** A document was refused, or the engine failed (code `failed`: out of memory, or a fault of its own). */
export class CookdiffError extends Error implements Fault {
  override readonly name = "CookdiffError";
  readonly code: string;
  readonly detail: string;
  readonly pointer: string;
  declare readonly byte?: number;
  /** Which one it is about: `original`, `make`, `document`, `patch`, `file`; absent when it is about none. */
  declare readonly document?: string;

  constructor(fault: Fault & { document?: string }, options?: ErrorOptions) {
    const where = fault.byte !== undefined ? ` (byte ${fault.byte})` : fault.pointer !== "" ? ` (at ${fault.pointer})` : "";
    super(`${fault.document === undefined ? "" : `${fault.document}: `}${fault.detail || fault.code}${where}`, options);
    this.code = fault.code;
    this.detail = fault.detail;
    this.pointer = fault.pointer;
    if (fault.byte !== undefined) this.byte = fault.byte;
    if (fault.document !== undefined) this.document = fault.document;
  }
}

// wasm/engine.cpp: what the numbers mean.
const form = { differences: 0, "json-patch": 1, "merge-patch": 2 } as const;
const flag = { fill: 8, anyFile: 32 } as const;
const refused = 2;

/** An instance whose memory has grown past this is dropped after the call: memory of a module never shrinks. */
const keptBytesMax = 16 * 2 ** 20;

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  input(bytes: number): number;
  diff(originalSize: number, makeSize: number, idsSize: number, options: number): number;
  apply(patchSize: number, documentSize: number, merge: number): number;
  read(size: number, nameSize: number): number;
  answer(): number;
  answer_size(): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function bytesOf(source: Source): Uint8Array {
  if (typeof source === "string") return encoder.encode(source);
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  const text: string | undefined = typeof source === "object" ? JSON.stringify(source) : undefined;
  if (text === undefined) throw new TypeError("a document is a text, bytes, or an object");
  return encoder.encode(text);
}

function started(instance: WebAssembly.Instance): Exports {
  const exports = instance.exports as unknown as Exports;
  exports._initialize?.();
  return exports;
}

/** The functions over a module; `first` where an instance of it is there already. Nothing is kept between calls. */
export function cookdiff(module: WebAssembly.Module, first?: WebAssembly.Instance): Cookdiff {
  let kept = first === undefined ? undefined : started(first);

  // The parts lie one behind the other; the answer is JSON.
  const call = (parts: Uint8Array[], run: (exports: Exports) => number): string => {
    const exports = kept ?? started(new WebAssembly.Instance(module, {}));
    kept = undefined; // it comes back only after a call that ended well
    let outcome: number;
    let text: string;
    try {
      let at = exports.input(parts.reduce((sum, part) => sum + part.length, 0));
      const memory = new Uint8Array(exports.memory.buffer);
      for (const part of parts) {
        memory.set(part, at);
        at += part.length;
      }
      outcome = run(exports);
      text = decoder.decode(new Uint8Array(exports.memory.buffer, exports.answer(), exports.answer_size()));
    } catch (cause) {
      const detail = "the engine failed: the documents need more memory than there is, or it has a fault";
      throw new CookdiffError({ code: "failed", detail, pointer: "" }, { cause });
    }
    if (exports.memory.buffer.byteLength <= keptBytesMax) kept = exports;
    if (outcome === refused) throw new CookdiffError(JSON.parse(text).error);
    return text;
  };

  const answer = (text: string, options: Partial<AsText> | undefined) => (options?.as === "text" ? text : JSON.parse(text));
  const compare = (original: Source, make: Source, bits: number): string => {
    const [from, to] = [bytesOf(original), bytesOf(make)];
    return call([from, to], (exports) => exports.diff(from.length, to.length, 0, bits | flag.anyFile));
  };

  return {
    diff(original: Source, make: Source, options: DiffOptions & Partial<AsText> = {}) {
      return answer(compare(original, make, form.differences | (options.fill ? flag.fill : 0)), options);
    },
    patch(original: Source, make: Source, options: PatchOptions & Partial<AsText> = {}) {
      const kind = form[options.form ?? "json-patch"];
      if (kind === undefined) throw new TypeError('form is "json-patch" or "merge-patch"');
      return answer(compare(original, make, kind | (options.fill ? flag.fill : 0)), options);
    },
    apply(document: Source, patch: Source, options: ApplyOptions & Partial<AsText> = {}) {
      const [change, target] = [bytesOf(patch), bytesOf(document)];
      return answer(call([change, target], (exports) => exports.apply(change.length, target.length, options.merge ? 1 : 0)), options);
    },
    read(file: Source, options: ReadOptions & Partial<AsText> = {}) {
      const [content, name] = [bytesOf(file), encoder.encode(options.name ?? "")];
      return answer(call([content, name], (exports) => exports.read(content.length, name.length)), options);
    },
  };
}

/** The functions, from a compiled module, its bytes, or the answer to a fetch of it ("cookdiff/cookdiff.wasm"). */
export async function load(source: WebAssembly.Module | BufferSource | Response | Promise<Response>): Promise<Cookdiff> {
  const from = await source;
  const module = from instanceof WebAssembly.Module ? from : await compile(from);
  return cookdiff(module, await WebAssembly.instantiate(module, {}));
}

async function compile(from: BufferSource | Response): Promise<WebAssembly.Module> {
  if (!(typeof Response !== "undefined" && from instanceof Response)) return WebAssembly.compile(from as BufferSource);
  if (!from.ok) throw new CookdiffError({ code: "failed", detail: `the module could not be fetched: ${from.status}`, pointer: "" });
  // A server that does not know the type of wasm files is no reason to fail.
  if (from.headers.get("content-type")?.startsWith("application/wasm")) return WebAssembly.compileStreaming(from);
  return WebAssembly.compile(await from.arrayBuffer());
}
