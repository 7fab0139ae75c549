// Reads files in a thread of its own, so that the page stays quick while an archive of a few hundred recipes is taken apart.
// A file that the service reads by itself goes as it is; of an export each recipe goes as a canonical document.
import type { Reading } from "../../../packages/cookdiff/src/engine";
import { CookdiffError, engine } from "./engine";

/** What the command line takes, too: src/formats/exports.hpp. */
export const fileBytesMax = 512 * 2 ** 20;
/** What the service takes as it is: a document of 1 MiB, a page of 8 MiB. */
const plainFormats = new Set(["cookdiff", "json", "json-ld", "html", "cooklang"]);

/** One document of a file: as it goes, or why it does not. */
export interface Found {
  /** Its path within an archive. */
  where: string;
  /** null: the file as it is. */
  body: string | null;
  type: string;
  /** Of which recipe it says that it is a make. */
  makeOf: string | null;
  /** The recipe's id that the document says. */
  recipe: string | null;
  refused: string | null;
}
export interface Asked {
  number: number;
  file: File;
}
export interface Told {
  number: number;
  found: Found[];
}

type Document = Record<string, unknown>;
type Raw = { rawJSON: string };

/** Integers beyond 2^53 come through to the digit, where the browser can keep them. */
function parsed(text: string): Reading {
  const raw = (JSON as unknown as { rawJSON?(text: string): Raw }).rawJSON;
  if (!raw || !/\d{16}/.test(text)) return JSON.parse(text);
  const keep = (_: string, value: unknown, { source }: { source: string }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) ? raw(source) : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

function idText(id: unknown): string | null {
  if (id === undefined || id === null) return null;
  return typeof id === "object" ? (id as Raw).rawJSON : String(id);
}

/** A make says so by `makeOf`, or by a `makeId` beside the recipe's id. */
const makeOf = (document: Document) => idText(document.makeOf ?? (document.makeId === undefined ? undefined : document.recipeId));

const refusal = (where: string, refused: string): Found => ({ where, body: null, type: "", makeOf: null, recipe: null, refused });

const typeOf = (format: string) => (format === "html" ? "text/html" : format === "cooklang" ? "text/plain" : "application/json");

async function read(file: File): Promise<Found[]> {
  if (file.size > fileBytesMax) return [refusal("", `larger than ${fileBytesMax / 2 ** 20} MiB`)];
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { format, recipes, refused } = parsed((await engine()).read(bytes, { name: file.name, as: "text" }));
  const single = recipes.length === 1 && recipes[0]?.where === "" && plainFormats.has(format);
  // Over the API Cooklang is known by its front matter alone: without it, it goes as what was read.
  const asItIs = single && !(format === "cooklang" && bytes[0] !== "-".charCodeAt(0));
  return [
    ...recipes.map(({ where, recipe }) => ({
      where,
      body: asItIs ? null : JSON.stringify(recipe),
      type: asItIs ? typeOf(format) : "application/json",
      makeOf: makeOf(recipe),
      recipe: idText(recipe.recipeId),
      refused: null,
    })),
    ...refused.map(({ where, error }) => refusal(where, new CookdiffError(error).message)),
  ];
}

/** Without which document it is about: that stands beside it. */
function why(reason: unknown): string {
  if (!(reason instanceof CookdiffError)) return "it cannot be read";
  const { code, detail, pointer, byte } = reason;
  return new CookdiffError({ code, detail, pointer, ...(byte === undefined ? {} : { byte }) }).message;
}

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const tell = (found: Found[]) => postMessage({ number: data.number, found } satisfies Told);
  read(data.file).then(tell, (reason: unknown) => tell([refusal("", why(reason))]));
});
