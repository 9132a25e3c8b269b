/** What a site's home asks of its people after the first sign-in. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { addQuote } from "../../test/quotes.ts";
import { LANGUAGES } from "../platform/language.ts";

const [HANA, JUN, MIO] = ["hana@aoba.example", "jun@aoba.example", "mio@aoba.example"];
const HOME = `/sites/${CAST.aoba}`;

let portal: TestPortal;
beforeEach(async () => {
  portal = await testPortal();
});
afterEach(() => portal.close());

const get = (as: string, language = "en") =>
  portal.as(as, { url: HOME, cookies: { language }, headers: { accept: "text/html" } });

/** The sentences of the section "To do", with where each leads; none when there is no such section. */
async function tasksOf(as: string): Promise<[href: string, sentence: string][]> {
  const { body } = await get(as);
  const section = /<h2>To do<\/h2>([\s\S]*?)<\/section>/.exec(body)?.[1] ?? "";
  return [...section.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map((match) => [
    match[1] ?? "",
    match[2] ?? "",
  ]);
}

async function hrefsOf(as: string): Promise<string[]> {
  return (await tasksOf(as))
    .map(([href]) => href.replace(HOME, ""))
    .filter((href) => !href.includes("entitlements"));
}

const run = (statement: string) => sql.raw(statement).execute(portal.owner);

const ask = () =>
  run(`insert into access_requests (id, site_number, site_id, person_id, is_primary_contact, state, asked_at)
       values ('request_r', '7001234', '${CAST.aoba}', '${CAST.nobody}', false, 'contact_review', '2010-02-28')`);

describe("the home of a site", () => {
  test("BR-49 asks the primary contact to decide requests and to look at the contacts, in that order", async () => {
    await ask();
    const tasks = (await tasksOf(HANA)).slice(0, 2);
    assert.deepEqual(tasks, [
      [`${HOME}/access-requests`, "1 request for access waits for your decision"],
      [`${HOME}/contacts`, "Look at the key contacts: nobody has confirmed them within a year"],
    ]);
    await portal.as(HANA, { method: "POST", url: `/v1/sites/${CAST.aoba}/contact-review` });
    await run("update access_requests set state = 'withdrawn', decided_at = '2010-03-01'");
    assert.deepEqual(await hrefsOf(HANA), []);
  });

  test("an open renewal quote is named with its due date, to whoever may buy, until that day", async () => {
    await addQuote(portal);
    const quotes = async (as: string) =>
      (await tasksOf(as)).filter(([href]) => href.includes("/renewal-quotes/"));
    const told = [[`${HOME}/renewal-quotes/quote_aoba`, "Renewal quote QTEST0AB1: order by March 31, 2010"]];
    assert.deepEqual(await quotes(HANA), told);
    assert.deepEqual(await quotes(JUN), told);
    assert.deepEqual(await quotes(MIO), []);
    portal.clock.set("2010-03-31T15:00:00Z"); // midnight in Sendai
    portal.signOut();
    assert.deepEqual(await quotes(HANA), []);
  });

  test("BR-49 asks nobody who may not do it", async () => {
    await ask();
    assert.deepEqual(await hrefsOf(JUN), ["/access-requests"]); // “view” of contacts only
    assert.deepEqual(await tasksOf(MIO), []);
    assert.doesNotMatch((await get(MIO)).body, /To do/);
  });

  test("BR-50 recommends a secondary contact where there is none, and does not say it twice", async () => {
    await run(`insert into site_warnings (site_id, cause, since)
               values ('${CAST.aoba}', 'no-second-administrator', '2010-02-01')`);
    assert.deepEqual(await hrefsOf(HANA), ["/contacts", "/primary#no-second-administrator"]);
    await run(`delete from access_grants where person_id = '${CAST.jun}'`);
    assert.deepEqual(await hrefsOf(HANA), ["/contacts", "/members/new"]);
  });

  test("tells what endangers the site, an offer to the reader, and the review that is open", async () => {
    await run(
      `insert into site_warnings (site_id, cause, since) values ('${CAST.aoba}', 'mail-bounces', '2010-02-01')`,
    );
    await run(`insert into hand_overs (id, site_id, from_person, to_person, from_role, offered_at)
               values ('handover_a', '${CAST.aoba}', '${CAST.hana}', '${CAST.jun}', 'user', '2010-02-28')`);
    await run(`insert into access_reviews (id, site_id, opened_on, due_on)
               values ('review_a', '${CAST.aoba}', '2010-02-20', '2010-03-22')`);
    await run(`insert into access_review_items (site_id, review_id, person_id)
               select site_id, 'review_a', person_id from access_grants where site_id = '${CAST.aoba}'`);
    assert.deepEqual(await hrefsOf(JUN), ["/primary#mail-bounces", "/primary", "/members/review"]);
    const [, , [, sentence] = []] = await tasksOf(JUN);
    assert.equal(sentence, "3 people are to be reviewed by March 22, 2010");
    assert.deepEqual(await hrefsOf(HANA), ["/contacts", "/primary#mail-bounces", "/members/review"]);
    for (const language of LANGUAGES)
      assert.doesNotMatch((await get(HANA, language)).body, /\{\w+\}/, language);
  });
});
