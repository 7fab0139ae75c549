// What every view is made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "./service";
import { inNumbers } from "./words";

/** A view's heading: it takes the focus when the view is come to, and names the window. */
export function Heading({ children, title }: { children: ComponentChildren; title: string }) {
  useEffect(() => void (document.title = title ? `${title} · cookdiff` : "cookdiff"), [title]);
  return (
    <h1 tabIndex={-1} dir="auto">
      {children}
    </h1>
  );
}

export const Loading = ({ what }: { what: string }) => (
  <p class="state" role="status">
    <span class="spinner" aria-hidden="true" /> Loading {what} …
  </p>
);

export const Empty = ({ children }: { children: ComponentChildren }) => <div class="state empty">{children}</div>;

export function Trouble({ failure, again }: { failure: Failure; again?: () => void }) {
  return (
    <div class="state trouble" role="alert">
      <p>
        <strong>{failure.status === 404 ? "That is not here." : "That did not work."}</strong> {failure.message}
      </p>
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Five of them side by side, 16 each, as one path: a list has hundreds. */
const fiveStars = [0, 16, 32, 48, 64].map((left) => `M${left + 8} 1l2.1 4.6 5 .5-3.8 3.4 1.1 5-4.4-2.6-4.4 2.6 1.1-5-3.8-3.4 5-.5z`).join("");

/** A rating out of five, in stars and in words. */
export function Stars({ rating }: { rating: number | null | undefined }) {
  if (rating === null || rating === undefined) return <span class="quiet">not rated</span>;
  const width = Math.max(0, Math.min(5, rating)) * 16;
  return (
    <span class="stars">
      <svg width="80" height="16" viewBox="0 0 80 16" aria-hidden="true">
        <path class="star-off" d={fiveStars} />
        <svg width={width} height="16">
          <path class="star-on" d={fiveStars} />
        </svg>
      </svg>
      <span class="stars-number">{inNumbers(rating)}</span>
      <span class="unseen"> of 5</span>
    </span>
  );
}

export function Verdict({ asWritten }: { asWritten: boolean | null }) {
  if (asWritten === null) return <span class="verdict waits">waits for its original</span>;
  return asWritten ? <span class="verdict same">as written</span> : <span class="verdict other">changed</span>;
}

/** Tells once (or each time) when the element comes near the window. */
export function useSeen(element: { current: Element | null }, seen: () => void, again = false, near = "200px") {
  useEffect(() => {
    if (!element.current) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        if (!again) watch.disconnect();
        seen();
      },
      { rootMargin: near },
    );
    watch.observe(element.current);
    return () => watch.disconnect();
  }, []);
}

/** What is further down is made when it is scrolled to, or printed. */
export function WhenSeen({ title, children }: { title: string; children: () => ComponentChildren }) {
  const place = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(false);
  useSeen(place, () => setSeen(true), false, "0px"); // hundreds of makes: not before they are looked for
  useEffect(() => {
    const print = () => setSeen(true);
    addEventListener("beforeprint", print);
    return () => removeEventListener("beforeprint", print);
  }, []);
  return (
    <section ref={place}>
      <h2>{title}</h2>
      {seen ? children() : <div class="unseen-yet" />}
    </section>
  );
}
