/** The thread that makes one XLSX file. Every cell has a type of its own: text never becomes a formula or a date. */
import { parentPort, workerData } from "node:worker_threads";
import writeSheet, { type Cell } from "write-excel-file/node";
import type { XlsxTask } from "./xlsx.ts";

const { name, columns, rows }: XlsxTask = workerData;

const head = columns.map(({ header }): Cell => ({ value: header, type: String, fontWeight: "bold" }));
const body = rows.map((row) => row.map((value, index) => cellOf(value, columns[index]?.kind)));
const options = {
  sheet: tabName(name),
  columns: columns.map(({ width }) => ({ width })),
  stickyRowsCount: 1,
};
const bytes = await writeSheet([head, ...body], options).toBuffer();
parentPort?.postMessage(bytes);

function cellOf(value: string | number | null, kind = "text"): Cell {
  if (value === null || value === "") return null;
  if (kind === "number") return { value: Number(value), type: Number };
  if (kind === "day") return { value: new Date(`${value}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
  return { value: plain(String(value)), type: String };
}

/** XML has no other control characters; a cell holds at most 32,767. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .slice(0, 32_767);
}

/** A tab's name is short and has none of these marks. */
function tabName(text: string): string {
  return text.replaceAll(/[\\/?*[\]:']/g, " ").slice(0, 31);
}
