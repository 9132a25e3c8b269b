/**
 * A Japanese administrator and the renewal quote: the mail leads to it; one line is deferred, the rest is ordered through
 * the reseller; the order is seen with its proof of entitlement, its mail read, the deferred line with its last day, and
 * the paper of the quote. Once by keyboard alone and without scripts.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { CAST } from "../cast.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const QUOTES = `/sites/${CAST.aoba}/renewal-quotes`;

let journey: Journey;
let visitor: BrowserContext;
let page: Page;

async function goTo(day: string): Promise<void> {
  const { portal } = journey;
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
  await portal.portal.jobs.enqueue(portal.portal.db, "renewals.run", [{}]);
  await portal.portal.jobs.drain();
}

async function mailTo(email: string, word: string): Promise<string> {
  const { items } = (await journey.portal.as(undefined, { url: `/v1/demo/mailbox?to=${email}` })).json();
  const mail = items.find(({ subject }: { subject: string }) => subject.includes(word));
  assert.ok(
    mail,
    `${email} has no mail about ${word}: ${items.map((each: { subject: string }) => each.subject)}`,
  );
  return mail.text;
}

const main = () => page.locator("main").innerText();

async function isWhole(): Promise<void> {
  assert.deepEqual(await findingsOf(page), []);
}

before(async () => {
  journey = await openJourney({ now: "2009-12-31T03:00:00Z" });
  await goTo("2010-01-01");
});
after(() => journey.close());

describe("with a browser in Japanese", () => {
  before(async () => {
    visitor = await journey.visitor({ language: "ja" });
    await signInAs(journey, visitor, HANA);
    page = await visitor.newPage();
  });

  test("the home names the quote and its due date, the mail leads to it", async () => {
    await page.goto(`/sites/${CAST.aoba}`);
    assert.match(await main(), /更新見積 Q\w+：ご注文期限は2010年3月31日です/);
    const text = await mailTo(HANA, "更新見積");
    const [link = ""] = /\/sites\/\S*renewal-quotes\/\w+/.exec(text) ?? [];
    await page.goto(link);
    assert.match(await page.locator("h1").innerText(), /更新見積 Q\w+/);
    const shown = await main();
    for (const part of ["あと 89 日", "￥4,000", "5 × ￥1,200 × 8/12", "￥13,000", "Sakura Partners"]) {
      assert.ok(shown.includes(part), `${part} in ${shown}`);
    }
    await isWhole();
  });

  test("she leaves out WAS, and is told until when it stays open and at which price", async () => {
    assert.ok(
      (await main()).includes("2010年7月31日まで有効です。2010年4月1日以降もその日まで更新いただけます"),
    );
    await page.getByRole("checkbox", { name: "WebSphere Application Server" }).uncheck();
    await page.getByRole("button", { name: "注文内容を確認する" }).click();
    await page.waitForURL(/\/order\?/);
    const shown = await main();
    assert.ok(shown.includes("合計（税抜）: ￥9,000"), shown);
    assert.match(shown, /未注文のまま残る明細[\s\S]*WebSphere Application Server[\s\S]*2010\/07\/31/);
    await isWhole();
  });

  test("she orders through the reseller with her own number, and sees the order", async () => {
    await page.locator("[name=purchaseOrderNumber]").fill("発注-2010-77");
    await page.locator("[name=channel]").selectOption("partner");
    await page.getByRole("button", { name: "注文を確定する：￥9,000" }).click();
    await page.waitForURL(/\/orders\/W/);
    const shown = await main();
    for (const part of ["￥9,000", "発注-2010-77", "E075NLL"])
      assert.ok(shown.includes(part), `${part} in ${shown}`);
    await isWhole();
    await journey.portal.portal.jobs.drain();
    const number = page.url().split("/").at(-1) ?? "";
    assert.ok((await mailTo(HANA, number)).includes("￥9,000"));
    assert.ok((await mailTo("orders@sakura.example", number)).includes("発注-2010-77"));
  });

  test("BR-61 the order's proof is there: the renewal, the license that it continues, and its days", async () => {
    await page.getByRole("link", { name: "ライセンス証書", exact: true }).last().click();
    await page.waitForURL(/\/proofs\?order=W/);
    await page.locator("main table a").first().click();
    await page.waitForURL(/\/proofs\/proof_/);
    const shown = await main();
    for (const part of ["E075NLL", "ご注文 SO-4700 明細 1 の更新", "2010/04/01", "2011/03/31"])
      assert.ok(shown.includes(part), `${part} in ${shown}`);
    await isWhole();
  });

  test("DOORS is covered through 2011-03-31, on its line and on the quote", async () => {
    await page.goto(`/sites/${CAST.aoba}/entitlements/${CAST.aobaDoors}`);
    assert.ok((await main()).includes("2011/03/31"));
    await page.goto(QUOTES);
    await page.locator("main table a").first().click();
    await page.waitForURL(/renewal-quotes\/quote/);
    const shown = await main();
    assert.match(shown, /Rational DOORS[\s\S]*注文済み[\s\S]*WebSphere Application Server/);
    assert.equal(await page.getByRole("checkbox").count(), 1);
  });

  test("the quote on paper names every field of D-12", async () => {
    const href = (await page.getByRole("link", { name: "見積書（PDF）" }).getAttribute("href")) ?? "";
    const reply = await visitor.request.get(new URL(href, journey.address).href);
    assert.equal(reply.headers()["content-type"], "application/pdf");
    const text = execFileSync("pdftotext", ["-", "-"], { input: await reply.body(), encoding: "utf8" });
    const flat = text.replaceAll(/\s+/g, "");
    for (const part of [
      "更新見積書",
      "青葉商事",
      "100200",
      "7001234",
      "1234567",
      "SakuraPartners",
      "2010年1月1日",
      "2010年3月31日",
      "2010年4月1日",
      "E025QLL",
      "8か月",
      "5×¥1,200×8/12",
      "¥13,000",
      "税抜",
      "/renewal-quotes/",
    ]) {
      assert.ok(flat.replaceAll("￥", "¥").includes(part), `${part} in ${flat}`);
    }
  });

  test("after the anniversary the deferred line shows its last day and the price of the day; no mail came", async () => {
    await goTo("2010-07-15");
    await signInAs(journey, visitor, HANA);
    await page.reload();
    const shown = await main();
    assert.ok(shown.includes("2010年7月31日まで更新いただけます"), shown);
    assert.ok(shown.includes("レベル E、2010/07/15の価格表"), shown);
    await isWhole();
  });
});

describe("by keyboard, without scripts", () => {
  test("Jun orders the deferred line on its last day", async () => {
    await goTo("2010-07-31");
    const plain = await journey.visitor({ language: "ja", scripts: false, width: 320 });
    await signInAs(journey, plain, JUN);
    page = await plain.newPage();
    await page.goto(QUOTES);
    await page.locator("main table a").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/renewal-quotes\/quote/);
    await page.getByRole("button", { name: "注文内容を確認する" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/order\?/);
    await page.getByRole("button", { name: "注文を確定する：￥4,000" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/orders\/W/);
    assert.ok((await main()).includes("￥4,000"));
    await page.goto(`/sites/${CAST.aoba}/entitlements/${CAST.aobaWas}`);
    assert.ok((await main()).includes("2011/03/31"));
  });
});
