// Running other programs: where they are, what they printed, and ending them together with everything they started.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Reason } from "./terminal.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** The first folder of PATH that has this program, or null. */
export function find(program, folders = (process.env.PATH ?? "").split(path.delimiter)) {
  for (const folder of folders) {
    const file = path.join(folder, program);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return file;
    } catch {
      // not in this one
    }
  }
  return null;
}

/**
 * Runs a program to its end. `output: "show"` hands its output on, `"keep"` returns it as text, and a
 * function gets every line as it comes.
 * Answers {code, output}; throws a Reason when the exit code is not 0, unless `allowFailure`.
 */
export function run(program, args, { output = "keep", allowFailure = false, input, timeout, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const shown = output === "show";
    const child = spawn(program, args, {
      cwd: root,
      stdio: [input === undefined ? (shown ? "inherit" : "ignore") : "pipe", shown ? "inherit" : "pipe", shown ? "inherit" : "pipe"],
      ...options,
    });
    let text = "";
    let told = 0;
    const hear = (piece) => {
      text += piece;
      if (typeof output !== "function") return;
      for (let end = text.indexOf("\n", told); end >= 0; end = text.indexOf("\n", told)) {
        output(text.slice(told, end));
        told = end + 1;
      }
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    if (input !== undefined) child.stdin.end(input);
    const timer = timeout && setTimeout(() => child.kill("SIGKILL"), timeout);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(new Reason(`cannot run ${program}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code !== 0 && !allowFailure) {
        const command = [path.basename(program), ...args].join(" ");
        reject(new Reason(`${command} ended with ${signal ?? code}${text ? `:\n${text.trimEnd()}` : ""}`));
      } else resolve({ code: code ?? 128, output: text });
    });
  });
}

const started = new Set();

/** Starts a program that goes on running, in a process group of its own, so that the whole group can be ended. */
export function startGroup(program, args, options) {
  const child = spawn(program, args, { cwd: root, detached: true, ...options });
  started.add(child);
  child.on("exit", () => {
    child.ended = true;
  });
  child.on("error", () => {
    child.ended = true;
    started.delete(child);
  });
  return child;
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false; // nobody is left in the group
  }
}

/** Ends every group that startGroup began: asks first, and insists after `patienceMs`. */
export async function endGroups(patienceMs = 4000) {
  const groups = [...started];
  started.clear();
  const left = () => groups.filter((child) => signalGroup(child, 0));
  for (const child of groups) signalGroup(child, "SIGTERM");
  const until = Date.now() + patienceMs;
  while (left().length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const child of left()) signalGroup(child, "SIGKILL");
}
