/** `carnet renewal run`, against the whole portal. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { OTTO } from "../../test/feed.ts";
import { testPortal } from "../../test/portal.ts";
import type { ApiClient } from "../platform/cli.ts";
import { renewalCommands } from "./cli.ts";

test("carnet renewal run --dry-run prints what a day will bring: quote, lines, amount, recipients, rule", async (t) => {
  const portal = await testPortal({ now: "2009-12-20T03:00:00Z" });
  after(() => portal.close());
  const api: ApiClient = {
    baseUrl: "",
    call: async <Answer>(url: string, { body = {} } = {}) => {
      const reply = await portal.as(OTTO, { method: "POST", url, payload: body });
      assert.equal(reply.statusCode, 200, reply.body);
      return reply.json<Answer>();
    },
  };
  const printed: string[] = [];
  t.mock.method(console, "log", (text: string) => printed.push(text));
  const [run] = renewalCommands;
  assert.equal(await run?.run(api, ["--on", "2010-01-01", "--dry-run", "--site", "7001234"]), 0);
  const [head, , quote, ...lines] = printed.map((text) => text.replaceAll(/ {2,}/g, " "));
  assert.match(head ?? "", /^2010-01-01 rehearsed, nothing done: 1 sites, 1 quotes/);
  assert.equal(
    quote,
    "7001234 issue - v1 2010-04-01 2 13000 JPY hana@aoba.example, orders@sakura.example BR-68",
  );
  assert.deepEqual(
    lines.map((text) => text.trim()),
    [
      "SO-4700/1 10 × Rational DOORS 9000 JPY 2010-04-01…2011-03-31, 12 months",
      "SO-4711/1 5 × WebSphere Application Server 4000 JPY 2010-08-01…2011-03-31, 8 months",
    ],
  );
  printed.length = 0;
  assert.equal(await run?.run(api, ["--on", "2010-01-01", "--dry-run", "--json"]), 0);
  assert.equal(JSON.parse(printed[0] ?? "{}").itemsCount, 1);
  await assert.rejects(async () => run?.run(api, ["--dry-run"]), /--on needs a date/);
});
