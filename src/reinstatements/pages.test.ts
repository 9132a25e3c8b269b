/** The pages of reinstatement, as plain forms, and the mail of the offer. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";
import { LANGUAGES } from "../platform/language.ts";
import { queueReinstatementMails } from "./index.ts";
import { type OfferFacts, reinstatementMails } from "./mails.ts";
import { reinstatementSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const HERE = `/sites/${CAST.aoba}/reinstatements`;
const say = reinstatementSay("ja");

describe("the pages of reinstatement", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal({ now: "2011-10-20T03:00:00Z" });
  });
  after(() => portal.close());
  const open = async (url: string) => portal.as(HANA, { url });
  const send = (fields: Record<string, string>, line: string = CAST.aobaWas) =>
    portal.as(HANA, {
      method: "POST",
      url: `${HERE}/${line}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams(fields).toString(),
    });

  test("the list says what is charged and why: 445 days without, 60 % of 6,000, 18,000", async () => {
    const { statusCode, body } = await open(HERE);
    assert.equal(statusCode, 200);
    assert.ok(body.includes(say("gapDays", { days: 445 })));
    assert.ok(body.includes(say("percentPrice", { percent: "60", price: "￥6,000" })));
    assert.ok(body.includes(say("ownPrice", { part: "D09EQLL" })));
    assert.match(body, /￥18,000/);
    assert.ok(body.includes(say("howGap")));
    for (const key of ["includesUpdates", "includesHotline", "includesPeople"] as const) {
      assert.ok(body.includes(say(key)), key);
    }
  });

  test("one offer compares with new licenses: 18,000 against 30,000, 12,000 less", async () => {
    const { body } = await open(`${HERE}/${CAST.aobaWas}`);
    assert.match(body, /￥30,000/);
    assert.ok(body.includes(say("saved", { amount: "￥12,000" })));
    assert.ok(body.includes(say("sum", { quantity: "5", unitPrice: "￥3,600", amount: "￥18,000" })));
  });

  test("what was entered is reviewed, and what is wrong comes back with it", async () => {
    const review = await open(`${HERE}/${CAST.aobaWas}?step=review&purchaseOrderNumber=PO-9&channel=partner`);
    assert.equal(review.statusCode, 200);
    assert.match(review.body, /PO-9/);
    assert.match(review.body, /Sakura Partners/);
    assert.match(review.body, /name="amountSeen" value="18000"/);
    const wrong = await open(`${HERE}/${CAST.aobaWas}?step=review&purchaseOrderNumber=${"x".repeat(41)}`);
    assert.equal(wrong.statusCode, 400);
    assert.ok(wrong.body.includes(say("fault.purchase_order_too_long")));
  });

  test("a changed price comes back with both, and nothing is ordered", async () => {
    const { statusCode, body } = await send({ quantity: "5", channel: "online", amountSeen: "17000" });
    assert.equal(statusCode, 409);
    assert.ok(body.includes(say("changedText", { before: "￥17,000", after: "￥18,000" })));
    assert.match(body, /name="amountSeen" value="18000"/);
  });

  test("the order leads to the order's page; sent once more it says until when the line is covered", async () => {
    const ordered = await send({
      quantity: "5",
      channel: "online",
      purchaseOrderNumber: "PO-9",
      amountSeen: "18000",
    });
    assert.equal(ordered.statusCode, 303);
    assert.match(ordered.headers.location ?? "", /^\/sites\/site_aoba\/orders\/W/);
    assert.equal((await open(ordered.headers.location ?? "")).statusCode, 200);
    const again = await send({ quantity: "5", channel: "online", amountSeen: "18000" });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /2012/);
    assert.ok(again.body.includes(`/sites/${CAST.aoba}/renewal-quotes`));
  });

  test("who may buy but not look at orders stays here, with the number", async () => {
    await sql`update access_grants set reporting = 'none' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    const { headers } = await portal.as("jun@aoba.example", {
      method: "POST",
      url: `${HERE}/${CAST.aobaDoors}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: "quantity=10&channel=vendor",
    });
    assert.match(headers.location ?? "", /\/reinstatements\?ordered=W/);
    const page = await portal.as("jun@aoba.example", { url: headers.location ?? "" });
    assert.ok(page.body.includes(say("orderedText")));
    assert.ok(page.body.includes(say("none")), "nothing is left to reinstate");
  });
});

describe("D-26 the mail of the offer", () => {
  test("one a site and day, to whoever receives renewals, and none about lines that are covered", async () => {
    const portal = await testPortal({ now: "2010-08-01T03:00:00Z" });
    after(() => portal.close());
    const context = systemContext(portal.portal, "test");
    const lapsed = [
      { siteId: CAST.aoba, lineIds: [CAST.aobaWas, CAST.aobaDoors] },
      { siteId: CAST.hangang, lineIds: [] },
    ];
    await asPortal(context, (scope) => queueReinstatementMails(scope, context, lapsed));
    await asPortal(context, (scope) => queueReinstatementMails(scope, context, lapsed));
    await portal.portal.jobs.drain();
    const box = await portal.app.inject({ url: `/v1/demo/mailbox?to=${HANA}` });
    const mails = box.json().items ?? box.json();
    const offer = mails.filter(({ subject }: { subject: string }) => subject.includes("7001234"));
    assert.equal(offer.length, 1);
    assert.match(offer[0].text, /￥18,000/);
    assert.match(offer[0].text, /2010年8月1日から2011年7月31日/);
    assert.match(offer[0].text, new RegExp(`${HERE}`));
    const { rows } = await sql`select from deliveries where site_id = ${CAST.aoba}`.execute(portal.owner);
    assert.equal(rows.length, 1);
  });

  test("in four languages: the days, the price and how to ask where there is none", () => {
    const line = {
      productName: "WebSphere Application Server",
      quantity: 5,
      coveredThrough: "2010-07-31",
      unitPrice: 3600,
      amount: 18_000,
      currency: "JPY",
      coveredFromIfToday: "2010-08-01",
      coveredThroughIfToday: "2011-07-31",
    } as const;
    const facts: OfferFacts = {
      siteId: CAST.aoba,
      siteNumber: "7001234",
      siteName: "Aoba",
      name: "Hana",
      sales: "sales@carnet.example",
      lines: [line, { ...line, unitPrice: null, amount: null }],
      count: 3,
    };
    for (const language of LANGUAGES) {
      const reader = {
        language,
        baseUrl: "http://portal.example",
        vendorName: "V",
        careEmail: "c@v.example",
      };
      const { subject, blocks } = reinstatementMails["reinstatement-offer"](facts, reader);
      const text = JSON.stringify(blocks);
      assert.match(subject, /7001234/);
      assert.match(text, /18,000/);
      assert.match(text, /3,600/);
      assert.match(text, /sales@carnet\.example/);
      assert.doesNotMatch(text, /\{\w+\}/, language);
      assert.match(text, /http:\/\/portal\.example\/sites\/site_aoba\/reinstatements/);
    }
  });
});
