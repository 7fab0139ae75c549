// What all makes say together: plots, what goes with better ratings, the suggested revision, makes by changes.
import { useState } from "preact/hooks";
import { Plot } from "./plots";
import { to } from "./route";
import { call, type Analysis, type Effect, type Failure, type Series } from "./service";
import { counted, inNumbers, inPercent, onDay, quantityIn, withSign } from "./words";

/** Plots of amounts beside that of the ratings, those that vary most often first; and how many more can be opened. */
const plotsMax = 3;
const morePlotsMax = 24;
/** Of makes that changed an amount, below which its plot is a flat line. */
const shareMin = 0.02;
/** Rows and columns of the map of makes and changes. */
const rowsMax = 20;
const columnsMax = 500;

/** Rated makes on either side before a difference is told: `group_makes_min` of src/analysis/statistics.hpp. */
const enoughMakes = 3;

const varies = (series: Series) => {
  const there = series.values.filter((value) => value !== null);
  return there.length > 1 && there.some((value) => value !== series.original);
};

export function Plots({ analysis }: { analysis: Analysis }) {
  const { timeline } = analysis;
  const [open, setOpen] = useState(false);
  if (timeline.makeIds.length < 2) return null;
  const ends = { from: onDay(timeline.madeAt[0]), until: onDay(timeline.madeAt.at(-1)) };
  const amounts = [
    ...analysis.ingredients.filter((line) => line.changed > line.makes * shareMin).sort((one, other) => other.changed - one.changed).map((line) => line.amount),
    ...analysis.steps.flatMap((step) => step.measures.map((measure) => measure.value)),
    ...analysis.observations,
  ].filter(varies);
  const rated = timeline.ratings.filter((rating) => rating !== null).length > 1;
  if (!rated && amounts.length === 0) return null;
  const more = amounts.slice(plotsMax, plotsMax + morePlotsMax);
  const plot = (series: Series) => (
    <Plot
      key={series.series}
      title={series.name}
      values={series.values}
      original={series.original}
      text={(value) => `${quantityIn(value, series.unit)} ${series.unit}`.trim()}
      {...ends}
    />
  );
  return (
    <section class="plots">
      <h2>Over the makes</h2>
      <p class="legend">
        <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true">
          <path class="plot-original" d="M0 4H28" />
        </svg>{" "}
        as written
      </p>
      <div class="plot-grid">
        {rated && <Plot title="Rating" values={timeline.ratings} scale={{ low: 0, high: 5 }} text={inNumbers} {...ends} />}
        {amounts.slice(0, plotsMax).map(plot)}
      </div>
      {more.length > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{counted(more.length, "more plot", "more plots")}</summary>
          {open && <div class="plot-grid">{more.map(plot)}</div>}
        </details>
      )}
    </section>
  );
}

export function Effects({ analysis }: { analysis: Analysis }) {
  const told = analysis.effects.filter((effect) => effect.verdict !== "not enough makes");
  const few = analysis.effects.length - told.length;
  if (analysis.effects.length === 0) return null;
  const names = (effect: Effect) => effect.changes.map((at) => analysis.changes[at]?.label ?? "").join(" with ");
  return (
    <section>
      <h2>What goes with the ratings</h2>
      <ul class="effects">
        {told.map((effect, at) => (
          <li key={at} class={effect.verdict.replaceAll(" ", "-")}>
            <strong dir="auto">{names(effect)}</strong>
            <span class="tag">{effect.verdict}</span>
            {effect.difference !== undefined && effect.interval && (
              <span class="quiet">
                {withSign(effect.difference)} stars ({withSign(effect.interval.low)} to {withSign(effect.interval.high)},{" "}
                {inPercent(effect.interval.level)}), {inNumbers(effect.with)} with and {inNumbers(effect.without)} without
              </span>
            )}
          </li>
        ))}
      </ul>
      {few > 0 && (
        <p class="quiet">
          {counted(few, told.length > 0 ? "more change" : "change", told.length > 0 ? "more changes" : "changes")}: not enough makes to tell. It takes{" "}
          {enoughMakes} rated makes with a change, and {enoughMakes} without.
        </p>
      )}
    </section>
  );
}

interface SuggestedProps {
  recipeId: string;
  analysis: Analysis;
  tag: string | null;
  accepted(): void;
}

