// Numbers, dates and amounts as a reader of this browser's language writes them.
import type { Amount, Ingredient } from "./service";

const language = navigator.language;
/** Made when it is first asked for: each costs milliseconds, and no page needs them all. */
function later<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
const numbers = (options: Intl.NumberFormatOptions) => later(() => new Intl.NumberFormat(language, options));
const number = numbers({ maximumFractionDigits: 2 });
const percent = numbers({ style: "percent", maximumFractionDigits: 0 });
const signedPercent = numbers({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" });
const signed = numbers({ maximumFractionDigits: 2, signDisplay: "exceptZero" });
const day = later(() => new Intl.DateTimeFormat(language, { dateStyle: "medium" }));
const moment = later(() => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }));

export const inNumbers = (value: number) => number().format(value);
/** As it stands in a field: no groups, three places. */
const field = numbers({ maximumFractionDigits: 3, useGrouping: false });
export const inField = (value: number) => field().format(value);
const decimal = later(() => field().formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".");
/** The number that was typed, with the language's decimal sign or a point; null where it is more than a number. */
export function numberOf(typed: string): number | null {
  const text = typed.trim();
  const sign = decimal();
  const plain = sign !== "." && text.split(sign).length === 2 && !text.includes(".") ? text.replace(sign, ".") : text;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** With the sign of a lesser number as it is set in print, and in the sentences beside it. */
const printed = (text: string) => text.replace("-", "\u2212");
export const inPercent = (share: number) => percent().format(share);
export const changeInPercent = (ratio: number) => printed(signedPercent().format(ratio - 1));
export const withSign = (value: number) => printed(signed().format(value));

function date(text: string | null | undefined): Date | null {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}
export const onDay = (text: string | null | undefined) => {
  const at = date(text);
  return at ? day().format(at) : (text ?? "");
};
export const atMoment = (text: string | null | undefined) => {
  const at = date(text);
  return at ? moment().format(at) : (text ?? "");
};

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${inNumbers(count)} ${count === 1 ? one : many}`;

/** Units that cooks measure with fractions; others get decimals. */
const fractionUnits = /^(|unit|whole|each|cups?|tsp|tbsp|tbs|teaspoons?|tablespoons?|pints?|quarts?|gallons?|lbs?|oz|sticks?)$/i;
const fractions: [number, string][] = [
  [1 / 8, "⅛"], [1 / 4, "¼"], [1 / 3, "⅓"], [3 / 8, "⅜"], [1 / 2, "½"], [5 / 8, "⅝"], [2 / 3, "⅔"], [3 / 4, "¾"], [7 / 8, "⅞"],
]; // prettier-ignore

export function quantityIn(value: number, unit: string): string {
  if (!fractionUnits.test(unit)) return inNumbers(value);
  const whole = Math.floor(value);
  const found = fractions.find(([size]) => Math.abs(value - whole - size) < 0.004);
  if (!found) return inNumbers(value);
  return whole === 0 ? found[1] : `${inNumbers(whole)} ${found[1]}`;
}

export function amountText(amount: Amount | undefined): string {
  if (!amount) return "";
  const one = (value: number) => quantityIn(value, amount.unit);
  const size =
    amount.min !== undefined && amount.max !== undefined ? `${one(amount.min)}–${one(amount.max)}` : one(amount.value ?? 0);
  return amount.unit ? `${size} ${amount.unit}` : size;
}

const bare = /^(unit|whole|each)$/i;

/** The unit as it is shown: pieces have none. */
export const unitShown = (measurement: unknown): string => (typeof measurement === "string" && !bare.test(measurement.trim()) ? measurement : "");

/** A line's amount: `½ tbsp`. A text that is no number stays as it was written. */
export function lineAmount(line: Ingredient): string {
  const unit = unitShown(line.measurement);
  const quantity = line.quantity as unknown;
  let text = "";
  if (typeof quantity === "number") text = quantityIn(quantity, unit);
  else if (typeof quantity === "string") text = /^\d+(\.\d+)?$/.test(quantity) ? quantityIn(Number(quantity), unit) : quantity;
  else if (quantity !== null && typeof quantity === "object") {
    const { min, max } = quantity as { min?: number; max?: number };
    text = `${quantityIn(min ?? 0, unit)}–${quantityIn(max ?? 0, unit)}`;
  }
  return [text, unit].filter(Boolean).join(" ");
}

/** Anything that a document may hold where a text is expected. */
export const asText = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : typeof value === "number" ? inNumbers(value) : JSON.stringify(value);

export const stateWords: Record<string, string> = {
  queued: "waiting",
  stored: "stored",
  pending: "waits for its original",
  rejected: "refused",
  failed: "failed",
  withdrawn: "withdrawn",
};
