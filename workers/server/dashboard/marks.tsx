// The differences as a reader sees them: words marked, amounts with bars, both sides beside each other.
import { Bar } from "./plots";
import type { Difference, Differences, Ingredient, Recipe, Step } from "./service";
import { pairLines, pairSteps, type LinePair, type StepPair } from "./sides";
import { amountText, asText, changeInPercent, inNumbers, lineAmount } from "./words";

type Side = "recipe" | "make";

/** A text with what is not in the other side marked: `del` and `ins`, told apart without colour too. */
export function Words({ words, side }: { words: [string, string][]; side: Side }) {
  return (
    <span dir="auto">
      {words.map(([op, text], at) => {
        if (op === "=") return <span key={at}>{text}</span>;
        if (op === "-") return side === "recipe" ? <del key={at}>{text}</del> : null;
        return side === "make" ? <ins key={at}>{text}</ins> : null;
      })}
    </span>
  );
}

/** One sentence on top of it all. */
export function Sentence({ differences, than }: { differences: Differences; than?: string }) {
  const { asWritten, identical, summary, scale } = differences;
  const same = identical || asWritten;
  const head = than ? (same ? `The same as ${than}` : `Not the same as ${than}`) : same ? "Made as written" : "Not made as written";
  const rest = summary.replace(/^made (?:exactly )?as written[;,:]?\s*/i, "");
  return (
    <p class={`sentence ${asWritten ? "same" : "other"}`}>
      <strong>{head}</strong>
      {rest && <span dir="auto"> — {rest}</span>}
      {scale !== 1 && <span class="scale">× {inNumbers(scale)}</span>}
    </p>
  );
}

function LineText({ line, entries, side }: { line: Ingredient; entries: Difference[]; side: Side }) {
  const amount = lineAmount(line);
  const changed = (field: string) => entries.find((entry) => entry.ingredientField === field);
  const quantity = changed("quantity") ?? changed("measurement");
  const name = changed("ingredientName");
  const note = changed("note");
  const Mark = side === "recipe" ? "del" : "ins";
  const whole = entries.some((entry) => entry.kind === "removed" || entry.kind === "added");
  const named = asText(line.ingredientName);
  const text = (
    <>
      {amount && <span class="amount">{quantity && !whole ? <Mark>{amount}</Mark> : amount} </span>}
      {name?.words ? <Words words={name.words as [string, string][]} side={side} /> : name ? <Mark>{named}</Mark> : <span dir="auto">{named}</span>}
      {asText(line.note) && <span class="quiet">, {note ? <Mark>{asText(line.note)}</Mark> : asText(line.note)}</span>}
    </>
  );
  return whole ? <Mark class="whole">{text}</Mark> : text;
}

/** What happened to a line, in words and with a bar. */
function LineNote({ pair }: { pair: LinePair }) {
  const amount = pair.entries.find((entry) => entry.amount)?.amount;
  const kinds = pair.entries.map((entry) => entry.kind);
  const words = kinds.includes("removed")
    ? "left out"
    : kinds.includes("added")
      ? "added"
      : kinds.includes("substituted")
        ? "instead"
        : pair.entries.some((entry) => entry.ingredientField === "ingredientName")
          ? "other words"
          : "";
  if (amount && typeof amount.ratio === "number" && amount.ratio > 0) {
    const change = `${amount.approximate ? "about " : ""}${changeInPercent(amount.ratio)}`;
    return (
      <span class="line-note">
        <Bar ratio={amount.ratio} label={change} />
        <span>{change}</span>
        {words && <span class="tag">{words}</span>}
      </span>
    );
  }
  if (amount) return <span class="line-note">{words && <span class="tag">{words}</span>}another measure</span>;
  return words ? (
    <span class="line-note">
      <span class="tag">{words}</span>
    </span>
  ) : null;
}

function LineRow({ pair }: { pair: LinePair }) {
  return (
    <li class={`pair ${pair.entries.length > 0 ? "differs" : ""}`}>
      <div class="side">{pair.original && <LineText line={pair.original} entries={pair.entries} side="recipe" />}</div>
      <div class="side">{pair.make && <LineText line={pair.make} entries={pair.entries} side="make" />}</div>
      <div class="margin">
        <LineNote pair={pair} />
      </div>
    </li>
  );
}

