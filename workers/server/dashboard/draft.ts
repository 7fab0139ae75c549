// A make while it is being written down: starts as the original, and becomes a document that leaves out what is as written.
import type { Ingredient, Recipe, Step } from "./service";
import { ingredientsOf, stepsOf } from "./sides";
import { inField, numberOf } from "./words";

export interface DraftLine {
  key: string;
  /** The original's line that it began as. */
  from: number | null;
  quantity: string;
  measurement: string;
  ingredientName: string;
  gone: boolean;
}
export interface DraftStep {
  key: string;
  from: number | null;
  text: string;
  gone: boolean;
}
export interface Draft {
  /** How much of it all was made. */
  scale: number;
  lines: DraftLine[];
  steps: DraftStep[];
  rating: number | null;
  notes: string;
  cook: string;
  day: string;
  observations: { name: string; value: string; unit: string }[];
}

const text = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "object" ? "" : String(value));

/** `1/2`, `1 1/2`. */
function fractionOf(written: string): number | null {
  const [, whole, above, below] = written.trim().match(/^(?:(\d+) +)?(\d+)\/([1-9]\d*)$/) ?? [];
  return above === undefined ? null : Number(whole ?? 0) + Number(above) / Number(below);
}

/** As the reader's language writes it; a text stays as it is, and is not scaled. */
function quantityText(quantity: unknown, scale: number): string {
  if (typeof quantity === "number") return inField(quantity * scale);
  if (quantity === null || typeof quantity !== "object") {
    const size = scale === 1 ? null : (numberOf(text(quantity)) ?? fractionOf(text(quantity)));
    return size === null ? text(quantity) : inField(size * scale);
  }
  const { min, max } = quantity as { min?: number; max?: number };
  return min === undefined || max === undefined ? "" : `${inField(min * scale)}-${inField(max * scale)}`;
}

const lineOf = (line: Ingredient, scale = 1) => ({
  quantity: quantityText(line.quantity, scale),
  measurement: text(line.measurement),
  ingredientName: text(line.ingredientName),
});

/** The draft with so much of it all; an amount that was typed stays. */
export function scaled(original: Recipe, draft: Draft, scale: number): Draft {
  const from = ingredientsOf(original);
  const lines = draft.lines.map((line) => {
    const before = line.from === null ? undefined : from[line.from];
    if (!before || line.quantity !== quantityText(before.quantity, draft.scale)) return line;
    return { ...line, quantity: quantityText(before.quantity, scale) };
  });
  return { ...draft, scale, lines };
}

/** What the original says in the place of a line that is not as it was; null where nothing changed. */
export function lineBefore(line: DraftLine, original: Recipe, scale: number): Ingredient | null {
  const before = line.from === null ? undefined : ingredientsOf(original)[line.from];
  if (!before) return null;
  const as = lineOf(before, scale);
  const same = line.quantity === as.quantity && line.measurement === as.measurement && line.ingredientName === as.ingredientName;
  return same ? null : { ...before, ...as };
}

/** Today here, as the date field wants it. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function blank(original: Recipe): Draft {
  return {
    scale: 1,
    lines: ingredientsOf(original).map((line, at) => ({ key: `line ${at}`, from: at, gone: false, ...lineOf(line) })),
    steps: stepsOf(original).map((step, at) => ({ key: `step ${at}`, from: at, gone: false, text: text(step.stepText) })),
    rating: null,
    notes: "",
    cook: stored("cook"),
    day: today(),
    observations: [],
  };
}

const changedLine = (line: DraftLine, from: Ingredient | undefined) => {
  if (!from) return true;
  const before = lineOf(from);
  return line.gone || line.quantity !== before.quantity || line.measurement !== before.measurement || line.ingredientName !== before.ingredientName;
};

/** A number where it is one; else the text as it was typed, which the comparison reads (`1 1/2`). */
const quantityOf = (typed: string): string | number | null => numberOf(typed) ?? (typed.trim() || null);

