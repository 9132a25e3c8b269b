/**
 * (e) One person, two sites, in Korean: a member of one asks from inside for another; its primary gives more than a user
 * starts with; at the next sign-in both are there to choose from, each with its own rights. DOMAIN §3.3.1, BR-38.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { CAST, PASSWORD } from "../cast.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

let journey: Journey;
let mios: Page;
let seoyeons: Page;

before(async () => {
  journey = await openJourney();
  [mios, seoyeons] = [await open(), await open()];
});
after(() => journey.close());

/** Who reads Korean here does so whatever language the ID has. */
async function open(): Promise<Page> {
  const visitor = await journey.visitor({ language: "ko" });
  await visitor.addCookies([{ name: "language", value: "ko", url: journey.address }]);
  return visitor.newPage();
}

async function submit(page: Page, button = "main form button.primary"): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
  await journey.portal.portal.jobs.drain();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", PASSWORD);
  await submit(page);
}

describe("(e) one person, two sites, in Korean", () => {
  test("a member of one site asks from inside for another", async () => {
    await signIn(mios, "mio@aoba.example");
    assert.equal(new URL(mios.url()).pathname, `/sites/${CAST.aoba}`);
    await mios.click('nav a[href="/access-requests"]');
    assert.deepEqual(await findingsOf(mios), []);
    await mios.click('main a[href="/access-requests/new"]');
    await mios.fill("[name=siteNumber]", "003005678");
    await mios.selectOption("[name=isPrimaryContact]", "no");
    await submit(mios);
    assert.match((await mios.textContent("main")) ?? "", /3005678/);
  });

  test("the primary of both own sites finds it among the tasks, and gives reports too", async () => {
    await signIn(seoyeons, "seoyeon@hangang.example");
    assert.match((await seoyeons.textContent("h1")) ?? "", /사이트 선택/);
    assert.deepEqual(await findingsOf(seoyeons), []);
    await seoyeons.click(`main a[href="/sites/${CAST.hangang}"]`);
    await seoyeons.click('main a[href$="/access-requests"]');
    await seoyeons.click('main a[href*="/access-requests/request_"]');
    assert.deepEqual(await findingsOf(seoyeons), []);
    await seoyeons.selectOption("[name=reporting]", "view");
    await submit(seoyeons, 'button[value="approve"], main form button.primary');
  });

  test("at the next sign-in both are there; each has its own rights, and the header leads from one to the other", async () => {
    await mios.click(".account-button");
    await mios.click(".sign-out button");
    await mios.waitForURL(/\/sign-in/);
    await signIn(mios, "mio@aoba.example");
    const chooser = (await mios.textContent("main")) ?? "";
    assert.match(chooser, /7001234[\s\S]*3005678|3005678[\s\S]*7001234/);
    assert.deepEqual(await findingsOf(mios), []);
    await mios.click(`main a[href="/sites/${CAST.hangang}"]`);
    const orders = await mios.goto(`/sites/${CAST.hangang}/orders`);
    assert.equal(orders?.status(), 200);
    assert.match((await mios.textContent("main")) ?? "", /SO-5100/);
    await mios.selectOption("select[name=site]", CAST.aoba);
    await mios.waitForURL(new RegExp(`/sites/${CAST.aoba}`));
    const refused = await mios.goto(`/sites/${CAST.aoba}/orders`);
    assert.equal(refused?.status(), 403);
    assert.doesNotMatch((await mios.textContent("body")) ?? "", /SO-5100/);
  });
});