function StepSide({ step, pair, side }: { step: Step; pair: StepPair; side: Side }) {
  const worded = pair.entries.find((entry) => entry.words);
  if (worded) return <Words words={worded.words as [string, string][]} side={side} />;
  const kind = side === "recipe" ? "removed" : "added";
  const text = asText(step.stepText);
  if (!pair.entries.some((entry) => entry.kind === kind)) return <span dir="auto">{text}</span>;
  return side === "recipe" ? <del class="whole">{text}</del> : <ins class="whole">{text}</ins>;
}

function StepNote({ pair }: { pair: StepPair }) {
  const moved = pair.entries.find((entry) => entry.kind === "moved");
  const notes = pair.entries.flatMap((entry) => entry.measures ?? []).map((measure) => `${amountText(measure.recipe)} → ${amountText(measure.make)}`);
  if (moved) notes.push(`moved: was ${moved.stepNumber}, is ${moved.makeStepNumber}`);
  if (pair.entries.some((entry) => entry.kind === "removed")) notes.push("left out");
  if (pair.entries.some((entry) => entry.kind === "added")) notes.push("added");
  if (notes.length === 0) return null;
  return (
    <span class="line-note">
      {notes.map((note, at) => (
        <span class="tag" key={at}>
          {note}
        </span>
      ))}
    </span>
  );
}

function StepRow({ pair }: { pair: StepPair }) {
  return (
    <li class={`pair ${pair.entries.length > 0 ? "differs" : ""}`}>
      <div class="side">
        {pair.original && (
          <>
            <span class="number">{pair.originalNumber}</span> <StepSide step={pair.original} pair={pair} side="recipe" />
          </>
        )}
      </div>
      <div class="side">
        {pair.make && (
          <>
            <span class="number">{pair.makeNumber}</span> <StepSide step={pair.make} pair={pair} side="make" />
          </>
        )}
      </div>
      <div class="margin">
        <StepNote pair={pair} />
      </div>
    </li>
  );
}

const fieldWords: Record<string, string> = { name: "Name", rating: "Rating", yield: "Yield", time: "Time", notes: "Notes", other: "Other" };

function Rest({ entries }: { entries: Difference[] }) {
  const others = entries.filter((entry) => entry.recipeField !== "ingredient" && entry.recipeField !== "instruction");
  if (others.length === 0) return null;
  return (
    <section>
      <h2>And also</h2>
      <dl class="rest">
        {others.map((entry, at) => (
          <div key={at}>
            <dt>{entry.path ? <code>{entry.path}</code> : (fieldWords[entry.recipeField] ?? entry.recipeField)}</dt>
            <dd dir="auto">
              {entry.difference.recipe !== null && <del>{entry.difference.recipe}</del>}
              {entry.difference.recipe !== null && entry.difference.make !== null && " → "}
              {entry.difference.make !== null && <ins>{entry.difference.make}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Restated({ entries }: { entries: Difference[] }) {
  if (entries.length === 0) return null;
  return (
    <details class="restated">
      <summary>{entries.length === 1 ? "One thing is" : `${inNumbers(entries.length)} things are`} only said in another way</summary>
      <ul>
        {entries.map((entry, at) => (
          <li key={at} dir="auto">
            {entry.ingredientName && <strong>{entry.ingredientName}: </strong>}
            {entry.difference.recipe ?? "nothing"} → {entry.difference.make ?? "nothing"}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Both documents whole, beside each other. */
export function BothSides(props: { original: Recipe; make: Recipe; differences: Differences; names: [string, string] }) {
  const { original, make, differences, names } = props;
  const lines = pairLines(original, make, differences.differences);
  const steps = pairSteps(original, make, differences.differences);
  const heads = (
    <li class="pair heads" aria-hidden="true">
      <div class="side">{names[0]}</div>
      <div class="side">{names[1]}</div>
      <div class="margin" />
    </li>
  );
  return (
    <div class="both">
      {lines.length > 0 && (
        <section>
          <h2>Ingredients</h2>
          <ul class="pairs">
            {heads}
            {lines.map((pair, at) => (
              <LineRow key={at} pair={pair} />
            ))}
          </ul>
        </section>
      )}
      {steps.length > 0 && (
        <section>
          <h2>Steps</h2>
          <ul class="pairs">
            {heads}
            {steps.map((pair, at) => (
              <StepRow key={at} pair={pair} />
            ))}
          </ul>
        </section>
      )}
      <Rest entries={differences.differences} />
      <Restated entries={differences.restated} />
    </div>
  );
}