/** The recipe as it is really made, and one press that makes it the next version. */
export function Suggested({ recipeId, analysis, tag, accepted }: SuggestedProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const suggested = analysis.suggested;
  if (!suggested) return null;
  const accept = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await call("POST /recipes/{recipeId}/versions/suggested", { path: { recipeId }, headers: tag ? { "if-match": tag } : {} });
      accepted();
    } catch (reason) {
      setFailure(reason as Failure);
    }
    setBusy(false);
  };
  return (
    <section class="suggested">
      <h2>As it is really made</h2>
      <p>What most of {counted(suggested.makes, "make")} did:</p>
      <ul>
        {suggested.changes.map((change, at) => (
          <li key={at}>
            <span dir="auto">{change.label}</span> <span class="quiet">{`${inNumbers(change.makes)} of ${inNumbers(change.of)}`}</span>
          </li>
        ))}
      </ul>
      {failure && (
        <p role="alert" class="trouble">
          {failure.status === 412 ? "A make has come in between. Look again, then accept." : failure.message}
        </p>
      )}
      <button type="button" class="primary" disabled={busy} onClick={accept}>
        {busy ? "Writing …" : `Make this version ${analysis.recipeVersion + 1}`}
      </button>
    </section>
  );
}

export const hasHeatMap = (analysis: Analysis) => analysis.changes.length > 1 && analysis.timeline.makeIds.length > 2;

/** Makes from left to right, changes from top to bottom, most often first; one path a row. */
export function HeatMap({ recipeId, analysis }: { recipeId: string; analysis: Analysis }) {
  const rows = analysis.changes.slice(0, rowsMax);
  const from = Math.max(0, analysis.timeline.makeIds.length - columnsMax);
  const ids = analysis.timeline.makeIds.slice(from);
  const made = analysis.timeline.changes.slice(from);
  const ratings = analysis.timeline.ratings.slice(from);
  const cell = ids.length > 120 ? 4 : ids.length > 40 ? 8 : ids.length > 16 ? 16 : 32;
  const width = ids.length * cell;
  const height = 20;
  const open = (event: MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const id = ids[Math.floor(((event.clientX - box.left) / box.width) * ids.length)];
    const link = id === undefined ? null : document.querySelector<HTMLAnchorElement>("a[data-heat]");
    if (!link || id === undefined) return;
    link.href = to("recipes", recipeId, "makes", id);
    link.click();
  };
  return (
    <>
      <div class="heat" tabIndex={0} role="region" aria-label="Makes and changes, from the first make to the last">
        <table>
          <tbody>
            {ratings.some((rating) => rating !== null) && (
              <tr>
                <th scope="row">Rating</th>
                <td class="heat-count" />
                <td>
                  <svg width={width} height={ratingHeight} viewBox={`0 0 ${width} ${ratingHeight}`} onClick={open} aria-hidden="true">
                    <path class="heat-rating" d={columns(ratings, cell)} />
                  </svg>
                </td>
              </tr>
            )}
            {rows.map((change, row) => (
              <tr key={change.changeId}>
                <th scope="row" dir="auto">
                  {change.label}
                </th>
                <td class="heat-count">{`${inNumbers(change.makes)} of ${inNumbers(change.of)}`}</td>
                <td>
                  <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} onClick={open} aria-hidden="true">
                    <rect class="heat-ground" width={width} height={height} />
                    <path class="heat-cells" d={cells(made, row, cell, height)} />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <a data-heat hidden href={to("recipes", recipeId)}>
        make
      </a>
    </>
  );
}

const ratingHeight = 28;

function columns(ratings: readonly (number | null)[], cell: number): string {
  let path = "";
  ratings.forEach((rating, at) => {
    if (rating === null) return;
    const high = Math.max(1, (Math.min(5, Math.max(0, rating)) / 5) * (ratingHeight - 2));
    path += `M${at * cell + 0.5} ${ratingHeight}v${-high.toFixed(1)}h${cell - 1}v${high.toFixed(1)}z`;
  });
  return path;
}

function cells(made: readonly (readonly number[])[], row: number, cell: number, height: number): string {
  let path = "";
  made.forEach((changes, at) => {
    if (changes.includes(row)) path += `M${at * cell + 0.5} 1h${cell - 1}v${height - 2}h${1 - cell}z`;
  });
  return path;
}
