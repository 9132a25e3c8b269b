import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { addDays } from "../../platform/dates.ts";
import { CoverageTimeline } from "./coverage-timeline.tsx";
import { MonthColumns } from "./month-columns.tsx";
import { countTicks, monthsAround, placeOf, ticksOf } from "./scale.ts";
import { ShareBar } from "./share-bar.tsx";
import { gapsOf, type Span } from "./span.ts";

const span = (from: Span["from"], through: Span["through"]): Span => ({
  from,
  through,
  tone: "ok",
  state: "Active",
});

describe("the count axis", () => {
  test("rises from 0 in at most five round steps to the greatest count", () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (greatest) => {
        const ticks = countTicks(greatest);
        const step = ticks[1] ?? 0;
        assert.equal(ticks[0], 0);
        assert.ok((ticks.at(-1) ?? 0) >= greatest && ticks.length <= 6);
        assert.match(String(step), /^[125]0*$/);
      }),
    );
    assert.deepEqual(countTicks(0), [0, 1]);
    assert.deepEqual(countTicks(45), [0, 20, 40, 60]);
    assert.deepEqual(countTicks(6165), [0, 2000, 4000, 6000, 8000]);
  });
});

describe("the axis of months", () => {
  test("holds whole months, at least twelve, and every day within its width", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9000), { minLength: 1, maxLength: 6 }), (numbers) => {
        const days = numbers.map((number) => addDays("2010-01-31", number));
        const range = monthsAround(days);
        assert.ok(range.months >= 12 && range.from.endsWith("-01") && range.until.endsWith("-01"));
        for (const day of days) assert.ok(day >= range.from && day < range.until);
        assert.ok(ticksOf(range).length <= 12);
      }),
    );
  });

  test("marks quarters, then halves, then years, then every few years", () => {
    const marks = (from: Span["from"], through: Span["through"]) =>
      ticksOf(monthsAround([from, through])).map(({ on }) => on.slice(0, 7));
    assert.deepEqual(marks("2026-02-10", "2026-12-31"), ["2026-04", "2026-07", "2026-10", "2027-01"]);
    assert.deepEqual(marks("2024-05-01", "2026-12-31"), [
      "2024-07",
      "2025-01",
      "2025-07",
      "2026-01",
      "2026-07",
    ]);
    assert.deepEqual(marks("2000-01-01", "2026-01-01").slice(0, 2), ["2001-01", "2004-01"]);
  });

  test("places days by their share, those outside at its ends", () => {
    const year = monthsAround(["2026-01-01", "2026-12-31"]);
    assert.deepEqual([placeOf("2026-01-01", year), placeOf("2027-01-01", year)], [0, 100]);
    assert.deepEqual([placeOf("2020-01-01", year), placeOf("2030-01-01", year)], [0, 100]);
    assert.equal(placeOf("2026-07-02", year), 49.86);
  });
});

describe("the timeline", () => {
  test("leaves no gap between spans that touch: their ends are inclusive", () => {
    assert.deepEqual(gapsOf([span("2025-04-01", "2026-03-31"), span("2026-04-01", "2027-03-31")]), []);
    assert.deepEqual(gapsOf([span("2025-04-01", "2026-03-30"), span("2026-04-01", "2027-03-31")]), [
      { from: "2026-03-31", until: "2026-04-01" },
    ]);
  });

  test("has a table with every date behind it", () => {
    const rows = [{ id: "a", label: "D51234LL", spans: [span("2025-04-01", "2026-03-31")] }];
    const html = renderToString(<CoverageTimeline label="Coverage" today="2026-01-15" rows={rows} />);
    assert.match(html, /<details>.*<time datetime="2025-04-01">.*<time datetime="2026-03-31">.*<\/details>/);
    assert.match(html, />Today</);
    assert.equal(html.match(/\sstyle=/), null);
  });
});

describe("counts and shares", () => {
  test("are told in figures beside the drawing", () => {
    const months = renderToString(
      <MonthColumns label="By month" unit="Lines" months={[{ month: "2026-01-01", count: 12_345 }]} />,
    );
    assert.match(months, /January 2026.*12,345/);
    const share = renderToString(
      <ShareBar
        label="All"
        parts={[
          { label: "A", value: 3, tone: "ok" },
          { label: "B", value: 1, tone: "bad" },
        ]}
      />,
    );
    assert.match(share, /3 \(75%\).*1 \(25%\)/);
  });

  test("draw nothing for nothing", () => {
    const html = renderToString(<ShareBar label="All" parts={[{ label: "A", value: 0, tone: "ok" }]} />);
    assert.ok(!html.includes("<rect") && html.includes("0 (0%)"));
  });
});
