// Where the reader is: `/` and what is below /dashboard/. Links are plain links; what they name is kept in the address.
import { useEffect, useState } from "preact/hooks";

const base = "/dashboard";

/** The address of a view, from its parts; an id may be anything. */
export const to = (...parts: (string | number)[]): string =>
  parts.length === 0 ? "/" : `${base}/${parts.map((part) => encodeURIComponent(String(part))).join("/")}`;

export interface Place {
  parts: string[];
  query: URLSearchParams;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function here(): Place {
  const path = location.pathname.startsWith(`${base}/`) ? location.pathname.slice(base.length + 1) : "";
  return { parts: path.split("/").filter(Boolean).map(decoded), query: new URLSearchParams(location.search) };
}

const moved = new EventTarget();

/**
 * Goes there, to the top of it; `replace` leaves no step back (a filter that is typed), and `stay` changes what is shown
 * where the reader is (a choice above it).
 */
export function go(address: string, how: "go" | "replace" | "stay" = "go") {
  if (how === "replace") history.replaceState(history.state, "", address);
  else {
    history.replaceState({ top: scrollY }, "");
    history.pushState(null, "", address);
  }
  moved.dispatchEvent(new CustomEvent("moved", { detail: { top: how === "go" ? 0 : null } }));
}

/** A click on a link of ours moves without loading; with a key held it is the browser's. */
function follow(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.pathname !== "/" && !link.pathname.startsWith(`${base}/`)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

/** Begins to follow links and the browser's back and forward. */
export function begin() {
  history.scrollRestoration = "manual";
  document.addEventListener("click", follow);
  addEventListener("popstate", (event) =>
    moved.dispatchEvent(new CustomEvent("moved", { detail: { top: (event.state as { top?: number } | null)?.top ?? 0 } })),
  );
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const listen = (event: Event) => {
      setPlace(here());
      const { top } = (event as CustomEvent<{ top: number | null }>).detail;
      if (top === null) return;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          scrollTo(0, top);
          if (top === 0) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
        }),
      );
    };
    moved.addEventListener("moved", listen);
    return () => moved.removeEventListener("moved", listen);
  }, []);
  return place;
}
