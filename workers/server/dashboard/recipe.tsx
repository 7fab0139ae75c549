// A recipe, and in its margin what cooks do to it.
import { Effects, hasHeatMap, HeatMap, Plots, Suggested } from "./analysis";
import { useMore } from "./pages";
import { Empty, Heading, Loading, Stars, Trouble, Verdict, WhenSeen } from "./parts";
import { Spark } from "./plots";
import { to } from "./route";
import { useCall, type Analysis, type Recipe } from "./service";
import { ingredientsOf, stepsOf } from "./sides";
import { asText, changeInPercent, counted, inNumbers, inPercent, lineAmount, onDay, withSign } from "./words";

export function RecipeView({ recipeId }: { recipeId: string }) {
  const path = { recipeId };
  const recipe = useCall("GET /recipes/{recipeId}", { path });
  const analysis = useCall("GET /recipes/{recipeId}/analysis", { path });
  const reload = () => {
    recipe.again();
    analysis.again();
  };
  const document = recipe.answer as Recipe | undefined;
  if (recipe.failure) return <Trouble failure={recipe.failure} again={recipe.again} />;
  if (!document) return <Loading what="the recipe" />;
  const name = asText(document.recipeName) || `Recipe ${recipeId}`;
  return (
    <article>
      <nav class="trail" aria-label="Where this is">
        <a href={to()}>← Recipes</a>
      </nav>
      <Heading title={name}>{name}</Heading>
      <Meta document={document} analysis={analysis.answer} />
      <div class="tools">
        <a class="button primary" href={to("recipes", recipeId, "make")}>
          I made this
        </a>
      </div>
      <div class="columns">
        <Written document={document} analysis={analysis.answer} />
        <div class="aside">
          {analysis.failure && <Trouble failure={analysis.failure} again={analysis.again} />}
          {!analysis.answer && !analysis.failure && <Loading what="what the makes say" />}
          {analysis.answer?.suggested && <Suggested recipeId={recipeId} analysis={analysis.answer} tag={analysis.tag} accepted={reload} />}
          {analysis.answer && <Effects analysis={analysis.answer} />}
        </div>
      </div>
      {analysis.answer && <Plots analysis={analysis.answer} />}
      {analysis.answer && hasHeatMap(analysis.answer) && (
        <WhenSeen title="Makes and changes">{() => <HeatMap recipeId={recipeId} analysis={analysis.answer as Analysis} />}</WhenSeen>
      )}
      {analysis.answer && <WhenSeen title="Makes">{() => <Makes recipeId={recipeId} />}</WhenSeen>}
    </article>
  );
}

function Meta({ document, analysis }: { document: Recipe; analysis: Analysis | undefined }) {
  const makes = analysis?.makes;
  return (
    <p class="meta">
      {makes && makes.count > 0 && <Stars rating={analysis?.rating?.mean} />}
      {makes && <span>{counted(makes.count, "make")}</span>}
      {makes && makes.asWrittenShare !== null && <span>{inPercent(makes.asWrittenShare)} as written</span>}
      {analysis && analysis.recipeVersion > 1 && <span>version {analysis.recipeVersion}</span>}
      {asText(document.yield) && <span dir="auto">yields {asText(document.yield)}</span>}
    </p>
  );
}

