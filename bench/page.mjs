// docs/benchmarks.md: what `npm run bench` writes, and behind it the sections that other commands measure and keep.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));

/** Headings of the sections that are not of `npm run bench`, in their order on the page. */
export const kept = ["The whole way of an upload", "Cold start and size", "Load", "Growth of the tables"];

const sections = (page) => page.split(/^(?=## )/m);
const headingOf = (section) => section.slice(3, section.indexOf("\n"));
const write = (parts) => fs.writeFileSync(file, `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`);

/** Replaces everything but the kept sections. */
export function keepReport(report, page = fs.readFileSync(file, "utf8")) {
  write([report, ...sections(page).filter((section) => kept.includes(headingOf(section)))]);
}

/** Replaces one kept section, its heading included. */
export function keepSection(section, page = fs.readFileSync(file, "utf8")) {
  const heading = headingOf(section);
  if (!kept.includes(heading)) throw new Error(`no section "${heading}" is kept`);
  const others = sections(page).filter((one) => headingOf(one) !== heading);
  const own = others.filter((one) => !kept.includes(headingOf(one)));
  const rest = [...others.filter((one) => kept.includes(headingOf(one))), section].sort((a, b) => kept.indexOf(headingOf(a)) - kept.indexOf(headingOf(b)));
  write([...own, ...rest]);
}

/** On what it was measured, in words. */
export function machine() {
  const [one] = os.cpus();
  const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(file), "../node_modules/wrangler/package.json"), "utf8"));
  return `${os.cpus().length} × ${one.model.trim()}, load ${os.loadavg()[0].toFixed(1)} at the end, wrangler ${version}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
}
