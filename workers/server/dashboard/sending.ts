// What is on its way to the service. It goes on while other pages are looked at, and is forgotten when the window is closed.
import { documentsOf, folderOf, type Drop, type Dropped } from "./drop";
import { to } from "./route";
import { forget, signedOut } from "./service";

/** `reading`: the file is looked into; `taken`: the recipe has another original; `refused`: the document is none; `failed`: the way. */
export type State = "reading" | "waiting" | "sending" | "stored" | "taken" | "refused" | "failed";

export interface Item {
  number: number;
  /** The file, and the path within it. */
  name: string;
  body: Blob | string | null;
  type: string;
  /** Of which recipe it is a make; null: an original. */
  makeOf: string | null;
  /** The id that the document has for its recipe; null: the service gives one. */
  recipe: string | null;
  method: "POST" | "PUT";
  /** Makes that a try is repeated for the service, and not a second make. */
  key: string;
  tries: number;
  share: number;
  state: State;
  words: string;
  link: string | null;
}

/** Calls at once. */
const lanes = 4;
/** Tries of one, when the service is not reached or has too much to do. */
const triesMax = 4;
/** Before the second try where the service does not say; doubled each time. */
const pauseMs = 1000;

let items: readonly Item[] = [];
let told = { aside: 0, more: false };
let shown: { items: readonly Item[]; aside: number; more: boolean } = { items, ...told };
const listeners = new Set<() => void>();
let frame = false;
let reading = 0;
let under = 0;
let notBefore = 0;

/** What there is, the same object until something changed. */
export const current = () => shown;
export function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Between two pictures of the list, of few and of many. */
const pictureMs = (count: number) => (count > 50 ? 1000 : 50);

// Many changes are one picture.
function changed() {
  if (frame) return;
  frame = true;
  setTimeout(() => {
    frame = false;
    shown = { items, ...told };
    for (const listener of listeners) listener();
  }, pictureMs(items.length));
}

function change(number: number, part: Partial<Item>) {
  const at = items.findIndex((item) => item.number === number);
  const before = items[at];
  if (!before) return;
  const next = [...items];
  next[at] = { ...before, ...part };
  items = next;
  changed();
}

let numbers = 0;
const item = (name: string, part: Partial<Item>): Item => ({
  number: ++numbers,
  name,
  body: null,
  type: "",
  makeOf: null,
  recipe: null,
  method: "POST",
  key: crypto.randomUUID(),
  tries: 0,
  share: 0,
  state: "waiting",
  words: "waiting",
  link: null,
  ...part,
});

/** Takes what was dropped: reads each file, then sends its documents, originals before makes. */
export async function take(drop: Drop) {
  told = { aside: told.aside + drop.aside, more: drop.more };
  const rows = drop.files.map((one) => ({ one, row: item(one.path, { state: "reading", words: "reading" }) }));
  items = [...items, ...rows.map(({ row }) => row)];
  reading += rows.length;
  changed();
  for (const { one, row } of rows) {
    const documents = await documentsInside(one);
    const at = items.findIndex(({ number }) => number === row.number);
    items = [...items.slice(0, at), ...documents, ...items.slice(at + 1)];
    reading--;
    changed();
    pump();
  }
}

async function documentsInside({ path, file }: Dropped): Promise<Item[]> {
  const found = await documentsOf(file);
  return found.map(({ where, body, type, makeOf, recipe, refused }) => {
    const name = where ? `${path} › ${where}` : path;
    if (refused !== null) return item(name, { state: "refused", words: refused, share: 1 });
    return item(name, { body: body ?? file, type, recipe, makeOf: makeOf ?? folderOf(path) });
  });
}

const isOpen = ({ state }: Item) => state === "waiting" || state === "sending";

/** The next that may go: a make only when no original is before it. */
function next(): Item | undefined {
  const original = items.find(({ state, makeOf }) => state === "waiting" && makeOf === null);
  if (original || reading > 0 || items.some((one) => isOpen(one) && one.makeOf === null)) return original;
  return items.find(({ state }) => state === "waiting");
}

