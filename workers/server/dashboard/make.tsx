// One make beside its original, or beside any other version or make.
import { useEffect } from "preact/hooks";
import { BothSides, Sentence } from "./marks";
import { useMore } from "./pages";
import { Empty, Heading, Loading, Stars, Trouble } from "./parts";
import { go, to, type Place } from "./route";
import { useCall, type Differences, type MakeSummary, type Recipe, type Version } from "./service";
import { asText, onDay } from "./words";

/** Makes of a page of the list, and pages that are looked through for this make and the one before it. */
const pageSize = 200;
const pagesMax = 25;

/** The makes of the recipe, newest first, down to the one before this. */
function useMakes(recipeId: string, makeId: string): readonly MakeSummary[] {
  const asked = { path: { recipeId }, query: { limit: pageSize } };
  const first = useCall("GET /recipes/{recipeId}/makes", asked);
  const more = useMore("GET /recipes/{recipeId}/makes", asked, first.answer?.next ?? null, ({ makes }) => makes);
  const makes = [...(first.answer?.makes ?? []), ...more.rows];
  const at = makes.findIndex((make) => String(make.makeId) === makeId);
  const wanted = more.open && !more.failure && makes.length < pageSize * pagesMax && (at < 0 || at + 1 === makes.length);
  useEffect(() => {
    if (wanted) more.next();
  }, [wanted, makes.length]);
  return makes;
}

export function MakeView({ recipeId, makeId, place }: { recipeId: string; makeId: string; place: Place }) {
  const against = place.query.get("against") ?? "";
  const path = { recipeId, makeId };
  const asked = useCall("GET /recipes/{recipeId}/makes/{makeId}/differences", { path, query: against ? { against } : {} });
  const list = useMakes(recipeId, makeId);
  const versions = useCall("GET /recipes/{recipeId}/versions", { path: { recipeId }, query: { limit: pageSize } });
  const { answer, failure } = asked;
  const [kind, other] = against.split(/:(.*)/s);
  const version = kind === "version" ? Number(other) : (answer?.recipeVersion ?? undefined);
  const base = useCall("GET /recipes/{recipeId}", answer && kind !== "make" ? { path: { recipeId }, query: { version } } : null);
  const otherMake = useCall("GET /recipes/{recipeId}/makes/{makeId}", answer && kind === "make" ? { path: { recipeId, makeId: other ?? "" } } : null);
  const original = (kind === "make" ? otherMake.answer : base.answer) as Recipe | undefined;
  const waits = failure?.problem.type === "urn:cookdiff:problem:pending";
  useKeys(recipeId, makeId, list);
  const document = answer as unknown as (Recipe & Differences) | undefined;
  const summary = list.find((make) => String(make.makeId) === makeId);
  // A make may have been called otherwise: the page is the recipe's.
  const named = kind === "make" ? document : (base.answer as Recipe | undefined);
  const name = asText(named?.recipeName) || asText(document?.recipeName) || summary?.recipeName || "Make";
  return (
    <article>
      <nav class="trail" aria-label="Where this is">
        <a href={to("recipes", recipeId)}>
          ← <span dir="auto">{name}</span>
        </a>
      </nav>
      <Heading title={`Make ${makeId} of ${name}`}>
        {name} <span class="quiet">make {makeId}</span>
      </Heading>
      <p class="meta">
        {summary && <Stars rating={summary.rating} />}
        {summary?.cook && <span dir="auto">by {summary.cook}</span>}
        {summary?.madeAt && <time dateTime={summary.madeAt}>{onDay(summary.madeAt)}</time>}
      </p>
      <Neighbours recipeId={recipeId} makeId={makeId} makes={list} against={against} versions={versions.answer?.versions ?? []} />
      {waits && <Empty>Its original has not come yet. It will be compared when it comes.</Empty>}
      {failure && !waits && <Trouble failure={failure} again={asked.again} />}
      {!failure && (!document || !original) && <Loading what="the differences" />}
      {document && original && (
        <>
          <Sentence differences={document} {...(against ? { than: againstWords(against) } : {})} />
          {asText(document.notes) && (
            <blockquote class="notes" dir="auto">
              {asText(document.notes)}
            </blockquote>
          )}
          <BothSides original={original} make={document} differences={document} names={[againstWords(against), `make ${makeId}`]} />
        </>
      )}
    </article>
  );
}

function againstWords(against: string): string {
  const [kind, other] = against.split(/:(.*)/s);
  return kind === "make" ? `make ${other}` : kind === "version" ? `original, version ${other}` : "original";
}

/** `,` and `.` step to the make before and after, as the buttons do. */
function useKeys(recipeId: string, makeId: string, makes: readonly MakeSummary[]) {
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest("input, textarea, select")) return;
      const at = makes.findIndex((make) => String(make.makeId) === makeId);
      const next = event.key === "," ? makes[at + 1] : event.key === "." ? makes[at - 1] : undefined;
      if (at >= 0 && next) go(to("recipes", recipeId, "makes", next.makeId));
    };
    addEventListener("keydown", step);
    return () => removeEventListener("keydown", step);
  }, [recipeId, makeId, makes]);
}

interface NeighboursProps {
  recipeId: string;
  makeId: string;
  makes: readonly MakeSummary[];
  against: string;
  versions: readonly Version[];
}

function Neighbours({ recipeId, makeId, makes, against, versions }: NeighboursProps) {
  const at = makes.findIndex((make) => String(make.makeId) === makeId);
  const link = (make: MakeSummary | undefined, text: string, rel: string) =>
    make ? (
      <a class="button" rel={rel} href={to("recipes", recipeId, "makes", make.makeId)}>
        {text}
      </a>
    ) : (
      <span class="button off">{text}</span>
    );
  const address = to("recipes", recipeId, "makes", makeId);
  const choose = (event: Event) => {
    const value = (event.currentTarget as HTMLSelectElement).value;
    go(value ? `${address}?against=${encodeURIComponent(value)}` : address, "stay");
  };
  return (
    <div class="tools">
      {link(at < 0 ? undefined : makes[at + 1], "← Earlier", "prev")}
      {link(at < 0 ? undefined : makes[at - 1], "Later →", "next")}
      <label class="inline">
        Compare with{" "}
        <select value={against} onChange={choose}>
          <option value="">its original</option>
          {versions.map(({ recipeVersion, uploadedAt }) => (
            <option key={recipeVersion} value={`version:${recipeVersion}`}>
              version {recipeVersion}, {onDay(uploadedAt)}
            </option>
          ))}
          {makes
            .filter((make) => String(make.makeId) !== makeId && make.state === "stored")
            .map((make) => (
              <option key={make.makeId} value={`make:${make.makeId}`}>
                make {make.makeId}
                {make.madeAt ? `, ${onDay(make.madeAt)}` : ""}
              </option>
            ))}
        </select>
      </label>
    </div>
  );
}
