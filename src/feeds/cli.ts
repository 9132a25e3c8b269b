/** `carnet feed import FILE` and `carnet feed show ID`: clients of the API. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ApiClient,
  type Command,
  DONE,
  flag,
  Misuse,
  option,
  printTable,
  REFUSED,
} from "../platform/cli.ts";

interface Fault {
  readonly line: number;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

interface Report {
  readonly id: string;
  readonly state: "received" | "running" | "applied" | "checked" | "refused" | "failed";
  readonly progress: number;
  readonly stage: string | null;
  readonly linesRead: number;
  readonly counts: Readonly<
    Record<string, Readonly<Record<"added" | "changed" | "unchanged" | "stale", number>>>
  >;
  readonly faultsCount: number;
  readonly faults: readonly Fault[];
  readonly warningsCount: number;
  readonly warnings: readonly Fault[];
}

const importFile: Command = {
  noun: "feed",
  verb: "import",
  usage: "FILE [--dry-run] [--type TYPE] [--json]",
  does: "sends a feed and waits for its report; --type names the records of a CSV",
  run: async (api, args) => {
    const [file] = args;
    if (file === undefined || file.startsWith("--")) throw new Misuse("FILE is needed");
    const report = await finished(api, await send(api, file, args));
    return tell(report, flag(args, "json"));
  },
};

const showFeed: Command = {
  noun: "feed",
  verb: "show",
  usage: "ID [--json]",
  does: "shows a feed's state and report",
  run: async (api, args) => {
    const [id] = args;
    if (id === undefined || id.startsWith("--")) throw new Misuse("ID is needed");
    return tell(await read(api, id), flag(args, "json"));
  },
};

export const feedCommands: readonly Command[] = [importFile, showFeed];

async function send(api: ApiClient, file: string, args: readonly string[]): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new Misuse(`${file} is no file that can be read`);
  const type = option(args, "type");
  const query = new URLSearchParams({
    dryRun: String(flag(args, "dry-run")),
    name: basename(file).slice(0, 200),
    ...(type === undefined ? {} : { type }),
  });
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream;
  const coding = file.endsWith(".gz") ? { coding: "gzip" } : {};
  const content = { type: type === undefined ? "application/x-ndjson" : "text/csv", stream, ...coding };
  const { id } = await api.call<{ id: string }>(`/v1/feeds?${query}`, { method: "POST", content });
  return id;
}

function read(api: ApiClient, id: string): Promise<Report> {
  return api.call<Report>(`/v1/feeds/${encodeURIComponent(id)}`);
}

const isUnderWay = ({ state }: Report) => state === "received" || state === "running";

async function finished(api: ApiClient, id: string): Promise<Report> {
  for (let pause = 100; ; pause = Math.min(pause * 1.5, 1_000)) {
    const report = await read(api, id);
    drawBar(report);
    if (!isUnderWay(report)) return report;
    await sleep(pause);
  }
}

const BAR = 30;

/** On a terminal only, and on its error channel: what is piped away stays clean. */
function drawBar(report: Report): void {
  if (!process.stderr.isTTY) return;
  const done = Math.round(report.progress * BAR);
  const bar = `${"█".repeat(done)}${"░".repeat(BAR - done)}`;
  const end = isUnderWay(report) ? "" : "\n";
  process.stderr.write(
    `\r${bar} ${Math.round(report.progress * 100)} % ${report.stage ?? report.state}\u001b[K${end}`,
  );
}

function tell(report: Report, isJson: boolean): number {
  if (isJson) console.log(JSON.stringify(report));
  else print(report);
  return ["refused", "failed"].includes(report.state) ? REFUSED : DONE;
}

function print(report: Report): void {
  const { id, state, linesRead, counts, faultsCount, faults, warningsCount, warnings } = report;
  console.log(`${id} ${state}: ${linesRead} lines, ${faultsCount} faults, ${warningsCount} warnings`);
  const rows = Object.entries(counts)
    .filter(([, each]) => Object.values(each).some((count) => count > 0))
    .map(([type, each]) => [type, ...[each.added, each.changed, each.unchanged, each.stale].map(String)]);
  if (rows.length > 0) printTable(["TYPE", "NEW", "CHANGED", "UNCHANGED", "STALE"], rows);
  const told = (each: Fault) => [String(each.line), each.field ?? "-", each.code, each.message];
  if (faults.length > 0) printTable(["LINE", "FIELD", "CODE", "WHAT IS WRONG"], faults.map(told));
  if (faultsCount > faults.length) console.log(`… and ${faultsCount - faults.length} more`);
  if (warnings.length > 0) printTable(["LINE", "FIELD", "CODE", "WORTH A LOOK"], warnings.map(told));
}