/** The recipe as written, with margins. */
function Written({ document, analysis }: { document: Recipe; analysis: Analysis | undefined }) {
  const lines = ingredientsOf(document);
  const steps = stepsOf(document);
  let section = "";
  return (
    <div class="written">
      <h2>Ingredients</h2>
      {lines.length === 0 && <p class="quiet">None are written down.</p>}
      <ul class="lines">
        {lines.map((line, at) => {
          const head = asText(line.section);
          const shown = head !== section && head;
          section = head;
          return (
            <li key={at}>
              {shown && (
                <h3 dir="auto">{head}</h3>
              )}
              <div class="line">
                <span class="line-text">
                  <span class="amount">{lineAmount(line)}</span> <span dir="auto">{asText(line.ingredientName)}</span>
                  {asText(line.note) && <span class="quiet">, {asText(line.note)}</span>}
                </span>
                <IngredientMargin analysis={analysis} at={at} />
              </div>
            </li>
          );
        })}
      </ul>
      <h2>Steps</h2>
      {steps.length === 0 && <p class="quiet">None are written down.</p>}
      <ol class="lines steps">
        {steps.map((step, at) => (
          <li key={at}>
            <div class="line">
              <span class="line-text" dir="auto">
                {asText(step.stepText)}
              </span>
              <StepMargin analysis={analysis} at={at} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

type MoreOrLess = { makes: number; medianRatio?: number; medianDelta?: number } | null;

function amountWords(change: MoreOrLess, word: string, unit: string): string[] {
  if (!change) return [];
  const size =
    change.medianRatio !== undefined
      ? ` (${changeInPercent(change.medianRatio)})`
      : change.medianDelta !== undefined
        ? ` (${withSign(change.medianDelta)} ${unit})`
        : "";
  return [`${inNumbers(change.makes)} ${word}${size}`];
}

function Margin({ words, children }: { words: string[]; children?: preact.ComponentChildren }) {
  if (words.length === 0 && !children) return null;
  return (
    <span class="margin">
      {children}
      {words.length > 0 && <span class="margin-words">{words.join(" · ")}</span>}
    </span>
  );
}

function IngredientMargin({ analysis, at }: { analysis: Analysis | undefined; at: number }) {
  const said = analysis?.ingredients[at];
  if (!said || said.makes === 0 || said.changed === 0) return null;
  const words = [
    ...amountWords(said.less as MoreOrLess, "less", ""),
    ...amountWords(said.more as MoreOrLess, "more", ""),
    ...(said.leftOut > 0 ? [`${inNumbers(said.leftOut)} without`] : []),
    ...said.substituted.slice(0, 2).map((other) => `${inNumbers(other.makes)} with ${other.by}`),
  ];
  const { values, original } = said.amount;
  return (
    <Margin words={words.length > 0 ? [`of ${counted(said.makes, "make")}: ${words.join(", ")}`] : []}>
      {(said.less || said.more) && <Spark values={values} original={original} label={`${said.ingredientName} over the makes`} />}
    </Margin>
  );
}

function StepMargin({ analysis, at }: { analysis: Analysis | undefined; at: number }) {
  const said = analysis?.steps[at];
  if (!said || said.makes === 0 || said.changed + said.leftOut + said.moved === 0) return null;
  // What is told by its measure is not told again.
  const measured = Math.max(0, ...said.measures.map(({ more, less }) => (more?.makes ?? 0) + (less?.makes ?? 0)));
  const words = [
    ...said.measures.flatMap((measure) => [
      ...amountWords(measure.more as MoreOrLess, measure.what === "temperature" ? "hotter" : "longer", measure.value.unit),
      ...amountWords(measure.less as MoreOrLess, measure.what === "temperature" ? "cooler" : "shorter", measure.value.unit),
    ]),
    ...(said.changed > measured ? [`${inNumbers(said.changed)} ${measured > 0 ? "changed in all" : "in other words"}`] : []),
    ...(said.leftOut > 0 ? [`${inNumbers(said.leftOut)} without`] : []),
    ...(said.moved > 0 ? [`${inNumbers(said.moved)} at another place`] : []),
  ];
  return <Margin words={[`of ${counted(said.makes, "make")}: ${words.join(", ")}`]} />;
}

const pageSize = 25;

/** The makes, newest first, a page at a time. */
function Makes({ recipeId }: { recipeId: string }) {
  const asked = { path: { recipeId }, query: { limit: pageSize } };
  const first = useCall("GET /recipes/{recipeId}/makes", asked);
  const more = useMore("GET /recipes/{recipeId}/makes", asked, first.answer?.next ?? null, ({ makes }) => makes);
  if (first.failure) return <Trouble failure={first.failure} again={first.again} />;
  if (!first.answer) return <Loading what="makes" />;
  const rows = [...first.answer.makes, ...more.rows];
  return (
    <>
      {rows.length === 0 && (
        <Empty>
          Nobody has made it yet. <a href={to("recipes", recipeId, "make")}>Say that you did.</a>
        </Empty>
      )}
      <ul class="cards">
        {rows.map((make) => (
          <li class="card" key={`${typeof make.makeId}${make.makeId}`}>
            <a class="card-name" href={to("recipes", recipeId, "makes", make.makeId)}>
              {make.madeAt ? onDay(make.madeAt) : `Make ${make.makeId}`}
              {make.cook && (
                <span class="quiet" dir="auto">
                  {" "}
                  by {make.cook}
                </span>
              )}
            </a>
            <span class="card-rating">
              <Verdict asWritten={make.asWritten} />
              <Stars rating={make.rating} />
            </span>
            <span class="card-summary" dir="auto">
              {make.summary ?? "Compared when its original comes."}
            </span>
          </li>
        ))}
      </ul>
      {more.failure && <Trouble failure={more.failure} again={more.next} />}
      {more.open && (
        <button type="button" class="more" onClick={more.next}>
          Earlier makes
        </button>
      )}
    </>
  );
}