function pump() {
  const wait = notBefore - Date.now();
  if (wait > 0) {
    setTimeout(pump, wait);
    return;
  }
  for (let one = next(); one && under < lanes; one = next()) {
    under++;
    change(one.number, { state: "sending", words: "sending", share: 0, tries: one.tries + 1 });
    void send({ ...one, tries: one.tries + 1 }).then((part) => {
      under--;
      change(one.number, part);
      if (under === 0 && !items.some(isOpen)) forget();
      pump();
    });
  }
}

/** Sends these once more. What failed on its way may have arrived: it keeps its key. */
export function again(which: readonly Item[], method: Item["method"] = "POST") {
  for (const { number, state, key } of which)
    change(number, { state: "waiting", words: "waiting", share: 0, tries: 0, method, key: state === "failed" ? key : crypto.randomUUID() });
  pump();
}

/** Leaves out of the list what is done with. */
export function clear() {
  items = items.filter((one) => isOpen(one) || one.state === "reading");
  told = { aside: 0, more: false };
  changed();
}

/** Whether something would be lost if the window were closed now. */
export const busy = () => reading > 0 || items.some(isOpen);

function send(one: Item): Promise<Partial<Item>> {
  const address = one.makeOf === null ? "/recipes" : `/recipes/${encodeURIComponent(one.makeOf)}/makes`;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(one.method, address);
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", one.type);
    request.setRequestHeader("idempotency-key", one.key);
    request.upload.onprogress = ({ loaded, total }) => change(one.number, { share: total > 0 ? (loaded / total) * 0.9 : 0 });
    request.onload = () => {
      const part = outcome(one, request);
      resolve(part.state === "taken" ? isThere(one).then((there) => (there ? there : part)) : part);
    };
    request.onerror = () => resolve(laterOr(one, "the service cannot be reached", null));
    request.send(one.body);
  });
}

/** Another try after a while, or the end of it. */
function laterOr(one: Item, words: string, retryAfter: string | null): Partial<Item> {
  if (one.tries >= triesMax) return { state: "failed", words, share: 1 };
  const seconds = Number(retryAfter ?? Number.NaN);
  notBefore = Date.now() + (Number.isFinite(seconds) ? seconds * 1000 : pauseMs * 2 ** (one.tries - 1));
  return { state: "waiting", words: `${words}; trying again`, share: 0 };
}

/** What to say of an original that the recipe has already, as it is, as one of its versions; null where it has another. */
async function isThere({ recipe, body }: Item): Promise<Partial<Item> | null> {
  if (recipe === null || body === null) return null;
  const address = `/recipes/${encodeURIComponent(recipe)}`;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : await body.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const answer = await fetch(`${address}/versions?limit=200`, { headers: { accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return null;
  const { versions } = (await answer.json()) as { versions: { sha256: string }[] };
  if (!versions.some(({ sha256 }) => sha256 === text)) return null;
  return { state: "stored", words: "there already, as it is", share: 1, link: to("recipes", recipe) };
}

interface Answer {
  type?: string;
  detail?: string;
  title?: string;
  recipeId?: string | number;
  makeId?: string | number;
  state?: string;
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {}; // an answer without a body is told by its status
  }
}

function outcome(one: Item, request: XMLHttpRequest): Partial<Item> {
  const { status } = request;
  const answer = answerOf(request.responseText);
  const words = answer.detail ?? answer.title ?? `the service answered ${status}`;
  // Kept, but the tables did not answer: it will be stored, and must not be sent again.
  if (status === 202) return { state: "stored", words: "kept; it will be stored in a moment", share: 1 };
  if (status === 200) {
    const made = one.makeOf !== null;
    const words = made ? (answer.state === "pending" ? "stored; waits for its original" : "stored as a make") : one.method === "PUT" ? "stored as a new version" : "stored";
    const link = answer.recipeId === undefined ? null : made ? to("recipes", answer.recipeId, "makes", answer.makeId ?? "") : to("recipes", answer.recipeId);
    return { state: "stored", words, share: 1, link };
  }
  if (status === 401) signedOut.dispatchEvent(new Event("signed-out"));
  if (status === 429 || status >= 500) return laterOr(one, words, request.getResponseHeader("retry-after"));
  if (status === 409 && one.makeOf === null && one.method === "POST") return { state: "taken", words: "the recipe is there with other content", share: 1 };
  return { state: status === 401 ? "failed" : "refused", words, share: 1 };
}
