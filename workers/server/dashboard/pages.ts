// Lists that come a page at a time.
import { useRef, useState } from "preact/hooks";
import { call, type Calls, type Failure } from "./service";

interface Page {
  next: string | null;
}
interface More<Row> {
  rows: Row[];
  failure: Failure | undefined;
  /** Whether there is more. */
  open: boolean;
  next(): void;
}

/** Further pages behind the first, whose cursor is `start`; forgotten when what is asked changes. */
export function useMore<Call extends keyof Calls, Row>(
  name: Call,
  options: { path?: Calls[Call]["path"]; query?: Calls[Call]["query"] },
  start: string | null,
  rowsOf: (answer: Calls[Call]["answer"]) => readonly Row[],
): More<Row> {
  const key = `${start} ${JSON.stringify(options)}`;
  const [state, setState] = useState<{ key: string; rows: Row[]; next: string | null; failure?: Failure }>({ key: "", rows: [], next: null });
  const current = state.key === key ? state : { key, rows: [], next: start };
  const busy = useRef(false);
  const next = async () => {
    if (busy.current || !current.next) return;
    busy.current = true;
    try {
      const answer = await call(name, { ...options, query: { ...options.query, cursor: current.next } as Calls[Call]["query"] });
      setState({ key, rows: [...current.rows, ...rowsOf(answer)], next: (answer as Page).next });
    } catch (failure) {
      setState({ ...current, failure: failure as Failure });
    } finally {
      busy.current = false;
    }
  };
  return { rows: current.rows, failure: state.key === key ? state.failure : undefined, next, open: current.next !== null };
}
