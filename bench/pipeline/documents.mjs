// The uploads of the pipeline's benchmark: originals and makes of about 2.4 KB, no two alike, the same in every run.
import { everyday } from "../documents.mjs";

export const bucket = "recipes";

/** Recipe `recipe` of the benchmark as written; its amounts are its own. */
export function original(recipe) {
  const document = everyday();
  document.recipeId = recipe;
  document.recipeName = `Apple Pie of kitchen ${recipe}`;
  document.ingredients.forEach((line, n) => (line.quantity *= 1 + ((recipe + n) % 4)));
  return document;
}

/** Make `make` of it: three amounts, a name and two steps changed, a step left out and one moved, a rating and a note. */
export function make(recipe, make) {
  const document = original(recipe);
  document.makeId = make;
  document.rating = 1 + (make % 5);
  document.notes += ` Made for the ${make}. time.`;
  for (let n = 0; n < 3; n++) document.ingredients[(make + 5 * n) % 14].quantity += 0.25 * (1 + ((make + n) % 3));
  const renamed = document.ingredients[(make + 2) % 14];
  renamed.ingredientName = `${["wholemeal", "salted", "light"][make % 3]} ${renamed.ingredientName}`;
  document.steps[0].stepText = document.steps[0].stepText.replace("350", String(350 + 5 * (1 + (make % 6))));
  document.steps[7].stepText = document.steps[7].stepText.replace("45 to 50", `${35 + (make % 9)} to 55`);
  const [moved] = document.steps.splice(1 + (make % 4), 1);
  document.steps.splice(6, 0, moved);
  document.steps.splice(3, 1);
  return document;
}

export const originalKey = (recipe) => `recipes/${recipe}.json`;
export const makeKey = (recipe, make) => `recipes/${recipe}/makes/${make}.json`;

/** [key, document] of all of a run, of recipes from `first` on: the originals first, then the makes of all recipes in turn. */
export function* uploads({ recipes, makes, first = 1 }) {
  for (let recipe = first; recipe < first + recipes; recipe++) yield [originalKey(recipe), original(recipe)];
  for (let n = 1; n <= makes; n++)
    for (let recipe = first; recipe < first + recipes; recipe++) yield [makeKey(recipe, n), make(recipe, n)];
}

/** The event that the bucket sends to the queue when an object was put. */
export const event = (key, size) => ({
  account: "0",
  action: "PutObject",
  bucket,
  object: { key, size, eTag: "0" },
  eventTime: "2026-11-25T12:00:00.000Z",
});
