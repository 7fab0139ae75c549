// Where files are dropped or chosen, and how far each document of them is.
import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { filesChosen, filesDropped, filesMax } from "./drop";
import { again, busy, clear, current, listen, take, type Item } from "./sending";
import { counted, inNumbers } from "./words";

const kinds = ".json,.html,.htm,.cook,.zip,.gz,.paprikarecipes,.paprikarecipe,application/json,text/html,application/zip";

function useSending() {
  const [shown, setShown] = useState(current);
  useEffect(() => {
    setShown(current());
    return listen(() => setShown(current()));
  }, []);
  return shown;
}

export function Drop({ done }: { done(): void }) {
  const { items, aside, more } = useSending();
  const [over, setOver] = useState(false);
  const working = items.some(({ state }) => state === "reading" || state === "waiting" || state === "sending");
  const before = useRef(working);
  useEffect(() => {
    if (before.current && !working) done();
    before.current = working;
    if (!working) return;
    const ask = (event: BeforeUnloadEvent) => busy() && event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [working]);
  const shown = inSight(items);
  const chosen = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const drop = filesChosen(input.files ?? []);
    input.value = "";
    void take(drop);
  };
  const dropped = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) void take(await filesDropped(event.dataTransfer));
  };
  return (
    <section
      class={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <h2>Bring recipes and makes</h2>
      <p>
        Drop files, folders or an export of Mealie, Tandoor, Paprika, RecipeSage or Nextcloud Cookbook. JSON, saved web pages and Cooklang are read,
        too.
      </p>
      <div class="row">
        <label class="button primary">
          Choose files
          <input class="unseen" type="file" multiple accept={kinds} onChange={chosen} />
        </label>
        <label class="button folder">
          Choose a folder
          <input class="unseen" type="file" {...{ webkitdirectory: true }} onChange={chosen} />
        </label>
      </div>
      {items.length > 0 && <Progress items={items} working={working} />}
      {aside > 0 && <p class="quiet-line">{counted(aside, "picture or hidden file", "pictures or hidden files")} left aside.</p>}
      {more && <p class="trouble">{`More than ${inNumbers(filesMax)} files: drop the others once more.`}</p>}
      {items.length > 0 && (
        <ul class="sending" tabIndex={0} aria-label="What was dropped">
          {shown.map((item) => (
            <Row key={item.number} item={item} />
          ))}
        </ul>
      )}
      {shown.length < items.length && <p class="quiet-line">{`… and ${inNumbers(items.length - shown.length)} more, counted above.`}</p>}
    </section>
  );
}

/** How far all of it is, and what can be done about the rest at once. */
function Progress({ items, working }: { items: readonly Item[]; working: boolean }) {
  const of = (state: Item["state"]) => items.filter((item) => item.state === state);
  const [stored, taken, refused, failed] = [of("stored"), of("taken"), of("refused"), of("failed")];
  const words = [
    `${inNumbers(stored.length)} of ${inNumbers(items.length)} stored`,
    ...(refused.length > 0 ? [`${inNumbers(refused.length)} refused`] : []),
    ...(failed.length > 0 ? [`${inNumbers(failed.length)} not sent`] : []),
    ...(taken.length > 0 ? [`${inNumbers(taken.length)} there with other content`] : []),
  ];
  const settled = stored.length + taken.length + refused.length + failed.length;
  return (
    <div class="progress">
      <progress max={items.length} value={settled} aria-label="All of it" />
      <p role="status">{words.join(", ")}</p>
      {failed.length > 0 && (
        <button type="button" onClick={() => again(failed)}>
          Send {counted(failed.length, "document")} again
        </button>
      )}
      {taken.length > 1 && (
        <button type="button" onClick={() => again(taken, "PUT")}>
          Store all {inNumbers(taken.length)} as new versions
        </button>
      )}
      {!working && (
        <button type="button" class="plain" onClick={clear}>
          Clear the list
        </button>
      )}
    </div>
  );
}

/** Rows that are shown: of thousands a page would be slow, and nobody reads them. */
const rowsMax = 300;
/** What somebody has to look at stands first, then what goes on, then what is done. */
const rank = ({ state }: Item) => (state === "refused" || state === "failed" || state === "taken" ? 0 : state === "stored" ? 2 : 1);

function inSight(items: readonly Item[]): readonly Item[] {
  const few = items.length <= rowsMax;
  // Where all are shown, a row stays in its place while it goes from waiting to stored.
  const order = (item: Item) => (few ? Math.min(1, rank(item)) : rank(item));
  return [0, 1, 2].flatMap((place) => items.filter((item) => order(item) === place)).slice(0, rowsMax);
}

/** Of hundreds only those that changed are drawn again. */
class Row extends Component<{ item: Item }> {
  override shouldComponentUpdate(after: { item: Item }) {
    return after.item !== this.props.item;
  }
  render({ item }: { item: Item }) {
    const open = item.state === "reading" ? {} : { value: item.share };
    return (
      <li class={item.state}>
        <span class="key" dir="auto">
          {item.name}
        </span>
        <progress max={1} {...open} aria-label={item.name} />
        <span class="told" dir="auto">
          {item.link ? <a href={item.link}>{item.words}</a> : item.words}
        </span>
        {item.state === "taken" && (
          <button type="button" onClick={() => again([item], "PUT")} aria-label={`Store as a new version: ${item.name}`}>
            New version
          </button>
        )}
        {(item.state === "failed" || (item.state === "refused" && item.body !== null)) && (
          <button type="button" onClick={() => again([item], item.method)} aria-label={`Try again: ${item.name}`}>
            Try again
          </button>
        )}
      </li>
    );
  }
}
