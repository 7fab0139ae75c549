// What the workerd processes that this one has started cost: CPU and memory, read from /proc (Linux).
import fs from "node:fs";

const ticksPerSecond = 100; // USER_HZ, the same on every Linux that Node runs on
const pageBytes = 4096;

// Fields of /proc/PID/stat behind the name, which may hold spaces; man 5 proc counts them from 3.
function statOf(pid) {
  const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return {
    pid: Number(pid),
    name: text.slice(text.indexOf("(") + 1, end),
    parent: Number(fields[1]),
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond,
    memoryBytes: Number(fields[21]) * pageBytes,
  };
}

function everyProcess() {
  const found = new Map();
  for (const pid of fs.readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      found.set(Number(pid), statOf(pid));
    } catch {
      // it ended meanwhile
    }
  }
  return found;
}

/** The workerd processes below `ancestor`: those of other programs on the machine do not count. */
export function workerds(ancestor = process.pid) {
  const all = everyProcess();
  const isBelow = ({ parent }) => {
    for (let at = parent; at > 1; at = all.get(at)?.parent ?? 0) if (at === ancestor) return true;
    return false;
  };
  return [...all.values()].filter((each) => each.name === "workerd" && isBelow(each));
}

/** {cpuMs, memoryBytes} of all of them together. */
export function workerdCost(ancestor) {
  const sum = { cpuMs: 0, memoryBytes: 0 };
  for (const { cpuMs, memoryBytes } of workerds(ancestor)) {
    sum.cpuMs += cpuMs;
    sum.memoryBytes += memoryBytes;
  }
  return sum;
}
