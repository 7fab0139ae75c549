// The documents of the benchmarks. Made by rule, the same in every run.

const ingredients = [
  [250, "g", "all-purpose flour", "sifted"],
  [1.5, "tsp", "baking powder"],
  [0.5, "tsp", "salt"],
  [180, "g", "butter", "cold, cubed"],
  [0.75, "cup", "brown sugar", "packed"],
  [2, "", "large eggs"],
  [120, "ml", "milk"],
  [1, "tbsp", "vanilla extract"],
  [5, "", "apples", "peeled and sliced"],
  [1, "tbsp", "lemon juice"],
  [0.5, "tbsp", "cinnamon"],
  [0.25, "tsp", "nutmeg", "freshly grated"],
  [2, "tbsp", "cornstarch"],
  [200, "ml", "heavy cream", "to serve"],
];
const steps = [
  "Preheat the oven to 350 °F and butter a 23 cm pie dish.",
  "Rub the cold butter into the flour, baking powder and salt until it looks like coarse breadcrumbs.",
  "Beat the eggs with the milk and vanilla, then stir them into the dough with a fork. Do not overwork it.",
  "Wrap the dough and let it rest in the fridge for 30 minutes.",
  "Toss the apples with the lemon juice, brown sugar, cinnamon and nutmeg.",
  "Roll out two thirds of the dough on a floured surface and line the dish with it.",
  "Fill with the apples, cover with the rest of the dough and cut a few slits in the lid.",
  "Bake for 45 to 50 minutes, until the crust is golden brown and the filling bubbles.",
  "Leave to cool for at least 20 minutes before slicing, and serve with the cream, whipped to soft peaks.",
];

/** The recipe of about 2.5 KB that speed is measured on. */
export function everyday() {
  return {
    recipeName: "Apple Pie",
    recipeId: 2,
    rating: 5,
    yield: "8 servings",
    prepTime: "PT40M",
    cookTime: "PT50M",
    notes: "From my grandmother. Tart apples are best.",
    ingredients: ingredients.map(([quantity, measurement, ingredientName, note], n) => ({
      ingredientId: n + 1,
      quantity,
      measurement,
      ingredientName,
      ...(note ? { note } : {}),
    })),
    steps: steps.map((stepText, n) => ({ stepId: n + 1, stepText })),
  };
}

/** An everyday make of it: an amount, a substitution, one left out, a temperature, a step that moved, a note, a rating. */
export function everydayMake() {
  const make = everyday();
  make.makeId = 7;
  make.rating = 4;
  make.notes = "From my grandmother. Tart apples are best. A bit dry this time.";
  make.ingredients[4].quantity = 0.5;
  make.ingredients[3].ingredientName = "margarine";
  make.ingredients.splice(11, 1);
  make.steps[0].stepText = "Preheat the oven to 375 °F and butter a 23 cm pie dish.";
  make.steps[7].stepText = "Bake for 40 to 45 minutes, until the crust is golden brown and the filling bubbles.";
  make.steps.splice(3, 0, make.steps.splice(4, 1)[0]);
  return make;
}

const word = (n) => ["flour", "sugar", "butter", "milk", "salt", "yeast", "water", "cocoa", "honey", "rice"][n % 10];

/** A recipe of n ingredients and n steps, no two alike; short, because 10,000 of both must fit into 1 MiB. */
export function long(n) {
  return {
    recipeName: "Long",
    recipeId: 1,
    ingredients: Array.from({ length: n }, (_, i) => ({ quantity: (i % 40) + 1, ingredientName: `${word(i)} ${i}` })),
    steps: Array.from({ length: n }, (_, i) => ({ stepText: `Stir in ${word(i)} ${i}.` })),
  };
}
export function longChanged(n) {
  const make = long(n);
  const at = n >> 1;
  make.ingredients[at].quantity += 1;
  make.steps[at].stepText = `Fold in ${word(at)} ${at}.`;
  return make;
}
export function longMoved(n) {
  const make = long(n);
  make.ingredients.push(make.ingredients.splice(n >> 2, 1)[0]);
  make.steps.push(make.steps.splice(n >> 2, 1)[0]);
  return make;
}
export function longReversed(n) {
  const make = long(n);
  make.ingredients.reverse();
  make.steps.reverse();
  return make;
}

// 1 MiB is the limit of a document, so the longest lists hold short things.
const steps_of = (count, text) => ({
  recipeName: "H",
  recipeId: 1,
  steps: Array.from({ length: count }, (_, n) => ({ stepText: text(n) })),
});
const ingredients_of = (count, name) => ({
  recipeName: "H",
  recipeId: 1,
  ingredients: Array.from({ length: count }, (_, n) => ({ quantity: 1, ingredientName: name(n) })),
});

/** Pairs that make an engine slow: name to [original, make]. */
export function hostile() {
  const most = 10000;
  const mega = "word ".repeat(200000);
  return {
    "steps reversed, 10,000": [
      steps_of(most, (n) => `Stir in number ${n}.`),
      steps_of(most, (n) => `Stir in number ${most - 1 - n}.`),
    ],
    "ingredients reversed, 10,000": [
      ingredients_of(most, (n) => `spice ${n}`),
      ingredients_of(most, (n) => `spice ${most - 1 - n}`),
    ],
    "steps all different, 10,000": [
      steps_of(most, (n) => `Stir a${n} into b${n * 7}.`),
      steps_of(most, (n) => `Bake c${n} upon d${n * 5}.`),
    ],
    "ingredients all different, 10,000": [
      ingredients_of(most, (n) => `a${n} b${n}`),
      ingredients_of(most, (n) => `c${n} d${n}`),
    ],
    "one step 10,000 times, one less": [steps_of(most, () => "Stir."), steps_of(most - 1, () => "Stir.")],
    "one ingredient 10,000 times, one less": [
      ingredients_of(most, () => "salt"),
      ingredients_of(most - 1, () => "salt"),
    ],
    "a step of 1 MB of one word, edited": [
      steps_of(1, () => mega),
      steps_of(1, () => `${mega.slice(0, 500000)}stir ${mega.slice(500000)}`),
    ],
    "a step of 1 MB of words, all others": [
      steps_of(1, () => Array.from({ length: 140000 }, (_, n) => `w${n}`).join(" ")),
      steps_of(1, () => Array.from({ length: 140000 }, (_, n) => `v${n}`).join(" ")),
    ],
    "a list of 100,000 numbers, reversed": [
      { recipeName: "H", list: Array.from({ length: 100000 }, (_, n) => n) },
      { recipeName: "H", list: Array.from({ length: 100000 }, (_, n) => 99999 - n) },
    ],
    "steps half alike, shuffled, 5,000": [
      steps_of(5000, (n) => `Stir the ${word(n)} into the ${word(n >> 3)} for ${n % 60} minutes.`),
      steps_of(5000, (n) => `Stir the ${word(n * 7)} into the ${word(n >> 2)} for ${(n * 13) % 60} minutes.`),
    ],
  };
}
