// All recipes of the kitchen: search, and how each is doing.
import { useRef, useState } from "preact/hooks";
import { useMore } from "./pages";
import { Empty, Heading, Loading, Stars, Trouble, useSeen } from "./parts";
import { Spark } from "./plots";
import { go, to, type Place } from "./route";
import { useCall, type RecipeSummary } from "./service";
import { counted, inPercent, onDay } from "./words";

const pageSize = 25;
/** Makes in the small line of a recipe. */
const lineMakes = 24;

export function RecipesView({ place }: { place: Place }) {
  const wish = place.query.get("name") ?? "";
  const ingredient = place.query.get("ingredient") ?? "";
  const query = { limit: pageSize, name: wish, ingredient };
  const first = useCall("GET /recipes", { query });
  const more = useMore("GET /recipes", { query }, first.answer?.next ?? null, ({ recipes }) => recipes);
  const rows = [...(first.answer?.recipes ?? []), ...more.rows];
  const searched = Boolean(wish || ingredient);
  return (
    <>
      <Heading title="Recipes">Recipes</Heading>
      <Search name={wish} ingredient={ingredient} />
      {first.failure && <Trouble failure={first.failure} again={first.again} />}
      {!first.answer && !first.failure && <Loading what="recipes" />}
      {first.answer && rows.length === 0 && (searched ? <Empty>Nothing is called that.</Empty> : <NoRecipes />)}
      {rows.length > 0 && (
        <ul class="cards">
          {rows.map((recipe) => (
            <RecipeRow key={`${typeof recipe.recipeId}${recipe.recipeId}`} recipe={recipe} />
          ))}
        </ul>
      )}
      {more.failure && <Trouble failure={more.failure} again={more.next} />}
      {more.open && <More next={more.next} />}
    </>
  );
}

function NoRecipes() {
  return (
    <Empty>
      <p>There is no recipe here yet.</p>
      <a class="button primary" href={to("uploads")}>
        Bring the first
      </a>
    </Empty>
  );
}

function Search({ name, ingredient }: { name: string; ingredient: string }) {
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [typed, setTyped] = useState(ingredient || name);
  const [by, setBy] = useState(ingredient ? "ingredient" : "name");
  const search = (text: string, field: string) => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => go(text ? `/?${field}=${encodeURIComponent(text)}` : "/", "replace"), 250);
  };
  return (
    <form class="search" role="search" onSubmit={(event) => event.preventDefault()}>
      <label for="search">Search</label>
      <input
        id="search"
        type="search"
        value={typed}
        placeholder={by === "name" ? "Search by name" : "Search by ingredient"}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value, by);
        }}
      />
      <label for="search-by">by</label>
      <select
        id="search-by"
        value={by}
        onChange={(event) => {
          setBy(event.currentTarget.value);
          if (typed) search(typed, event.currentTarget.value);
        }}
      >
        <option value="name">Name</option>
        <option value="ingredient">Ingredient</option>
      </select>
    </form>
  );
}

/** Asks for more when it is scrolled to; a button for whoever does not scroll. */
function More({ next }: { next(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(next);
  latest.current = next;
  useSeen(button, () => latest.current(), true);
  return (
    <button type="button" class="more" ref={button} onClick={next}>
      More recipes
    </button>
  );
}

function RecipeRow({ recipe }: { recipe: RecipeSummary }) {
  const share = recipe.asWrittenShare;
  return (
    <li class="card">
      <a class="card-name" href={to("recipes", recipe.recipeId)} dir="auto">
        {recipe.recipeName || `Recipe ${recipe.recipeId}`}
      </a>
      <span class="card-meta">
        {recipe.makes === 0 ? <span class="quiet">not made yet</span> : <span>{counted(recipe.makes, "make")}</span>}
        {recipe.lastMadeAt && <span class="quiet">last {onDay(recipe.lastMadeAt)}</span>}
        {share !== null && <span class="quiet">{inPercent(share)} as written</span>}
      </span>
      <span class="card-rating">
        {recipe.makes > 1 && <RatingLine recipe={recipe} />}
        {recipe.makes > 0 && <Stars rating={recipe.meanRating} />}
      </span>
    </li>
  );
}

/** The last ratings; asked for when the row is seen. */
function RatingLine({ recipe }: { recipe: RecipeSummary }) {
  const place = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);
  useSeen(place, () => setSeen(true));
  const path = { recipeId: recipe.recipeId };
  const { answer } = useCall("GET /recipes/{recipeId}/makes", seen ? { path, query: { limit: lineMakes } } : null);
  const ratings = (answer?.makes ?? []).map((make) => make.rating).reverse();
  return (
    <span class="rating-line" ref={place}>
      <Spark values={ratings} scale={{ low: 0, high: 5 }} label={`the last ${ratings.length} ratings: ${ratings.map((rating) => rating ?? "none").join(", ")}`} />
    </span>
  );
}
