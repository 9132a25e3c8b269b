/** A feed as a document: its bytes become rows of the staging tables, or faults, a line at a time. */

import { type JsonObject, parseLine } from "../../platform/json-lines/json.ts";
import { foreignEncoding, LineSplitter } from "../../platform/json-lines/lines.ts";
import type { Cell, RecordType, Row } from "../../platform/records.ts";
import { type FaultFacts, shown } from "../../platform/shapes.ts";
import type { Stager } from "../../platform/staging.ts";
import { part, price, product, version } from "../records/catalog.rules.ts";
import { type CsvReader, csvReader } from "../records/csv.rules.ts";
import type { FaultCode, RecordFault } from "../records/faults.data.ts";
import { order } from "../records/order.rules.ts";
import { agreement, customer, site } from "../records/parties.rules.ts";
import { release } from "../records/release.rules.ts";

type Type = RecordType<RecordFault>;

const TYPES: readonly Type[] = [product, version, part, price, customer, agreement, site, order, release];
export const TYPE_NAMES = TYPES.map(({ name }) => name);

const byName: ReadonlyMap<unknown, Type> = new Map(TYPES.map((type) => [type.name, type]));

/** Where what was read goes. */
export interface Sink {
  readonly row: (table: string, cells: readonly Cell[]) => void;
  readonly fault: (line: number, field: string | null, code: FaultCode, facts?: FaultFacts) => void;
}

/** Told after each piece of the file. */
export type Told = (progress: { bytesRead: number; linesRead: number }) => void;

/** Beyond these, faults are only counted: nobody reads on, and the file may have any number of lines. */
const MOST_FAULTS = 100_000;

/** Reads the whole document into the staging tables. Answers the lines read and the faults that were only counted. */
export async function stageDocument(
  bytes: AsyncIterable<Buffer>,
  { format, stager, told }: { format: string; stager: Stager; told: Told },
): Promise<{ linesRead: number; faultsBeyond: number }> {
  let faults = 0;
  const sink: Sink = {
    row: (table, cells) => stager.add(table, cells),
    fault: (line, field, code, facts = {}) => {
      faults += 1;
      if (faults <= MOST_FAULTS)
        stager.add("staged_faults", [line, field, code, JSON.stringify(facts), false]);
    },
  };
  const linesRead = await readDocument(bytes, { format, sink, told, pause: () => stager.flushFull() });
  await stager.flush();
  return { linesRead, faultsBeyond: Math.max(0, faults - MOST_FAULTS) };
}

export interface Reading {
  /** `jsonl`, or the type of record of a CSV. */
  readonly format: string;
  readonly sink: Sink;
  readonly told: Told;
  /** Waited for after each piece, so that what was read can go on its way. */
  readonly pause: () => Promise<void>;
}

/** Every line into the sink. Memory does not grow with the document. */
export async function readDocument(bytes: AsyncIterable<Buffer>, reading: Reading): Promise<number> {
  const { format, sink, told, pause } = reading;
  const reader = format === "jsonl" ? jsonReader(sink) : tableReader(format, sink);
  const splitter = new LineSplitter({
    onLine: reader.line,
    onTooLong: (line) => sink.fault(line, null, "line_too_long", { most: "1 MiB" }),
  });
  let bytesRead = 0;
  for await (const chunk of bytes) {
    const encoding = bytesRead === 0 ? foreignEncoding(chunk) : undefined;
    if (encoding !== undefined) {
      sink.fault(1, null, "wrong_encoding", { encoding });
      return 0;
    }
    splitter.push(chunk);
    bytesRead += chunk.length;
    told({ bytesRead, linesRead: splitter.lines });
    await pause();
  }
  splitter.end();
  reader.end();
  if (reader.records() === 0) sink.fault(1, null, "no_records");
  return splitter.lines;
}

interface Reader {
  readonly line: (bytes: Buffer, line: number) => void;
  readonly end: () => void;
  /** How many lines held something, right or wrong. */
  readonly records: () => number;
}

function jsonReader(sink: Sink): Reader {
  let records = 0;
  const line = (bytes: Buffer, at: number) => {
    records += 1;
    const parsed = parseLine(bytes);
    if (parsed.ok) readRecord(parsed.value, at, sink);
    else sink.fault(at, parsed.refusal.field, parsed.refusal.reason, parsed.refusal.facts);
  };
  return { line, end: () => {}, records: () => records };
}

function tableReader(format: string, sink: Sink): Reader {
  const type = byName.get(format);
  if (type === undefined) throw new Error(`no records of type ${format}`);
  let records = 0;
  const reader: CsvReader = csvReader(type.fields, {
    record: (record, line) => {
      records += 1;
      readAs(type, record, line, sink);
    },
    fault: (...told) => {
      records += 1;
      sink.fault(...told);
    },
  });
  return { line: reader.line, end: reader.end, records: () => records };
}

/** Reads one record into the sink: its rows, or its faults and its key, so that nobody is told it is missing. */
export function readRecord({ type, ...record }: JsonObject, line: number, sink: Sink): void {
  const known = byName.get(type);
  const facts = { type: shown(String(type)), allowed: TYPE_NAMES.join(", ") };
  if (known !== undefined) readAs(known, record, line, sink);
  else sink.fault(line, "type", typeFault(type), facts);
}

function typeFault(type: unknown): "required" | "text_expected" | "unknown_type" {
  if (type === undefined || type === null) return "required";
  return typeof type === "string" ? "unknown_type" : "text_expected";
}

function readAs(type: Type, record: JsonObject, line: number, sink: Sink): void {
  let isSound = true;
  const rows: readonly Row[] = type.read(record, line, (field, code, facts) => {
    isSound = false;
    sink.fault(line, field, code, facts);
  });
  if (isSound) for (const { table, cells } of rows) sink.row(table, cells);
  const key = isSound ? null : type.keyOf(record);
  if (key !== null) sink.row("staged_broken", [type.name, key]);
}
