// The differences document, as the service and the command line give it.

/** An id as it was given; two ids are equal when written equally (`2` is `"2"`). */
export type Id = string | number;

export interface Differences {
  recipeId: Id | null;
  makeId: Id | null;
  recipeVersion: number | null;
  /** The rules and tables that made this document. */
  engine: string;
  /** Nothing changed but rating, notes and amounts of size `trace`. */
  asWritten: boolean;
  /** Both lists are empty. */
  identical: boolean;
  /** The factor by which the make was scaled; everything else is compared after it. */
  scale: number;
  /** One line for people. */
  summary: string;
  /** What a cook would call a change. */
  differences: Difference[];
  /** What is only said in another way: `3 tsp` for `1 TBS`. */
  restated: Difference[];
}

export type RecipeField = "name" | "rating" | "yield" | "time" | "ingredient" | "instruction" | "notes" | "other";
export type Kind = "added" | "removed" | "changed" | "moved" | "substituted" | "scaled" | "split" | "merged";
export type IngredientField = "quantity" | "measurement" | "ingredientName" | "note" | "section";

export interface Difference {
  recipeField: RecipeField;
  kind: Kind;
  recipeId: Id | null;
  makeId: Id | null;
  difference: Sides;
  /** The original's id and name (the make's for `added`). */
  ingredientId?: Id;
  ingredientName?: string;
  /** Absent for `added`, `removed`, `moved`, `split`, `merged`. */
  ingredientField?: IngredientField;
  /** Of a changed quantity or measurement. */
  amount?: Amount;
  /** The original's id. */
  stepId?: Id;
  /** The places, from 1. */
  stepNumber?: number;
  makeStepNumber?: number;
  /** Of a changed step, note or name. Joining `=` and `-` gives the original's text, `=` and `+` the make's. */
  words?: [op: "=" | "-" | "+", text: string][];
  /** The temperatures, durations and quantities in a step that changed. */
  measures?: Measure[];
  /** Of `other` and `time`: an RFC 6901 pointer from the recipe object. */
  path?: string;
}

/** Both sides as a person would write them; of `other` and `time` also as JSON. */
export interface Sides {
  recipe: string | null;
  make: string | null;
  recipeValue?: unknown;
  makeValue?: unknown;
}

/** `trace` up to 2 %, `small` up to 10 %, `large` above or where there is no ratio. */
export type Size = "trace" | "small" | "large";

/** A quantity as written, or the ends of a range. `""` is the unit of pieces. */
export type Quantity = { value: number; unit: string } | { min: number; max: number; unit: string };

export interface Amount {
  recipe: Quantity | null;
  make: Quantity | null;
  /** After scaling; null where there is none (from 0, from or to unspecified, not comparable). */
  ratio: number | null;
  /** After scaling, in the original's unit, of the middles of ranges. */
  delta: { value: number; unit: string } | null;
  size: Size;
  /** Volume against mass, by the ingredient's density. */
  approximate: boolean;
}

export interface Measure {
  what: "temperature" | "duration" | "quantity";
  recipe: Quantity | null;
  make: Quantity | null;
  size: Size;
}
