// Small plots, drawn as one path each, so that 500 makes cost what 5 do. What they show is also said in words.
type Values = readonly (number | null)[];

interface Scale {
  low: number;
  high: number;
}

function range(values: Values, more: readonly number[] = []): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...values, ...more]) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === Infinity) return { low: 0, high: 1 };
  return low === high ? { low: low - Math.abs(low) * 0.1 - 0.5, high: high + Math.abs(high) * 0.1 + 0.5 } : { low, high };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** More values than this are a cloud: the line goes through the means of as many groups. */
const lineValuesMax = 60;

function smoothed(values: Values): Values {
  if (values.length <= lineValuesMax) return values;
  return Array.from({ length: lineValuesMax }, (_, group) => {
    const from = Math.floor((group * values.length) / lineValuesMax);
    const there = values.slice(from, Math.floor(((group + 1) * values.length) / lineValuesMax)).filter((value) => value !== null);
    return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
  });
}

/** The line through the values that are there, and a dot for each. */
function pathsOf(values: Values, { low, high }: Scale, width: number, height: number, edge: number) {
  const step = values.length > 1 ? (width - 2 * edge) / (values.length - 1) : 0;
  const left = values.length > 1 ? edge : width / 2;
  let line = "";
  let dots = "";
  values.forEach((value, at) => {
    if (value === null) return;
    const x = rounded(left + at * step);
    const y = rounded(height - edge - ((value - low) / (high - low)) * (height - 2 * edge));
    line += `${line ? "L" : "M"}${x} ${y}`;
    dots += `M${x} ${y}h0`; // a round end of no length
  });
  return { line, dots };
}

/** A line of a word's height. */
export function Spark({ values, original, label, scale }: { values: Values; original?: number | null; label: string; scale?: Scale }) {
  if (values.filter((value) => value !== null).length < 2) return null;
  const width = 96;
  const height = 24;
  const shown = scale ?? range(values, original === null || original === undefined ? [] : [original]);
  const { line, dots } = pathsOf(smoothed(values), shown, width, height, 3);
  const level = (value: number) => rounded(height - 3 - ((value - shown.low) / (shown.high - shown.low)) * (height - 6));
  return (
    <svg class="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {original !== null && original !== undefined && <path class="plot-original" d={`M0 ${level(original)}H${width}`} />}
      <path class="plot-line" d={line} />
      {values.length <= 24 && <path class="plot-dots" d={dots} />}
    </svg>
  );
}

interface PlotProps {
  title: string;
  values: Values;
  original?: number | null;
  scale?: Scale;
  text(value: number): string;
  from: string;
  until: string;
}

/** A plot over the makes, with its scale and what the original says as a broken line. */
export function Plot({ title, values, original, scale, text, from, until }: PlotProps) {
  const width = 320;
  const height = 120;
  const shown = scale ?? range(values, original === null || original === undefined ? [] : [original]);
  const many = values.length > lineValuesMax;
  const { dots } = pathsOf(values, shown, width, height, 8);
  const { line } = pathsOf(smoothed(values), shown, width, height, 8);
  const level = (value: number) => rounded(height - 8 - ((value - shown.low) / (shown.high - shown.low)) * (height - 16));
  const there = values.filter((value) => value !== null);
  const last = there.at(-1);
  const said = `${title}: ${there.length} makes${last === undefined ? "" : `, last ${text(last)}`}, from ${text(shown.low)} to ${text(shown.high)}`;
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <div class="plot-frame">
        <span class="plot-high">{text(shown.high)}</span>
        <span class="plot-low">{text(shown.low)}</span>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
          {original !== null && original !== undefined && <path class="plot-original" d={`M0 ${level(original)}H${width}`} />}
          <path class="plot-line" d={line} />
          <path class={many ? "plot-dots cloud" : "plot-dots"} d={dots} />
        </svg>
      </div>
      <div class="plot-ends">
        <span>{from}</span>
        <span>{until}</span>
      </div>
    </figure>
  );
}

/** How an amount stands to the original's: left of the middle is less, right is more; an end is half or double. */
export function Bar({ ratio, label }: { ratio: number; label: string }) {
  const doublings = Math.max(-1, Math.min(1, Math.log2(ratio)));
  const middle = 40;
  const x = doublings < 0 ? middle + doublings * 38 : middle;
  const width = Math.max(2, Math.abs(doublings) * 38);
  return (
    <svg class="bar" width="80" height="12" viewBox="0 0 80 12" role="img" aria-label={label}>
      <rect class="bar-ground" x="1" y="4.5" width="78" height="3" rx="1.5" />
      <rect class="bar-size" x={rounded(x)} y="2" width={rounded(width)} height="8" rx="1.5" />
      <path class="bar-middle" d={`M${middle} 0V12`} />
    </svg>
  );
}
