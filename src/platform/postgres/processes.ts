/** What Linux tells of a process in /proc. A process that has ended but was not yet waited for counts as gone. */
import { readFileSync } from "node:fs";

/** When the process started, in clock ticks since the machine did: with the pid it names one process for ever. */
export function startOf(pid: number): string | undefined {
  const stat = readProc(pid, "stat");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before it may hold blanks
  return fields[0] === "" || fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}

/** The program and its arguments; empty when the process is gone or going. */
export function commandOf(pid: number): readonly string[] {
  if (startOf(pid) === undefined) return [];
  return readProc(pid, "cmdline").split("\0").slice(0, -1);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
