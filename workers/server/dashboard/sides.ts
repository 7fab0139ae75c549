// Two documents side by side: which line of the one stands beside which of the other, and what the differences say of it.
import type { Difference, Ingredient, Recipe, Step } from "./service";

export interface LinePair {
  original: Ingredient | null;
  make: Ingredient | null;
  entries: Difference[];
}
export interface StepPair {
  original: Step | null;
  originalNumber: number | null;
  make: Step | null;
  makeNumber: number | null;
  entries: Difference[];
}

const list = <Item>(value: unknown): Item[] =>
  Array.isArray(value) ? value.map((item) => (item !== null && typeof item === "object" ? item : {}) as Item) : [];
export const ingredientsOf = (recipe: Recipe) => list<Ingredient>(recipe.ingredients);
export const stepsOf = (recipe: Recipe) => list<Step>(recipe.steps);

const folded = (text: unknown) => String(text ?? "").trim().toLowerCase();
const hasId = (id: unknown) => id !== null && id !== undefined;
const sameId = (one: unknown, other: unknown) => hasId(one) && hasId(other) && String(one) === String(other);

/** Takes the first of `pool` that fits and is still free. */
function take<Item>(pool: (Item | null)[], fits: (item: Item) => boolean): Item | null {
  const at = pool.findIndex((item) => item !== null && fits(item));
  if (at < 0) return null;
  const found = pool[at] as Item;
  pool[at] = null;
  return found;
}

/** The lines in the original's order, then what the make has more. */
export function pairLines(original: Recipe, make: Recipe, entries: readonly Difference[]): LinePair[] {
  const open: (Difference | null)[] = entries.filter((entry) => entry.recipeField === "ingredient");
  const made: (Ingredient | null)[] = ingredientsOf(make);
  const lines = ingredientsOf(original);
  const pairs: LinePair[] = lines.map((line) => ({ original: line, make: null, entries: [] }));
  for (const pair of pairs) pair.entries = entriesOf(open, pair.original as Ingredient, lines);
  // What was put in for another thing first, then by id and name together, by name, by id.
  const newName = (pair: LinePair) => pair.entries.find((entry) => entry.ingredientField === "ingredientName")?.difference.make;
  const gone = (pair: LinePair) => pair.entries.some((entry) => entry.kind === "removed");
  const sameName = (pair: LinePair, line: Ingredient) => folded(line.ingredientName) === folded(pair.original?.ingredientName);
  const ways: ((pair: LinePair, line: Ingredient) => boolean)[] = [
    (pair, line) => newName(pair) !== undefined && folded(line.ingredientName) === folded(newName(pair)),
    (pair, line) => sameName(pair, line) && sameId(line.ingredientId, pair.original?.ingredientId),
    (pair, line) => sameName(pair, line) && folded(line.section) === folded(pair.original?.section),
    sameName,
    (pair, line) => sameId(line.ingredientId, pair.original?.ingredientId),
  ];
  for (const fits of ways)
    for (const pair of pairs) if (!pair.make && !gone(pair)) pair.make = take(made, (line) => fits(pair, line));
  const added = entries.filter((entry) => entry.recipeField === "ingredient" && entry.kind === "added");
  for (const line of made) if (line) pairs.push({ original: null, make: line, entries: takeAdded(added, line) });
  return pairs;
}

// An entry belongs to a line by id and name; of equal lines each takes one of each kind.
function entriesOf(open: (Difference | null)[], line: Ingredient, lines: readonly Ingredient[]): Difference[] {
  const twins = lines.filter((other) => folded(other.ingredientName) === folded(line.ingredientName)).length > 1;
  const found: Difference[] = [];
  open.forEach((entry, at) => {
    if (!entry || entry.kind === "added") return;
    const fits = hasId(entry.ingredientId)
      ? sameId(entry.ingredientId, line.ingredientId) && (!twins || folded(entry.ingredientName) === folded(line.ingredientName))
      : folded(entry.ingredientName) === folded(line.ingredientName);
    const taken = found.some((other) => other.kind === entry.kind && other.ingredientField === entry.ingredientField);
    if (!fits || taken) return;
    found.push(entry);
    open[at] = null;
  });
  return found;
}

function takeAdded(added: Difference[], line: Ingredient): Difference[] {
  const at = added.findIndex((entry) => folded(entry.ingredientName) === folded(line.ingredientName));
  return at < 0 ? [] : added.splice(at, 1);
}

/** The steps in the make's order, with what was left out where it stood. */
export function pairSteps(original: Recipe, make: Recipe, entries: readonly Difference[]): StepPair[] {
  const before = stepsOf(original);
  const after = stepsOf(make);
  const ours = entries.filter((entry) => entry.recipeField === "instruction");
  const partner = new Map<number, number>();
  const gone = new Set<number>();
  const fresh = new Set<number>();
  for (const entry of ours) {
    if (entry.kind === "removed" && entry.stepNumber) gone.add(entry.stepNumber);
    else if (entry.kind === "added" && entry.makeStepNumber) fresh.add(entry.makeStepNumber);
    else if (entry.stepNumber && entry.makeStepNumber) partner.set(entry.makeStepNumber, entry.stepNumber);
  }
  pairSilent(before, after, partner, gone, fresh);
  const of = (from: number | null, until: number | null) =>
    ours.filter((entry) => (from !== null && entry.stepNumber === from) || (from === null && entry.makeStepNumber === until));
  const pairs: StepPair[] = after.map((step, at) => {
    const from = partner.get(at + 1) ?? null;
    return { original: from === null ? null : (before[from - 1] ?? null), originalNumber: from, make: step, makeNumber: at + 1, entries: of(from, at + 1) };
  });
  const paired = new Set(partner.values());
  before.forEach((step, at) => {
    if (paired.has(at + 1)) return;
    const place = pairs.findIndex((pair) => pair.originalNumber !== null && pair.originalNumber > at + 1);
    const pair = { original: step, originalNumber: at + 1, make: null, makeNumber: null, entries: of(at + 1, null) };
    pairs.splice(place < 0 ? pairs.length : place, 0, pair);
  });
  return pairs;
}

// Steps of which nothing is said are equal: in order, equal texts first.
function pairSilent(before: Step[], after: Step[], partner: Map<number, number>, gone: Set<number>, fresh: Set<number>) {
  const taken = new Set(partner.values());
  const free = before.map((_, at) => at + 1).filter((number) => !taken.has(number) && !gone.has(number));
  const waiting = after.map((_, at) => at + 1).filter((number) => !partner.has(number) && !fresh.has(number));
  for (const number of waiting) {
    const same = free.findIndex((from) => folded(before[from - 1]?.stepText) === folded(after[number - 1]?.stepText));
    const [from] = same >= 0 ? free.splice(same, 1) : [];
    if (from !== undefined) partner.set(number, from);
  }
  for (const number of waiting.filter((number) => !partner.has(number))) {
    const from = free.shift();
    if (from !== undefined) partner.set(number, from);
  }
}
