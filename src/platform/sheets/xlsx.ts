/** XLSX: collected here, made in a thread, so that the portal answers others meanwhile. */
import { Worker } from "node:worker_threads";
import { Problem } from "../problem.ts";
import type { Cell, Sheet } from "./columns.ts";

/** What the thread is given. */
export interface XlsxTask {
  readonly name: string;
  readonly columns: readonly { header: string; kind: "text" | "number" | "day"; width: number }[];
  readonly rows: readonly (readonly Cell[])[];
}

const MOST_AT_ONCE = 2;
let running = 0;

/** A 503 when others are being made already: each takes 100 MB for a moment. */
export async function xlsxOf<Row>(sheet: Sheet<Row>): Promise<Buffer> {
  if (running >= MOST_AT_ONCE) throw new Problem(503, "unavailable", { retryAfterSeconds: 3 });
  running += 1;
  try {
    return await made(await taskOf(sheet));
  } finally {
    running -= 1;
  }
}

async function taskOf<Row>({ name, columns, pages }: Sheet<Row>): Promise<XlsxTask> {
  const rows: Cell[][] = [];
  for await (const page of pages) {
    for (const row of page) rows.push(columns.map(({ value }) => value(row)));
  }
  return { name, rows, columns: columns.map(({ header, kind, width }) => ({ header, kind, width })) };
}

function made(task: XlsxTask): Promise<Buffer> {
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  return new Promise((resolve, reject) => {
    worker.once("message", (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that makes sheets ended early")));
  });
}
