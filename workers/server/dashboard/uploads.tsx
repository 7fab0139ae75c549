// What was uploaded and what became of it; and where files are dropped.
import { useEffect, useRef, useState } from "preact/hooks";
import { Drop } from "./drop_view";
import { useMore } from "./pages";
import { Empty, Heading, Loading, Trouble } from "./parts";
import { go, to, type Place } from "./route";
import { call, useCall, type Failure, type State, type Upload } from "./service";
import { atMoment, stateWords } from "./words";

const pageSize = 50;
/** How often the list is asked for again: while something is on its way, and otherwise. */
const busyMs = 1500;
const idleMs = 5000;

const states = Object.keys(stateWords) as State[];

export function UploadsView({ place }: { place: Place }) {
  const state = states.find((one) => one === place.query.get("state"));
  const query = { limit: pageSize, state };
  const asked = useCall("GET /uploads", { query });
  const more = useMore("GET /uploads", { query }, asked.answer?.next ?? null, ({ uploads }) => uploads);
  const first = asked.answer?.uploads ?? [];
  const known = new Set(first.map(({ uploadId }) => uploadId));
  const rows = [...first, ...more.rows.filter(({ uploadId }) => !known.has(uploadId))];
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
      <Drop done={() => again.current()} />
      <section>
        <div class="head">
          <h2>What came</h2>
          <label class="inline">
            Show{" "}
            <select value={state ?? ""} onChange={(event) => go(event.currentTarget.value ? `${to("uploads")}?state=${event.currentTarget.value}` : to("uploads"), "replace")}>
              <option value="">all</option>
              {states.map((one) => (
                <option key={one} value={one}>
                  {stateWords[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {asked.failure && <Trouble failure={asked.failure} again={asked.again} />}
        {!asked.answer && !asked.failure && <Loading what="uploads" />}
        {asked.answer && rows.length === 0 && <Empty>{state ? `Nothing is “${stateWords[state]}”.` : "Nothing was uploaded yet."}</Empty>}
        {rows.length > 0 && (
          <ul class="cards uploads">
            {rows.map((upload) => (
              <UploadRow key={upload.uploadId} upload={upload} again={asked.again} />
            ))}
          </ul>
        )}
        {more.failure && <Trouble failure={more.failure} again={more.next} />}
        {more.open && (
          <button type="button" class="more" onClick={more.next}>
            Earlier uploads
          </button>
        )}
      </section>
    </>
  );
}

function linkOf({ recipeId, state, role, makeId }: Upload): string | null {
  if (recipeId === null || state === "rejected") return null;
  return role === "make" && makeId !== null ? to("recipes", recipeId, "makes", makeId) : to("recipes", recipeId);
}

/** States of which another look may make something else. */
const open: readonly State[] = ["rejected", "failed", "queued", "pending"];

function UploadRow({ upload, again }: { upload: Upload; again(): void }) {
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    setFailure(undefined);
    await call("POST /uploads/{uploadId}/retry", { path: { uploadId: upload.uploadId } }).catch(setFailure);
    setBusy(false);
    again();
  };
  const link = linkOf(upload);
  const { reason } = upload;
  return (
    <li class="card">
      <span class="card-name key">{link ? <a href={link}>{upload.key}</a> : upload.key}</span>
      <span class="card-rating">
        <span class={`verdict state-${upload.state}`}>{stateWords[upload.state] ?? upload.state}</span>
        {open.includes(upload.state) && (
          <button type="button" disabled={busy} onClick={retry} aria-label={`Try again: ${upload.key}`}>
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
        {upload.also.length > 0 && <span dir="auto"> Left aside: {upload.also.join(", ")}.</span>}
        {failure && <span role="alert"> {failure.message}</span>}
      </span>
    </li>
  );
}
