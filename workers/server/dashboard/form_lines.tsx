// The recipe in the form "I made this": it reads as a recipe, and every amount and number in it can be changed in its place.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { lineBefore, type DraftLine, type DraftStep } from "./draft";
import type { Recipe } from "./service";
import { stepsOf } from "./sides";
import { asText, lineAmount, unitShown } from "./words";

export function replaced<Item>(items: readonly Item[], at: number, part: Partial<Item>): Item[] {
  return items.map((item, place) => (place === at ? { ...item, ...part } : item));
}

/** Left out, or put back; what was added is taken away. */
function Strike({ gone, what, strike }: { gone: boolean; what: string; strike(): void }) {
  return (
    <button type="button" class="icon" aria-pressed={gone} aria-label={`${gone ? "Put back" : "Left out"}: ${what}`} title={gone ? "Put back" : "Left out"} onClick={strike}>
      <span aria-hidden="true">{gone ? "↺" : "✕"}</span>
    </button>
  );
}

interface LinesProps {
  lines: DraftLine[];
  original: Recipe;
  scale: number;
  change(lines: DraftLine[]): void;
}

export function Lines({ lines, original, scale, change }: LinesProps) {
  const add = () => change([...lines, { key: crypto.randomUUID(), from: null, quantity: "", measurement: "", ingredientName: "", gone: false }]);
  return (
    <fieldset>
      <legend>Ingredients</legend>
      <ul class="edit-lines">
        {lines.map((line, at) => (
          <Line
            key={line.key}
            line={line}
            at={at}
            before={lineBefore(line, original, scale)}
            change={(part) => change(replaced(lines, at, part))}
            drop={() => change(lines.filter((_, place) => place !== at))}
          />
        ))}
      </ul>
      <button type="button" class="adds" onClick={add}>
        + Something more
      </button>
    </fieldset>
  );
}

interface LineProps {
  line: DraftLine;
  at: number;
  before: ReturnType<typeof lineBefore>;
  change(part: Partial<DraftLine>): void;
  drop(): void;
}

function Line({ line, at, before, change, drop }: LineProps) {
  const renamed = before !== null && (before.ingredientName !== line.ingredientName || before.measurement !== line.measurement);
  const [open, setOpen] = useState(line.from === null || renamed);
  const name = useRef<HTMLInputElement>(null);
  const opened = useRef(false);
  // Before the browser draws: whoever types on at once must not lose a letter.
  useLayoutEffect(() => {
    if (!opened.current) return;
    name.current?.focus();
    name.current?.select();
  }, [open]);
  const what = line.ingredientName || `line ${at + 1}`;
  const field = (part: "quantity" | "measurement" | "ingredientName", label: string) => (
    <input
      ref={part === "ingredientName" ? name : undefined}
      class={`field-${part}`}
      aria-label={`${label}, line ${at + 1}`}
      value={line[part]}
      disabled={line.gone}
      inputMode={part === "quantity" ? "decimal" : "text"}
      placeholder={part === "quantity" ? "–" : part === "measurement" ? "unit" : "what"}
      dir={part === "ingredientName" ? "auto" : undefined}
      onInput={(event) => change({ [part]: event.currentTarget.value })}
    />
  );
  return (
    <li class={`${line.gone ? "gone" : ""} ${open ? "open" : ""}`}>
      {field("quantity", "Amount")}
      {open ? (
        <>
          {field("measurement", "Unit")}
          {field("ingredientName", "Ingredient")}
        </>
      ) : (
        <button
          type="button"
          class="text"
          disabled={line.gone}
          aria-label={`${unitShown(line.measurement)} ${what}: something else`.trim()}
          onClick={() => ((opened.current = true), setOpen(true))}
        >
          <span dir="auto">{`${unitShown(line.measurement)} ${line.ingredientName}`.trim()}</span>
          <span class="pencil" aria-hidden="true">
            ✎
          </span>
        </button>
      )}
      <Strike gone={line.gone} what={what} strike={() => (line.from === null ? drop() : change({ gone: !line.gone }))} />
      {before && !line.gone && (
        <p class="was" dir="auto">
          was {[lineAmount(before), asText(before.ingredientName)].filter(Boolean).join(" ")}
        </p>
      )}
    </li>
  );
}

interface StepsProps {
  steps: DraftStep[];
  original: Recipe;
  change(steps: DraftStep[]): void;
}

export function Steps({ steps, original, change }: StepsProps) {
  const before = stepsOf(original);
  return (
    <fieldset>
      <legend>Steps</legend>
      <ol class="edit-steps">
        {steps.map((step, at) => (
          <Step
            key={step.key}
            step={step}
            at={at}
            changed={step.from === null || step.text !== asText(before[step.from]?.stepText)}
            change={(part) => change(replaced(steps, at, part))}
            drop={() => change(steps.filter((_, place) => place !== at))}
          />
        ))}
      </ol>
      <button type="button" class="adds" onClick={() => change([...steps, { key: crypto.randomUUID(), from: null, text: "", gone: false }])}>
        + One more step
      </button>
    </fieldset>
  );
}

/** Every second part is a number as it stands in a text: `180`, `1/2`, `1,5`, `1½`. */
const numbers = /(\d+(?:[.,/]\d+)*[½⅓⅔¼¾⅛⅜⅝⅞]?|[½⅓⅔¼¾⅛⅜⅝⅞])/;

interface StepProps {
  step: DraftStep;
  at: number;
  changed: boolean;
  change(part: Partial<DraftStep>): void;
  drop(): void;
}

function Step({ step, at, changed, change, drop }: StepProps) {
  const [whole, setWhole] = useState(step.from === null);
  const [parts, setParts] = useState(() => step.text.split(numbers));
  const shown = parts.join("") === step.text ? parts : step.text.split(numbers);
  const area = useRef<HTMLTextAreaElement>(null);
  const opened = useRef(false);
  useLayoutEffect(() => void (opened.current && area.current?.focus()), [whole]);
  const type = (place: number, text: string) => {
    const next = shown.map((part, other) => (other === place ? text : part));
    setParts(next);
    change({ text: next.join("") });
  };
  return (
    <li class={`${step.gone ? "gone" : ""} ${changed ? "changed" : ""}`}>
      {whole ? (
        <textarea
          ref={area}
          aria-label={`Step ${at + 1}`}
          rows={Math.max(2, Math.ceil(step.text.length / 42))}
          dir="auto"
          disabled={step.gone}
          value={step.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      ) : (
        <p class="step-text" dir="auto">
          {shown.map((part, place) =>
            place % 2 === 0 ? (
              <span key={place}>{part}</span>
            ) : (
              <input
                key={place}
                size={Math.max(2, part.length)}
                inputMode="decimal"
                aria-label={`Number ${(place + 1) / 2} in step ${at + 1}`}
                disabled={step.gone}
                value={part}
                onInput={(event) => type(place, event.currentTarget.value)}
              />
            ),
          )}
        </p>
      )}
      {!whole && (
        <button
          type="button"
          class="icon"
          disabled={step.gone}
          aria-label={`Say step ${at + 1} in other words`}
          title="In other words"
          onClick={() => ((opened.current = true), setWhole(true))}
        >
          <span aria-hidden="true">✎</span>
        </button>
      )}
      <Strike gone={step.gone} what={`step ${at + 1}`} strike={() => (step.from === null ? drop() : change({ gone: !step.gone }))} />
    </li>
  );
}
