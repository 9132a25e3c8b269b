/** Types of records: the shape of each, and the rows of the staging tables that it becomes. Pure. See staging.ts. */
import { type FaultFacts, type Fields, type Shape, type ShapeFault, shown } from "./shapes.ts";

export type Cell = string | number | boolean | null;

/** Cells stand in the order of the table's columns; see `feed.store.ts` of the module that owns the table. */
export interface Row {
  readonly table: string;
  readonly cells: readonly Cell[];
}

export type TellFault<Code extends string> = (
  field: string,
  code: Code | ShapeFault,
  facts?: FaultFacts,
) => void;

export interface RecordType<Code extends string> {
  readonly name: string;
  readonly fields: Fields;
  /** The record's rows. They are good only when no fault was told. */
  readonly read: (
    record: Readonly<Record<string, unknown>>,
    line: number,
    tell: TellFault<Code>,
  ) => readonly Row[];
  /** What others call this record by, as well as it can be read; null when it cannot. */
  readonly keyOf: (record: Readonly<Record<string, unknown>>) => string | null;
}

interface Definition<Value, Code extends string> {
  readonly shape: Shape<Value>;
  readonly rows: (value: Value, line: number, tell: TellFault<Code>) => readonly Row[];
  /** The fields whose values, joined by a space, others name this record by. Empty: nobody does. */
  readonly key: readonly string[];
}

const deaf = () => undefined;

export function recordType<Value, Code extends string = never>(
  name: string,
  { shape, rows, key }: Definition<Value, Code>,
): RecordType<Code> {
  const fields = shape.fields ?? {};
  return {
    name,
    fields,
    read: (record, line, tell) => {
      let isSound = true;
      const value = shape.read(record, "", (field, code, facts) => {
        isSound = false;
        tell(shown(field), code, facts);
      });
      return isSound && value !== undefined ? rows(value, line, tell) : [];
    },
    keyOf: (record) => {
      const parts = key.map((field) => fields[field]?.read(record[field], field, deaf));
      if (parts.length === 0 || parts.includes(undefined)) return null;
      return parts
        .map((part) => (typeof part === "object" ? Object.values(part ?? {}).join(" ") : part))
        .join(" ");
    },
  };
}
