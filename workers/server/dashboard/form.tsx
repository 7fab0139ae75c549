// "I made this": a form that starts as the original and is made for a phone in a kitchen. What changed shows as it is typed.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { blank, documentOf, type Draft, readDraft, keepDraft, dropDraft, scaled } from "./draft";
import { compare, CookdiffError } from "./engine";
import { Lines, replaced, Steps } from "./form_lines";
import { Sentence } from "./marks";
import { Heading, Loading, Trouble } from "./parts";
import { go, to } from "./route";
import { call, forget, useCall, type Differences, type Failure, type Recipe } from "./service";
import { asText, inNumbers } from "./words";

export function FormView({ recipeId }: { recipeId: string }) {
  const asked = useCall("GET /recipes/{recipeId}", { path: { recipeId } });
  if (asked.failure) return <Trouble failure={asked.failure} again={asked.again} />;
  if (!asked.answer) return <Loading what="the recipe" />;
  return <Form recipeId={recipeId} original={asked.answer as Recipe} />;
}

function Form({ recipeId, original }: { recipeId: string; original: Recipe }) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(recipeId, original) ?? blank(original));
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const key = useRef(crypto.randomUUID());
  const name = asText(original.recipeName) || `Recipe ${recipeId}`;
  const change = (part: Partial<Draft>) =>
    setDraft((before) => {
      const after = { ...before, ...part };
      keepDraft(recipeId, original, after);
      return after;
    });
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      const body = documentOf(original, draft, true);
      const made = await call("POST /recipes/{recipeId}/makes", { path: { recipeId }, body, headers: { "idempotency-key": key.current } });
      dropDraft(recipeId);
      forget();
      go(to("recipes", recipeId, "makes", made.makeId ?? ""), "replace");
      scrollTo(0, 0);
    } catch (reason) {
      if ((reason as Failure).status !== 0) key.current = crypto.randomUUID();
      setFailure(reason as Failure);
      setBusy(false);
    }
  };
  return (
    <form class="made" onSubmit={send}>
      <nav class="trail" aria-label="Where this is">
        <a href={to("recipes", recipeId)}>
          ← <span dir="auto">{name}</span>
        </a>
      </nav>
      <Heading title={`I made ${name}`}>
        I made <span dir="auto">{name}</span>
      </Heading>
      <p class="hint">Change only what you did differently. It is kept on this device until it is done.</p>
      <Scale scale={draft.scale} change={(scale) => change(scaled(original, draft, scale))} />
      <Lines lines={draft.lines} original={original} scale={draft.scale} change={(lines) => change({ lines })} />
      <Steps steps={draft.steps} original={original} change={(steps) => change({ steps })} />
      <Rating rating={draft.rating} change={(rating) => change({ rating })} />
      <About draft={draft} change={change} />
      {failure && <Trouble failure={failure} />}
      <Live original={original} draft={draft} busy={busy} reset={() => (dropDraft(recipeId), setDraft(blank(original)))} />
    </form>
  );
}

/** What has changed so far, and the button that ends it; stays in sight. */
function Live({ original, draft, busy, reset }: { original: Recipe; draft: Draft; busy: boolean; reset(): void }) {
  const [said, setSaid] = useState<Differences | { detail: string } | null>(null);
  const document = useMemo(() => documentOf(original, draft, false), [original, draft]);
  useEffect(() => {
    let gone = false;
    // Not rated yet is no difference while the form is filled in.
    const { rating: _, ...unrated } = original;
    compare(draft.rating === null ? unrated : original, document).then(
      (answer) => gone || setSaid(answer),
      (reason: unknown) => gone || setSaid(reason instanceof CookdiffError ? { detail: reason.message } : null),
    );
    return () => void (gone = true);
  }, [document]);
  const count = said && "differences" in said ? said.differences.length : 0;
  return (
    <div class="live">
      <div aria-live="polite">
        {said && "differences" in said && <Sentence differences={said} />}
        {said && "detail" in said && <p class="trouble">{asText(said.detail)}</p>}
      </div>
      <div class="live-buttons">
        <button type="button" disabled={busy || count === 0} onClick={reset}>
          Start again
        </button>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? "Sending …" : "Done"}
        </button>
      </div>
    </div>
  );
}

const scales: [number, string][] = [[0.5, "½"], [1, "1"], [1.5, "1½"], [2, "2"], [3, "3"]]; // prettier-ignore

function Scale({ scale, change }: { scale: number; change(scale: number): void }) {
  return (
    <fieldset class="scales">
      <legend>How much of it?</legend>
      {scales.map(([value, text]) => (
        <label key={value} class={value === scale ? "on" : ""}>
          <input type="radio" name="scale" class="unseen" checked={value === scale} onChange={() => change(value)} />
          <span aria-hidden="true">× {text}</span>
          <span class="unseen">{inNumbers(value)} times</span>
        </label>
      ))}
    </fieldset>
  );
}

function Rating({ rating, change }: { rating: number | null; change(rating: number | null): void }) {
  return (
    <fieldset class="rate">
      <legend>How was it?</legend>
      {[1, 2, 3, 4, 5].map((value) => (
        <label key={value} class={rating !== null && value <= rating ? "on" : ""}>
          <input type="radio" name="rating" class="unseen" checked={rating === value} onChange={() => change(value)} onClick={() => rating === value && change(null)} />
          <span aria-hidden="true">★</span>
          <span class="unseen">{value} of 5</span>
        </label>
      ))}
    </fieldset>
  );
}

function About({ draft, change }: { draft: Draft; change(part: Partial<Draft>): void }) {
  const observe = (at: number, part: Partial<Draft["observations"][number]>) => change({ observations: replaced(draft.observations, at, part) });
  return (
    <fieldset class="about">
      <legend class="unseen">And</legend>
      <label>
        Notes
        <textarea rows={3} dir="auto" value={draft.notes} onInput={(event) => change({ notes: event.currentTarget.value })} />
      </label>
      {draft.observations.map((seen, at) => (
        <div class="observe" key={at}>
          <input aria-label="What you observed" placeholder="dough temperature" value={seen.name} onInput={(event) => observe(at, { name: event.currentTarget.value })} />
          <input aria-label="Value" inputMode="decimal" placeholder="24" value={seen.value} onInput={(event) => observe(at, { value: event.currentTarget.value })} />
          <input aria-label="Unit" placeholder="°C" value={seen.unit} onInput={(event) => observe(at, { unit: event.currentTarget.value })} />
        </div>
      ))}
      <button type="button" class="adds" onClick={() => change({ observations: [...draft.observations, { name: "", value: "", unit: "" }] })}>
        + Something observed
      </button>
      <div class="side-by-side">
        <label>
          Cook
          <input autoComplete="name" dir="auto" value={draft.cook} onInput={(event) => change({ cook: event.currentTarget.value })} />
        </label>
        <label>
          Made on
          <input type="date" value={draft.day} onInput={(event) => change({ day: event.currentTarget.value })} />
        </label>
      </div>
    </fieldset>
  );
}
