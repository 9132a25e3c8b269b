/** Lists that people compare: the table, its filters, its pages and its exports. All state is in the address. */
import type { ComponentChildren } from "preact";
import { useSay } from "./locale/reader.ts";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** Right-aligned, tabular digits, never broken. */
  isNumeric?: boolean;
  /** Part numbers, codes: never broken over lines. Days, amounts and tags never are. */
  isNowrap?: boolean;
  /** The key in the address when this column can be sorted. */
  sortKey?: string;
  /** The header is for ears only: a column of buttons. */
  isHeaderHidden?: boolean;
}

/** `current` is a sort key, with "-" before it when descending; `href` gives the address of another order. */
interface Sorting {
  current: string;
  href: (sort: string) => string;
}

interface DataTableProps<Row> {
  /** What is listed; for ears, and seen when `isCaptionSeen`. */
  caption: string;
  isCaptionSeen?: boolean;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sorting?: Sorting;
  /** Shown in place of the rows when there are none. */
  empty: ComponentChildren;
}

/** Scrolls sideways by keyboard when it must; on narrow screens each row becomes a card, by CSS alone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const say = useSay();
  const { caption, isCaptionSeen = false, columns, rows, rowKey, sorting } = props;
  if (rows.length === 0) return <div class="table-empty">{props.empty}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table" tabIndex={0} aria-label={say("scrollable", { name: caption })}>
      <table>
        <caption class={isCaptionSeen ? undefined : "vh"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.header} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => (
                <Cell key={column.header} column={column} row={row} isFirst={index === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Header<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { header, sortKey, isNumeric = false, isHeaderHidden = false } = column;
  const look = isNumeric ? "num" : undefined;
  if (sorting === undefined || sortKey === undefined) {
    return (
      <th scope="col" class={look}>
        {isHeaderHidden ? <span class="vh">{header}</span> : header}
      </th>
    );
  }
  const isUp = sorting.current === sortKey;
  const order = isUp ? "ascending" : sorting.current === `-${sortKey}` ? "descending" : undefined;
  return (
    <th scope="col" class={look} aria-sort={order}>
      <a href={sorting.href(isUp ? `-${sortKey}` : sortKey)}>{header}</a>
    </th>
  );
}

function Cell<Row>({ column, row, isFirst }: { column: Column<Row>; row: Row; isFirst: boolean }) {
  const { isNumeric = false, isNowrap = false, isHeaderHidden = false } = column;
  const look = [isNumeric ? "num" : "", isNowrap ? "nowrap" : ""].join(" ").trim() || undefined;
  if (isFirst) {
    return (
      <th scope="row" class={look}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td class={look} data-label={isHeaderHidden ? undefined : column.header}>
      {column.cell(row)}
    </td>
  );
}

interface PagerProps {
  shown: number;
  /** Addresses; absent where there is no such page. */
  first?: string | undefined;
  previous?: string | undefined;
  next?: string | undefined;
}

/** Pages by cursor: there is no last page and no total, so it says what is shown. */
export function CursorPager({ shown, first, previous, next }: PagerProps) {
  const say = useSay();
  return (
    <nav class="pager" aria-label={say("pages")}>
      <span role="status">{say("shown", { count: shown })}</span>
      {first !== undefined && <a href={first}>{say("first")}</a>}
      {previous !== undefined && (
        <a href={previous} rel="prev">
          {say("previous")}
        </a>
      )}
      {next !== undefined && (
        <a href={next} rel="next">
          {say("next")}
        </a>
      )}
    </nav>
  );
}

/** The same list as a sheet: addresses of the list's `.csv` and `.xlsx`, with its filters. */
export function ExportLinks({ csv, xlsx }: { csv: string; xlsx: string }) {
  const say = useSay();
  const formats = [
    ["CSV", csv],
    ["XLSX", xlsx],
  ] as const;
  return (
    <p class="export">
      <span>{say("export")}</span>
      {formats.map(([format, href]) => (
        <a key={format} href={href} aria-label={say("exportAs", { format })} download>
          {format}
        </a>
      ))}
    </p>
  );
}
