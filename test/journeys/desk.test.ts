/**
 * A day at the desk, in Japanese, on a narrow screen and without scripts: the queue, a self-nomination that does not
 * match, a ready reason, the decision; then the customer's history. Every page is whole, and axe finds nothing.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Page } from "playwright-core";
import { ja } from "../../src/care/texts/ja.ts";
import { AGENTS, addAgents } from "../agents.ts";
import { CAST } from "../cast.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

let journey: Journey;

before(async () => {
  journey = await openJourney();
  const { portal } = journey;
  await addAgents(portal.owner);
  await sql`update people set language = 'ja' where id in (${AGENTS.cara.id}, ${CAST.seoyeon})`.execute(
    portal.owner,
  );
  const payload = { siteNumber: "7001234", isPrimaryContact: true, company: "한강시스템" };
  await portal.as("seoyeon@hangang.example", { method: "POST", url: "/v1/access-requests", payload });
  await portal.portal.jobs.drain();
});
after(() => journey.close());

async function open(email: string, look: { width?: number; scripts?: boolean }): Promise<Page> {
  const visitor = await journey.visitor({ language: "ja", ...look });
  await signInAs(journey, visitor, email);
  const page = await visitor.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

async function check(page: Page): Promise<void> {
  assert.deepEqual(await findingsOf(page), []);
  assert.equal(
    await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
    0,
    page.url(),
  );
  const shots = process.env["DESK_SHOTS"];
  if (shots !== undefined) {
    const name = new URL(page.url()).pathname.replaceAll("/", "_");
    await page.screenshot({ path: `${shots}/${name}-${page.viewportSize()?.width}.png`, fullPage: true });
  }
}

test("an agent takes a request, answers it with a ready text, and decides, without a script", async () => {
  const page = await open(AGENTS.cara.email, { width: 320, scripts: false });
  await page.goto("/care");
  await page.locator("tbody a").first().click();
  await page.getByRole("button", { name: ja.claim }).click();
  await page.getByText(ja["news.claimed"]).waitFor();
  const deny = page.locator("form", { has: page.locator('[name="outcome"][value="deny"]') });
  await deny.locator("select").selectOption("nomination-not-registered");
  await deny.getByRole("button", { name: ja.useTemplate }).click();
  const filled = page.locator('[name="deny.reason"]');
  assert.match(await filled.inputValue(), /登録されていません/);
  await filled.fill(`${await filled.inputValue()} ご担当は森様です。`);
  await page.locator("form", { has: filled }).getByRole("button").last().click();
  await page.getByText(ja["news.decided"]).waitFor();
});

for (const width of [320, 1280]) {
  test(`at ${width} px every page of the desk is whole, and axe finds nothing`, async () => {
    const { portal } = journey;
    const payload = { siteNumber: "7001234", isPrimaryContact: true, company: "青葉商事" };
    await portal.as("rei@elsewhere.example", { method: "POST", url: "/v1/access-requests", payload });
    await portal.portal.jobs.drain();
    const page = await open(AGENTS.cara.email, { width });
    await page.goto("/care");
    await check(page);
    await page.locator("tbody a").first().click();
    await page.waitForURL(/requests/);
    await check(page);
    const paths = [
      "/care/search?q=7001234",
      "/care/search?q=森",
      `/care/sites/${CAST.aoba}`,
      `/care/people/${CAST.hana}`,
    ];
    for (const path of paths) {
      await page.goto(path);
      await check(page);
    }
    const operator = await open("otto@vendor.example", { width });
    for (const path of [
      "/operator/staff",
      `/operator/staff/${AGENTS.sue.id}/remove`,
      `/operator/sites/${CAST.aoba}`,
    ]) {
      await operator.goto(path);
      await check(operator);
    }
  });
}

test("the customer reads of the looks", async () => {
  const page = await open("hana@aoba.example", {});
  await page.goto(`/sites/${CAST.aoba}/history`);
  await page.getByText("ベンダーのお客様サポート窓口がご登録内容").first().waitFor();
});
