/** The desk's pages: plain forms, no script, in four languages. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../test/agents.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { TEMPLATES } from "./templates/templates.data.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";

const { cara, carl, sally } = AGENTS;

let stage: TestPortal;
let id = "";

before(async () => {
  stage = await testPortal();
  await addAgents(stage.owner);
  const payload = { siteNumber: "7001234", isPrimaryContact: true };
  await stage.as("seoyeon@hangang.example", { method: "POST", url: "/v1/access-requests", payload });
  await stage.portal.jobs.drain();
  const { items } = (await stage.as(cara.email, { url: "/v1/care/requests" })).json();
  id = items[0].id;
});
after(() => stage.close());

const page = (email: string, url: string) => stage.as(email, { url });

function send(email: string, verb: string, form: Record<string, string> = {}) {
  return stage.as(email, {
    method: "POST",
    url: `/care/requests/${id}/${verb}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
}

describe("the queue's page", () => {
  test("tells what is due in words, relative and absolute, and what is over", async () => {
    const { body } = await page(cara.email, "/care");
    assert.match(body, /in 4[78] hours|in 2 days/);
    assert.match(body, /<time datetime="2010-03-03T03:00:00.000Z">/);
    stage.clock.set("2010-03-01T03:10:00Z");
    await sql`update care_requests set due_at = '2010-02-26T03:00:00Z' where id = ${id}`.execute(stage.owner);
    assert.match((await page(cara.email, "/care")).body, /Overdue, 3 days ago/);
  });

  test("offers each desk to who sees several, and only the own places of the portal", async () => {
    const wide = (await page(cara.email, "/care")).body;
    assert.match(wide, /name="team"/);
    assert.doesNotMatch(wide, /href="\/operator\/staff"/);
    assert.doesNotMatch((await page(sally.email, "/care")).body, /name="team"/);
    assert.match((await page("otto@vendor.example", "/care")).body, /href="\/operator\/staff"/);
    const none = (await page(cara.email, "/care?kind=passcode&q=nobody")).body;
    assert.match(none, new RegExp(en.queueNone));
  });

  test("an agent arrives at it", async () => {
    const home = await page(cara.email, "/");
    assert.deepEqual([home.statusCode, home.headers.location], [303, "/care"]);
  });
});

describe("a request's page", () => {
  test("shows what was stated beside what is registered, with the verdict as a word", async () => {
    const { body } = await page(cara.email, `/care/requests/${id}`);
    assert.match(body, new RegExp(en.comparisonTitle));
    for (const word of [en["verdict.differs"]]) assert.match(body, new RegExp(`>${word}<`));
    assert.match(body, /seoyeon@hangang\.example/);
  });

  test("has no control twice, nor a script of its own", async () => {
    const { body } = await page(cara.email, `/care/requests/${id}`);
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(ids.length, new Set(ids).size);
    assert.doesNotMatch(body, / style="| onclick=/);
  });

  test("is taken, noted and handed over by forms; who is too late is told who has it", async () => {
    const claimed = await send(cara.email, "claim");
    assert.deepEqual(
      [claimed.statusCode, claimed.headers.location],
      [303, `/care/requests/${id}?news=claimed`],
    );
    const late = await send(carl.email, "claim");
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /care Agent has this request/);
    assert.doesNotMatch(late.body, /name="outcome"/, "who has it not is offered no decision");
    const empty = await send(cara.email, "notes", { text: " " });
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, new RegExp(en["fault.required"]));
    await send(cara.email, "notes", { text: "<b>一行目</b>\n二行目" });
    const noted = (await page(cara.email, `/care/requests/${id}`)).body;
    assert.match(noted, /&lt;b>一行目/);
    const nowhere = await send(cara.email, "hand-over", { to: "", note: "x" });
    assert.equal(nowhere.statusCode, 400);
    assert.match(nowhere.body, new RegExp(en["fault.desk_or_agent"]));
    const moved = await send(cara.email, "hand-over", { to: `person:${carl.id}`, note: "please" });
    assert.equal(moved.statusCode, 303);
    assert.match((await page(carl.email, `/care/requests/${id}`)).body, /name="outcome"/);
  });

  test("fills a ready text in the requester's language, keeps what was entered, and decides", async () => {
    const [template] = TEMPLATES.filter(
      ({ kind, outcomes }) => kind === "nomination" && outcomes.includes("deny"),
    );
    const picked = { outcome: "deny", "deny.template": template?.id ?? "", use: "template" };
    const filled = await send(carl.email, "decision", picked);
    assert.equal(filled.statusCode, 200);
    const text = template?.in.ko.text ?? "";
    assert.ok(filled.body.includes(text), "Seo-yeon reads Korean");
    const silent = await send(carl.email, "decision", { outcome: "deny", "deny.reason": "" });
    assert.equal(silent.statusCode, 400);
    assert.match(silent.body, /field-deny-reason-error/);
    const decided = await send(carl.email, "decision", { outcome: "deny", "deny.reason": `${text} (2)` });
    assert.equal(decided.headers.location, `/care/requests/${id}?news=decided`);
    const after = (await page(cara.email, `/care/requests/${id}?news=decided`)).body;
    assert.ok(after.includes(`${text} (2)`));
    const again = await send(cara.email, "decision", { outcome: "deny", "deny.reason": "no" });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /care Agent has decided this request already/);
  });
});

describe("in four languages", () => {
  test("each page is in the reader's", async () => {
    for (const [language, texts] of Object.entries({ en, ja, ko, "zh-TW": zhTW })) {
      await sql`update people set language = ${language} where id = ${cara.id}`.execute(stage.owner);
      const told = {
        "/care": texts.queueTitle,
        [`/care/requests/${id}`]: texts["kind.nomination"],
        "/care/search?q=7001234": texts.searchTitle,
        "/care/sites/site_aoba": texts.seenNotice,
        "/care/people/person_hana": texts.memberships,
      };
      for (const [url, text] of Object.entries(told)) {
        const { statusCode, body } = await page(cara.email, url);
        assert.equal(statusCode, 200, url);
        assert.ok(body.includes(text), `${language} ${url}`);
      }
    }
  });

  test("no text says less in one language than in another", () => {
    const facts = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();
    for (const [key, text] of Object.entries(en)) {
      for (const other of [ja, ko, zhTW]) {
        assert.deepEqual(facts(new Map(Object.entries(other)).get(key) ?? ""), facts(text), key);
      }
    }
  });
});