function writtenLine(line: DraftLine, from: Ingredient | undefined): Ingredient {
  if (!from) return withoutEmpty({ quantity: quantityOf(line.quantity) ?? "", measurement: line.measurement.trim(), ingredientName: line.ingredientName.trim() });
  const before = lineOf(from);
  const out: Ingredient = { ...from };
  if (line.quantity !== before.quantity) out.quantity = quantityOf(line.quantity);
  if (line.measurement !== before.measurement) out.measurement = line.measurement.trim();
  if (line.ingredientName !== before.ingredientName) out.ingredientName = line.ingredientName.trim();
  return out;
}

const withoutEmpty = <Item extends object>(item: Item): Item => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== "")) as Item;

/** The document; `whole` with what says who and when. */
export function documentOf(original: Recipe, draft: Draft, whole: boolean): Recipe {
  const lines = ingredientsOf(original);
  const steps = stepsOf(original);
  const out: Recipe = original.recipeId === undefined ? {} : { makeOf: original.recipeId };
  if (draft.lines.some((line) => changedLine(line, line.from === null ? undefined : lines[line.from]))) {
    const kept = draft.lines.filter((line) => !line.gone && (line.from !== null || line.ingredientName.trim() !== ""));
    out.ingredients = kept.map((line) => writtenLine(line, line.from === null ? undefined : lines[line.from]));
  }
  const stepChanged = (step: DraftStep) => step.from === null || step.gone || step.text !== text(steps[step.from]?.stepText);
  if (draft.steps.some(stepChanged)) {
    const kept = draft.steps.filter((step) => !step.gone && (step.from !== null || step.text.trim() !== ""));
    out.steps = kept.map((step): Step => ({ ...(step.from === null ? {} : steps[step.from]), stepText: step.text }));
  }
  if (draft.rating !== null) out.rating = draft.rating;
  if (draft.notes.trim() !== "") out.notes = draft.notes.trim();
  if (!whole) return out;
  if (draft.cook.trim() !== "") out.cook = draft.cook.trim();
  const at = madeAt(draft.day);
  if (at) out.madeAt = at;
  const seen = draft.observations.filter((one) => one.name.trim() !== "" && one.value.trim() !== "");
  if (seen.length > 0) out.observations = seen.map(observationOf);
  return out;
}

/** Today is now; another day is its noon. */
function madeAt(day: string): string | null {
  const at = day === today() ? new Date() : new Date(`${day}T12:00:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function observationOf({ name, value, unit }: { name: string; value: string; unit: string }) {
  return withoutEmpty({ name: name.trim(), value: numberOf(value) ?? value.trim(), unit: unit.trim() });
}

// A private window may forbid storage: then nothing is kept, and the form works all the same.
function stored(name: string): string {
  try {
    return localStorage.getItem(`cookdiff ${name}`) ?? "";
  } catch {
    return "";
  }
}
function store(name: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(`cookdiff ${name}`);
    else localStorage.setItem(`cookdiff ${name}`, value);
  } catch {
    // see above
  }
}

/** What the draft began from: another version of the original begins anew. */
const mark = (original: Recipe) => `${original.recipeVersion ?? ""} ${ingredientsOf(original).length} ${stepsOf(original).length}`;

export function readDraft(recipeId: string, original: Recipe): Draft | null {
  try {
    const kept = JSON.parse(stored(`draft ${recipeId}`)) as { mark: string; draft: Draft };
    return kept.mark === mark(original) ? { ...blank(original), ...kept.draft } : null;
  } catch {
    return null;
  }
}
export function keepDraft(recipeId: string, original: Recipe, draft: Draft) {
  store(`draft ${recipeId}`, JSON.stringify({ mark: mark(original), draft }));
  store("cook", draft.cook);
}
export const dropDraft = (recipeId: string) => store(`draft ${recipeId}`, null);
