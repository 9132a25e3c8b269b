/** The calendar as other programs read it. RFC 5545; BAR case 27. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { makeFeed } from "../../../test/calendars.ts";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { addDates } from "../../../test/quotes.ts";

const HANA = "hana@aoba.example";

let stage: TestPortal;

before(async () => {
  stage = await testPortal();
  await addDates(stage);
});
after(() => stage.close());

const read = (path: string, headers = {}) => stage.app.inject({ url: path, headers });

describe("RFC 5545", () => {
  const NAME = "株式会社,青葉;\\商事 \u{20BB7}野家 本社 Ltd.".repeat(3);
  test("every line is well-formed, at most 75 octets long, and unfolds to what was said", async () => {
    await sql`update sites set name = ${`${NAME}\r\nBEGIN:VALARM`} where id = ${CAST.aoba}`.execute(
      stage.owner,
    );
    const { body } = await read((await makeFeed(stage, HANA, "x")).path);
    await sql`update sites set name = '青葉商事 本社' where id = ${CAST.aoba}`.execute(stage.owner);
    assert.ok(body.endsWith("END:VCALENDAR\r\n"));
    const lines = body.slice(0, -2).split("\r\n");
    for (const line of lines) {
      assert.ok(Buffer.byteLength(line) <= 75, line);
      assert.doesNotMatch(line, /[\r\n\ufffd]/);
      assert.ok(line.isWellFormed(), line);
    }
    const events = eventsOf(body);
    assert.equal(events.length, 8);
    for (const event of events) {
      assert.ok(textOf(event["SUMMARY"] ?? "").endsWith(`${NAME} BEGIN:VALARM`), event["SUMMARY"]);
      assert.match(event["DTSTAMP"] ?? "", /^\d{8}T\d{6}Z$/);
      assert.match(event["LAST-MODIFIED"] ?? "", /^\d{8}T\d{6}Z$/);
      assert.match(event["DTSTART;VALUE=DATE"] ?? "", /^\d{8}$/);
      assert.ok((event["URL;VALUE=URI"] ?? "").startsWith(`${stage.portal.config.baseUrl}/`));
      assert.equal(event["DTEND"], undefined);
    }
    assert.equal(new Set(events.map((event) => event["UID"])).size, events.length);
    assert.equal(events.find(({ UID }) => UID?.startsWith("quote-due"))?.["SEQUENCE"], "1");
  });
  test("BAR case 27 a day is the same text in the list, the calendar, the API and the sheet, whatever the zone", async () => {
    const { path } = await makeFeed(stage, HANA);
    const home = process.env["TZ"];
    const seen: unknown[] = [];
    try {
      for (const zone of ["Pacific/Pago_Pago", "Europe/Berlin", "Pacific/Auckland", "Pacific/Kiritimati"]) {
        process.env["TZ"] = zone;
        const calendar = eventsOf((await read(path)).body)
          .map((event) => event["DTSTART;VALUE=DATE"] ?? "")
          .map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
        const api = (await stage.as(HANA, { url: "/v1/dates?from=2009-12-01" })).json().items;
        const page = (await stage.as(HANA, { url: "/calendar?from=2009-12-01" })).body;
        const sheet = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements.csv` })).body;
        const line = (
          await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements/${CAST.aobaDoors}` })
        ).json();
        assert.equal(line.coveredThrough, "2010-03-31");
        assert.match(sheet, /2010-03-31/);
        assert.deepEqual(
          calendar,
          api.map(({ on }: { on: string }) => on),
        );
        assert.deepEqual(
          [...page.matchAll(/<time dateTime="(\d{4}-\d{2}-\d{2})"/gi)].map(([, day]) => day),
          calendar,
        );
        seen.push(calendar);
      }
    } finally {
      if (home === undefined) delete process.env["TZ"];
      else process.env["TZ"] = home;
    }
    assert.equal(new Set(seen.map(String)).size, 1);
  });
});

function unfolded(body: string): string {
  return body.replaceAll("\r\n ", "");
}

/** The properties of each event, by name with its parameters. */
function eventsOf(body: string): Record<string, string>[] {
  return [...unfolded(body).matchAll(/BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT/gs)].map(([, inner = ""]) =>
    Object.fromEntries(
      inner.split("\r\n").map((line) => {
        const [, name = "", value = ""] = /^([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):(.*)$/s.exec(line) ?? [];
        assert.notEqual(name, "", `no content line: ${line}`);
        return [name, value];
      }),
    ),
  );
}

/** TEXT of RFC 5545 §3.3.11. */
function textOf(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
}
