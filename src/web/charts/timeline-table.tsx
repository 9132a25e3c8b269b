import { useSay } from "../locale/reader.ts";
import { type Column, DataTable } from "../table.tsx";
import { Tag } from "../tag.tsx";
import { Day } from "../values.tsx";
import type { Span, TimelineRow } from "./span.ts";

type Line = Span & { id: string; row: TimelineRow };

/** The timeline in figures: one line a span. */
export function TimelineTable({ label, rows }: { label: string; rows: readonly TimelineRow[] }) {
  const say = useSay();
  const columns: Column<Line>[] = [
    { header: say("item"), cell: ({ row }) => <Item row={row} /> },
    { header: say("from"), cell: ({ from }) => <Day date={from} /> },
    { header: say("through"), cell: ({ through }) => <Day date={through} /> },
    { header: say("state"), cell: ({ tone, state }) => <Tag tone={tone}>{state}</Tag> },
  ];
  const lines = rows.flatMap((row) =>
    row.spans.map((span) => ({ ...span, id: `${row.id} ${span.from}`, row })),
  );
  return <DataTable caption={label} columns={columns} rows={lines} rowKey={({ id }) => id} empty={null} />;
}

function Item({ row: { label, detail } }: { row: TimelineRow }) {
  return (
    <>
      <span class="nowrap">{label}</span> {detail !== undefined && <small>{detail}</small>}
    </>
  );
}
