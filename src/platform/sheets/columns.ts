import type { LocalDate } from "../dates.ts";

export type SheetFormat = "csv" | "xlsx";

export type Cell = string | number | LocalDate | null;

export interface SheetColumn<Row> {
  readonly header: string;
  readonly kind: "text" | "number" | "day";
  /** In characters. */
  readonly width: number;
  readonly value: (row: Row) => Cell;
}

export interface Sheet<Row> {
  /** In the reader's language, without its ending: it becomes the name of the file. */
  readonly name: string;
  /** The same in plain letters, for programs that know no other. */
  readonly plainName: string;
  readonly columns: readonly SheetColumn<Row>[];
  readonly pages: AsyncIterable<readonly Row[]>;
}
