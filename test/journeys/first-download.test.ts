/**
 * A customer's whole first day, in each language: the vendor's feed arrives, the contact reads the mail, registers,
 * confirms, comes in with the passcode, sees the home page, an entitlement, its proof on paper, downloads, signs out.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { demoFeed } from "../../db/demo.ts";
import { makeDemoReleases } from "../../db/demo-release.ts";
import { makeOperatorKey } from "../../src/staff/index.ts";
import { findingsOf, type Journey, openJourney } from "./stage.ts";

const NOW = "2026-11-21T03:00:00Z";
const PASSWORD = "一番町の青い鳥は三時に鳴く in the morning";

const CONTACTS = [
  {
    language: "ja",
    email: "hana@aoba.example",
    site: "7001234",
    given: "花",
    family: "森",
    country: "JP",
    order: "SO-4700",
  },
  {
    language: "ko",
    email: "seoyeon@hangang.example",
    site: "3005678",
    given: "서연",
    family: "김",
    country: "KR",
    order: "SO-4788",
  },
  {
    language: "zh-TW",
    email: "lihua@formosa.example",
    site: "7004321",
    given: "麗華",
    family: "陳",
    country: "TW",
    order: "SO-4865",
  },
  {
    language: "en",
    email: "grace@blueridge.example",
    site: "7012345",
    given: "Grace",
    family: "Okafor",
    country: "US",
    order: "SO-4920",
  },
] as const;

let journey: Journey;
let release: { name: string; sha256: string };

before(async () => {
  journey = await openJourney({ now: NOW, empty: true });
  const releases = await makeDemoReleases(journey.portal.portal.config.releasesRoot);
  const files = releases.flatMap((each) => each.files);
  release = files.reduce((largest, file) => (file.sizeBytes > largest.sizeBytes ? file : largest));
  const content = demoFeed("2026-11-21", releases)
    .map((record) => JSON.stringify(record))
    .join("\n");
  const key = readFileSync(await makeOperatorKey(journey.portal.portal), "utf8").trim();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" };
  const reply = await journey.portal.app.inject({
    method: "POST",
    url: "/v1/feeds",
    headers,
    payload: content,
  });
  assert.equal(reply.statusCode, 202, reply.body);
  await journey.portal.portal.jobs.drain();
  const { state, faults } = (
    await journey.portal.app.inject({ url: `/v1/feeds/${reply.json().id}`, headers })
  ).json();
  assert.equal(state, "applied", JSON.stringify(faults));
});

after(() => journey.close());

for (const contact of CONTACTS) {
  describe(`in ${contact.language}`, () => {
    let visitor: BrowserContext;
    let page: Page;

    before(async () => {
      visitor = await journey.visitor({ language: contact.language });
      page = await visitor.newPage();
    });

    test("the welcome mail waits in the mailbox, in the site's language, with a passcode", async () => {
      const { text, language } = await newestMail(contact.email, "welcome", contact.site);
      assert.equal(language, contact.language);
      assert.match(text, new RegExp(contact.site));
      assert.match(
        text,
        /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]/,
      );
    });

    test("the contact registers and confirms the address", async () => {
      await page.goto("/sign-in");
      assert.equal(
        await page.getAttribute("html", "lang"),
        contact.language === "zh-TW" ? "zh-Hant-TW" : contact.language,
      );
      assert.deepEqual(await findingsOf(page), []);
      await page.goto("/register");
      assert.deepEqual(await findingsOf(page), []);
      await page.fill("[name=givenName]", contact.given);
      await page.fill("[name=familyName]", contact.family);
      await page.fill("[name=email]", contact.email);
      await page.fill("[name=password]", PASSWORD);
      await page.selectOption("[name=country]", contact.country);
      await submit(page);
      const { text } = await newestMail(contact.email, "confirm");
      await page.goto(linkIn(text, "/confirm/"));
      assert.deepEqual(await findingsOf(page), []);
      await submit(page);
    });

    test("the first sign-in asks for the passcode, and lets the contact in", async () => {
      await page.goto("/sign-in");
      await page.fill("[name=email]", contact.email);
      await page.fill("[name=password]", PASSWORD);
      await submit(page);
      await page.goto(`/first-access?site=${contact.site}`);
      assert.deepEqual(await findingsOf(page), []);
      const { text } = await newestMail(contact.email, "welcome", contact.site);
      const passcode = text.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)?.[0] ?? "";
      await page.fill("[name=passcode]", passcode);
      await submit(page);
      assert.match(new URL(page.url()).pathname, /^\/sites\/site_[0-9a-z]+$/);
      assert.deepEqual(await findingsOf(page), []);
    });

    test("home, entitlements, one entitlement, orders, history: each page draws, without a finding", async () => {
      const home = new URL(page.url()).pathname;
      for (const place of ["entitlements", "orders", "proofs", "downloads", "registration", "history"]) {
        const reply = await page.goto(`${home}/${place}`);
        assert.equal(reply?.status(), 200, place);
        assert.deepEqual(await findingsOf(page), []);
      }
      await page.goto(`${home}/entitlements`);
      await page.click("main table a[href*='/entitlements/line_']");
      assert.deepEqual(await findingsOf(page), []);
    });

    test("the proof on paper says what the portal says", async () => {
      const home = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
      await page.goto(`${home}/orders/${contact.order}`);
      const proofs = await (await visitor.request.get(`/v1${home}/proofs?limit=200`)).json();
      const proof = proofs.items.find((each: { orderNumber: string }) => each.orderNumber === contact.order);
      assert.ok(proof, `no proof of ${contact.order}`);
      const pdf = await (await visitor.request.get(`/v1${home}/proofs/${proof.id}.pdf`)).body();
      const paper = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
      const order = await (await visitor.request.get(`/v1${home}/orders/${contact.order}`)).json();
      for (const { partNumber } of order.lines) assert.ok(paper.includes(partNumber), partNumber);
      assert.ok(paper.includes(contact.order) && paper.includes(contact.site));
      const code = paper.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] ?? "";
      const check = await journey.visitor({ language: contact.language });
      const stranger = await check.newPage();
      assert.equal((await stranger.goto(`/check/${code}`))?.status(), 200);
      assert.ok((await stranger.textContent("main"))?.includes(contact.order));
      assert.deepEqual(await findingsOf(stranger), []);
    });

    test("the software arrives whole", async () => {
      const home = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
      const offers = await (await visitor.request.get(`/v1${home}/downloads?limit=200`)).json();
      const offer = offers.items.find((each: { sha256: string }) => each.sha256 === release.sha256);
      assert.ok(offer, "the release is not offered");
      const bytes = await (
        await visitor.request.get(`/v1${home}/downloads/${offer.fileId ?? offer.id}/content`)
      ).body();
      assert.equal(createHash("sha256").update(bytes).digest("hex"), release.sha256);
      await page.goto(`${home}/downloads/history`);
      assert.ok((await page.textContent("main"))?.includes(release.name));
      assert.deepEqual(await findingsOf(page), []);
    });

    test("signing out ends it", async () => {
      await page.click(".account-button");
      await Promise.all([page.waitForURL(/sign-in|\/$/), page.click(".sign-out button")]);
      const reply = await page.goto("/profile");
      assert.match(page.url(), /\/sign-in/);
      assert.equal(reply?.status(), 200);
      await visitor.close();
    });
  });
}

/** Presses the main button of the page's form and waits for what follows. */
async function submit(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click("main form button.primary")]);
  await journey.portal.portal.jobs.drain();
}

interface Mail {
  readonly subject: string;
  readonly language: string;
  readonly text: string;
}

async function newestMail(to: string, about: "welcome" | "confirm", holding = ""): Promise<Mail> {
  await journey.portal.portal.jobs.drain();
  const reply = await journey.portal.app.inject({ url: `/v1/demo/mailbox?to=${encodeURIComponent(to)}` });
  const mails: Mail[] = reply.json().items ?? reply.json();
  const wanted = about === "welcome" ? /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/ : /\/confirm\//;
  const found = mails.find(({ text }) => wanted.test(text) && text.includes(holding));
  assert.ok(found, `no ${about} mail for ${to}`);
  return found;
}

function linkIn(text: string, path: string): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((each) => each.includes(path)) ?? "";
  return new URL(link).pathname;
}
