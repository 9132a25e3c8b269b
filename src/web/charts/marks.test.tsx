/** What a timeline shows beside its spans: groups, spans as they would be, marks, crosses, open ends. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderToString } from "preact-render-to-string";
import { CoverageTimeline } from "./coverage-timeline.tsx";
import { gapsOf, type Span, type TimelineRow } from "./span.ts";

const span = (from: Span["from"], through: Span["through"], isGhost = false): Span => ({
  from,
  through,
  tone: isGhost ? "info" : "ok",
  state: isGhost ? "Simulated" : "Covered",
  isGhost,
});

const ROWS: TimelineRow[] = [
  {
    id: "a",
    label: "D1",
    group: "Doors",
    spans: [span("2009-04-01", "2010-03-31"), span("2010-04-01", "2011-03-31", true)],
  },
  {
    id: "b",
    label: "D2",
    group: "Doors",
    spans: [span("2001-01-01", "2001-12-31"), span("2009-07-10", "2010-07-31")],
    openUntil: "2011-01-01",
  },
  { id: "c", label: "W1", group: "WAS", spans: [], crosses: [{ on: "2010-09-30", label: "End of 5.1" }] },
];

const html = renderToString(
  <CoverageTimeline
    label="Coverage"
    today="2010-01-20"
    rows={ROWS}
    marks={[
      { kind: "day", from: "2010-04-01", through: "2010-04-01", label: "Anniversary" },
      { kind: "stretch", from: "2010-01-01", through: "2010-03-31", label: "Quote" },
      { kind: "day", from: "1999-04-01", through: "1999-04-01", label: "Long ago" },
    ]}
    drawn={{ from: "2008-01-20", through: "2011-01-19" }}
  />,
);

test("rows of a group stand under its name, told once", () => {
  assert.equal(html.match(/class="lane-group">Doors</g)?.length, 1);
  assert.equal(html.match(/class="lane-group">WAS</g)?.length, 1);
});

test("what would be is drawn in outline, named in the legend, and in the table like the rest", () => {
  assert.equal(html.match(/<rect class="ghost info"/g)?.length, 1);
  assert.match(html, /<li class="ghosted info"><span>Simulated</);
  assert.match(html, /<details>.*2011-03-31.*<\/details>/);
});

test("only what is drawn is drawn; the table has all of it", () => {
  assert.equal(html.match(/<rect class="fill ok"/g)?.length, 2, "2001 is not within the drawing");
  assert.match(html, /<details>.*2001-12-31.*<\/details>/);
  assert.ok(!html.slice(0, html.indexOf("<details>")).includes("Long ago"));
  assert.match(html, /<details>.*Long ago.*<\/details>/);
});

test("marks and crosses have words: in the legend and in the table", () => {
  for (const words of ["Anniversary", "Quote", "End of service", "End of 5.1"])
    assert.ok(html.includes(words), words);
  assert.equal(html.match(/ style=/), null);
});

test("after the last span a gap is open until a day, and not before it", () => {
  assert.deepEqual(gapsOf([span("2009-07-10", "2010-07-31")], "2011-01-01"), [
    { from: "2010-08-01", until: "2011-01-01" },
  ]);
  assert.deepEqual(gapsOf([span("2009-07-10", "2010-07-31")], "2010-08-01"), []);
});
