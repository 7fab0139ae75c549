// What the scripts print: steps with their time, and a reason before leaving. One line a fact, so that a log reads well.
import fs from "node:fs";

const began = Date.now();

export const seconds = (from = began) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

export const say = (text) => process.stdout.write(`${text}\n`);

/** A long piece of work: says that it begins, and when it is done. */
export async function step(what, work) {
  const from = Date.now();
  say(`- ${what} …`);
  const answer = await work();
  if (Date.now() - from > 300) say(`  done in ${seconds(from)}`);
  return answer;
}

/** Says how far a loop is: one line that is written over on a terminal, a line now and then elsewhere. */
export function progress(total, what) {
  let said = 0;
  return (done, about = "") => {
    const text = `  ${done} of ${total} ${what}${about ? `: ${about}` : ""}`;
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${text}${done === total ? "\n" : ""}`);
    else if (done === total || Date.now() - said > 2000) {
      said = Date.now();
      say(text);
    }
  };
}

/** A reason that a person can act upon; the script that catches it prints it and exits 1. */
export class Reason extends Error {}

/** An option's value; `least` and not below. */
export function wholeNumber(name, text, least = 1) {
  if (/^\d{1,15}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Reason(`--${name} takes a whole number of at least ${least}, not "${text}"`);
}

/** What a script says of itself: the comment that it begins with. */
function purpose(file) {
  const lines = fs.readFileSync(file, "utf8").split("\n");
  return lines.slice(0, lines.findIndex((line) => !line.startsWith("//"))).map((line) => line.replace(/^\/\/ ?/, "")).join("\n");
}

/** Runs a script's main and turns what went wrong into an exit with the reason: exit 1, or `failed` where 1 says something else. */
export async function main(work, { failed = 1, ownHelp = false } = {}) {
  if (!ownHelp && process.argv.includes("--help")) return say(purpose(process.argv[1]));
  try {
    await work();
  } catch (error) {
    const told = error instanceof Reason || error.code?.startsWith("ERR_PARSE_ARGS");
    process.stderr.write(told ? `error: ${error.message}\n` : `${error.stack}\n`);
    process.exitCode = failed;
  }
}
