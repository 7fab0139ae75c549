// What was uploaded and what became of it; and where files are dropped.
import { useEffect, useRef, useState } from "preact/hooks";
import { filesOf, planOf, sendFile, type Sent } from "./drop";
import { Empty, Heading, Loading, Trouble } from "./parts";
import { to } from "./route";
import { call, forget, useCall, type Failure, type Upload } from "./service";
import { atMoment, counted, stateWords } from "./words";

const pageSize = 100;
/** How often the list is asked for again: while something is on its way, and otherwise. */
const busyMs = 1500;
const idleMs = 10_000;

export function UploadsView() {
  const asked = useCall("GET /uploads", { query: { limit: pageSize } });
  const rows = asked.answer?.uploads ?? [];
  const moving = rows.some((upload) => upload.state === "queued" || upload.waiting);
  const again = useRef(asked.again);
  again.current = asked.again;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && again.current(), moving ? busyMs : idleMs);
    return () => clearInterval(timer);
  }, [moving]);
  return (
    <>
      <Heading title="Uploads">Uploads</Heading>
      <Drop done={() => (forget(), again.current())} />
      {asked.failure && <Trouble failure={asked.failure} again={asked.again} />}
      {!asked.answer && !asked.failure && <Loading what="uploads" />}
      {asked.answer && rows.length === 0 && <Empty>Nothing was uploaded yet.</Empty>}
      {rows.length > 0 && (
        <section>
          <h2>What came</h2>
          <ul class="cards uploads">
            {rows.map((upload) => (
              <UploadRow key={upload.uploadId} upload={upload} again={asked.again} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function UploadRow({ upload, again }: { upload: Upload; again(): void }) {
  const [failure, setFailure] = useState<Failure>();
  const retry = async () => {
    setFailure(undefined);
    await call("POST /uploads/{uploadId}/retry", { path: { uploadId: upload.uploadId } }).catch(setFailure);
    again();
  };
  const link =
    upload.recipeId === null || upload.state === "rejected"
      ? null
      : upload.role === "make" && upload.makeId !== null
        ? to("recipes", upload.recipeId, "makes", upload.makeId)
        : to("recipes", upload.recipeId);
  const { reason } = upload;
  return (
    <li class="card">
      <span class="card-name key">{link ? <a href={link}>{upload.key}</a> : upload.key}</span>
      <span class="card-rating">
        <span class={`verdict state-${upload.state}`}>{stateWords[upload.state] ?? upload.state}</span>
        {["rejected", "failed", "queued", "pending"].includes(upload.state) && (
          <button type="button" onClick={retry} aria-label={`Try again: ${upload.key}`}>
            Try again
          </button>
        )}
      </span>
      <span class="card-summary">
        {upload.uploadedAt && <time dateTime={upload.uploadedAt}>{atMoment(upload.uploadedAt)}</time>}
        {reason && (
          <span class="reason" dir="auto">
            {" "}
            {reason.detail}
            {reason.pointer && <code> {reason.pointer}</code>}
            {reason.byte !== null && ` (byte ${reason.byte})`}
          </span>
        )}
        {failure && <span role="alert"> {failure.message}</span>}
      </span>
    </li>
  );
}

function Drop({ done }: { done(): void }) {
  const [sending, setSending] = useState<Sent[]>([]);
  const [over, setOver] = useState(false);
  const change = (at: number, part: Partial<Sent>) => setSending((all) => all.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const take = async (files: { path: string; file: File }[]) => {
    const plan = await planOf(files);
    const from = await new Promise<number>((resolve) =>
      setSending((all) => {
        resolve(all.length);
        return [...all, ...plan];
      }),
    );
    for (const [at, one] of plan.entries()) await sendFile(one, (part) => change(from + at, part));
    done();
  };
  const dropped = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) await take(await filesOf(event.dataTransfer));
  };
  const chosen = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    input.value = "";
    await take(files);
  };
  return (
    <section
      class={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <h2>Bring recipes and makes</h2>
      <p>Drop files or folders here: JSON, a saved web page, or Cooklang.</p>
      <label class="button primary">
        Choose files
        <input class="unseen" type="file" multiple accept=".json,.html,.htm,.cook,application/json,text/html" onChange={chosen} />
      </label>
      {sending.length > 0 && (
        <ul class="sending" aria-live="polite">
          {sending.map((one, at) => (
            <SendingRow key={at} one={one} change={(part) => change(at, part)} done={done} />
          ))}
        </ul>
      )}
      {sending.length > 1 && <p class="quiet">{`${counted(sending.filter((one) => one.state === "stored").length, "file")} of ${sending.length} stored`}</p>}
    </section>
  );
}

function SendingRow({ one, change, done }: { one: Sent; change(part: Partial<Sent>): void; done(): void }) {
  const again = async (how: Partial<Sent>) => {
    await sendFile({ ...one, ...how }, change);
    done();
  };
  return (
    <li class={one.state}>
      <span class="key">{one.path}</span>
      <progress max={1} value={one.share} aria-label={one.path} />
      <span>{one.link ? <a href={one.link}>{one.words}</a> : one.words}</span>
      {one.state === "taken" && (
        <button type="button" onClick={() => again({ method: "PUT" })}>
          New version
        </button>
      )}
      {one.state === "refused" && (
        <button type="button" onClick={() => again({})}>
          Try again
        </button>
      )}
    </li>
  );
}
