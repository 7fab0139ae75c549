// What was dropped or chosen: the files of it, and each read for the documents that it holds (in a thread of its own).
import type { Asked, Found, Told } from "./reader";
import reader from "./reader?worker&url";

/** Files of one drop that are taken. */
export const filesMax = 5000;

export interface Dropped {
  /** With the folders that it was in. */
  path: string;
  file: File;
}
export interface Drop {
  files: Dropped[];
  /** Pictures and hidden files that lay in a folder beside the recipes. */
  aside: number;
  /** Whether there were more than are taken. */
  more: boolean;
}

/** What folders of recipes hold beside recipes. */
const noRecipe = ({ path, file }: Dropped) => path.includes("/") && (/(^|\/)(\.|Thumbs\.db$)/.test(path) || /^(image|video|audio)\//.test(file.type));

function sorted(all: Dropped[], more: boolean): Drop {
  const files = all.filter((one) => !noRecipe(one));
  return { files: files.slice(0, filesMax), aside: all.length - files.length, more: more || files.length > filesMax };
}

/** Of a file chooser. */
export const filesChosen = (list: Iterable<File>): Drop =>
  sorted([...list].map((file) => ({ path: file.webkitRelativePath || file.name, file })), false);

/** Everything below what was dropped. */
export async function filesDropped(transfer: DataTransfer): Promise<Drop> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) return filesChosen(transfer.files);
  const found: Dropped[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && found.length <= 2 * filesMax; entry = waiting.shift()) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    } else {
      const folder = (entry as FileSystemDirectoryEntry).createReader();
      for (let more = await listed(folder); more.length > 0; more = await listed(folder)) waiting.push(...more);
    }
  }
  return sorted(found, waiting.length > 0);
}

const listed = (folder: FileSystemDirectoryReader) => new Promise<FileSystemEntry[]>((resolve, reject) => folder.readEntries(resolve, reject));

/** The folder `<recipe>/makes/<make>` says of which recipe a file is a make. */
export const folderOf = (path: string): string | null => path.match(/(?:^|\/)([^/]+)\/makes\/[^/]+$/)?.[1] ?? null;

// The one address that may become a script of another thread (the policy wants it said).
const address = reader;
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const trusted = policies?.createPolicy("cookdiff-reader", { createScriptURL: () => address }).createScriptURL("") ?? address;

let thread: Worker | undefined;
const waiting = new Map<number, (found: Found[]) => void>();
let asked = 0;

function begun(): Worker {
  const worker = new Worker(trusted, { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    waiting.get(data.number)?.(data.found);
    waiting.delete(data.number);
  });
  // A thread that died takes what it was asked with it; the next file gets a new one.
  worker.addEventListener("error", () => {
    for (const tell of waiting.values()) tell([{ where: "", body: null, type: "", makeOf: null, recipe: null, refused: "it could not be read here" }]);
    waiting.clear();
    thread = undefined;
  });
  return worker;
}

/** The documents of a file; one that cannot be read is a document that is refused. */
export function documentsOf(file: File): Promise<Found[]> {
  thread ??= begun();
  const number = ++asked;
  return new Promise((resolve) => {
    waiting.set(number, resolve);
    thread?.postMessage({ number, file } satisfies Asked);
  });
}
