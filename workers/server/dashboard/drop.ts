// Files that were dropped or chosen: which call each one takes, and its way there.
import { to } from "./route";

export interface Sent {
  path: string;
  file: File;
  method: "POST" | "PUT";
  /** Of which recipe it is a make; null: an original. */
  makeOf: string | null;
  share: number;
  state: "waiting" | "sending" | "stored" | "taken" | "refused";
  words: string;
  link: string | null;
}

/** Files of a folder that are looked at. */
const filesMax = 2000;

/** Everything below what was dropped. */
export async function filesOf(transfer: DataTransfer): Promise<{ path: string; file: File }[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: { path: string; file: File }[] = [];
  const waiting = [...entries];
  while (waiting.length > 0 && found.length < filesMax) {
    const entry = waiting.shift() as FileSystemEntry;
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    } else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (let more = await read(reader); more.length > 0; more = await read(reader)) waiting.push(...more);
    }
  }
  return found;
}

const read = (reader: FileSystemDirectoryReader) => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

/** Originals before makes, so that a make finds its original. */
export async function planOf(files: { path: string; file: File }[]): Promise<Sent[]> {
  const plan = await Promise.all(
    files.map(async ({ path, file }): Promise<Sent> => {
      const makeOf = await makeOfFile(path, file);
      return { path, file, method: "POST", makeOf, share: 0, state: "waiting", words: "waiting", link: null };
    }),
  );
  return plan.sort((one, other) => Number(one.makeOf !== null) - Number(other.makeOf !== null) || (one.path < other.path ? -1 : 1));
}

/** A make says so in its document (`makeOf`), or by its folder: `<recipe>/makes/<make>`. */
async function makeOfFile(path: string, file: File): Promise<string | null> {
  const folder = path.match(/(?:^|\/)([^/]+)\/makes\/[^/]+$/)?.[1] ?? null;
  if (!/json$/i.test(file.name) || file.size > 1 << 20) return folder;
  try {
    const document = JSON.parse(await file.text()) as { makeOf?: unknown; makeId?: unknown; recipeId?: unknown };
    const named = document.makeOf ?? (document.makeId === undefined ? undefined : document.recipeId);
    return named === undefined || named === null ? folder : String(named);
  } catch {
    return folder;
  }
}

const types: [RegExp, string][] = [
  [/\.html?$/i, "text/html"],
  [/\.json$/i, "application/json"],
];
const typeOf = (name: string) => types.find(([pattern]) => pattern.test(name))?.[1] ?? "text/plain";

/** Sends one and tells how far it is. Never throws: what went wrong is in the words. */
export function sendFile(one: Sent, tell: (part: Partial<Sent>) => void): Promise<void> {
  const address = one.makeOf === null ? "/recipes" : `/recipes/${encodeURIComponent(one.makeOf)}/makes`;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(one.method, address);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", typeOf(one.file.name));
    request.upload.onprogress = ({ loaded, total }) => tell({ share: total > 0 ? (loaded / total) * 0.9 : 0 });
    request.onload = () => {
      tell(outcome(one, request.status, request.responseText));
      resolve();
    };
    request.onerror = () => {
      tell({ state: "refused", words: "the service cannot be reached", share: 0 });
      resolve();
    };
    tell({ state: "sending", words: "sending", share: 0, method: one.method });
    request.send(one.file);
  });
}

function outcome(one: Sent, status: number, text: string): Partial<Sent> {
  let answer: { detail?: string; title?: string; recipeId?: string | number; makeId?: string | number } = {};
  try {
    answer = JSON.parse(text);
  } catch {
    // an answer without a body is told by its status
  }
  if (status === 200 && answer.recipeId !== undefined) {
    const link = one.makeOf === null ? to("recipes", answer.recipeId) : to("recipes", answer.recipeId, "makes", answer.makeId ?? "");
    return { state: "stored", words: one.makeOf === null ? "stored" : "stored as a make", share: 1, link };
  }
  if (status === 409 && one.makeOf === null) return { state: "taken", words: "this recipe has an original already", share: 1 };
  return { state: "refused", words: answer.detail ?? answer.title ?? `refused (${status})`, share: 1 };
}
