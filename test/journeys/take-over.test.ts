/**
 * The primary contact has left, in English: somebody of the company says so, two agents of customer care take over, the
 * new primary contact registers and finds the site. Before that the orderly way: the place is offered and accepted.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import type { BrowserContext, Page } from "playwright-core";
import { CAST } from "../cast.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

const REN = "ren@aoba.example";
const PASSWORD = "three blue herons wait at the pond";
const AGENTS = ["cara@vendor.example", "carl@vendor.example"] as const;

let journey: Journey;
/** The browser of the one who will have left: accepting the place has given it another session. */
let left: Awaited<ReturnType<typeof openAs>>;

before(async () => {
  journey = await openJourney();
  const { owner } = journey.portal;
  for (const email of AGENTS) {
    const id = `person_${email.slice(0, 4)}`;
    await sql`
      insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                          registered_at, confirmed_at)
      select ${id}, ${email}, ${email}, ${email.slice(0, 4)}, 'Agent', 'US', 'en', password_hash, 'active', registered_at,
             confirmed_at
        from people where id = ${CAST.otto}`.execute(owner);
    await sql`insert into staff_members (person_id, role, invited_at, invited_by)
              values (${id}, 'care', '2009-01-01', 'system')`.execute(owner);
  }
  await sql`update people set language = 'en'`.execute(owner);
});
after(() => journey.close());

async function openAs(email: string): Promise<{ visitor: BrowserContext; page: Page }> {
  const visitor = await journey.visitor({ language: "en" });
  await signInAs(journey, visitor, email);
  return { visitor, page: await visitor.newPage() };
}

/** Presses a button by its words and waits for the page that follows, which axe finds nothing on. */
async function press(page: Page, name: string, within = "main"): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page.locator(within).getByRole("button", { name, exact: true }).click(),
  ]);
  assert.deepEqual(await findingsOf(page), []);
}

const textOf = async (page: Page) => (await page.textContent("main")) ?? "";

describe("the orderly way", () => {
  test("the primary contact offers the place, names who comes next, and the member accepts", async () => {
    const { visitor, page } = await openAs("hana@aoba.example");
    await page.goto(`/sites/${CAST.aoba}/primary`);
    assert.deepEqual(await findingsOf(page), []);
    await page.selectOption("[name=place1]", CAST.jun);
    await press(page, "Save the order");
    await page.selectOption("[name=personId]", CAST.jun);
    await press(page, "Offer the place");
    assert.match(await textOf(page), /The place is on offer/);
    const other = await openAs("jun@aoba.example");
    await other.page.goto(`/sites/${CAST.aoba}/primary`);
    assert.match(await textOf(other.page), /You are asked to become the primary contact/);
    await press(other.page, "Accept");
    assert.match(await textOf(other.page), /You are the primary contact of this site now/);
    await page.goto(`/sites/${CAST.aoba}/primary`);
    assert.doesNotMatch(await textOf(page), /Offer the place/);
    await visitor.close();
    left = other;
  });
});

describe("the primary contact has left", () => {
  test("somebody of the company says so; what is incomplete comes back whole", async () => {
    const { visitor, page } = await openAs("rei@elsewhere.example");
    await page.goto("/help/primary-left?site=7001234");
    assert.deepEqual(await findingsOf(page), []);
    assert.equal(await page.inputValue("[name=siteNumber]"), "7001234");
    await page.fill("[name=company]", "青葉商事");
    await page.selectOption("[name=country]", "JP");
    await page.fill("[name=romanizedName]", "Ren Ito");
    await page.fill("[name=email]", REN);
    await page.fill("[name=phone]", "022-000-0001");
    await page.fill("[name=statement]", "Jun Abe left in February. I am his manager.");
    await press(page, "Send to customer care");
    assert.match(await textOf(page), /BR-52/);
    assert.equal(await page.inputValue("[name=company]"), "青葉商事");
    assert.match(await page.inputValue("[name=statement]"), /I am his manager/);
    await page.fill("[name=customerNumber]", "1234567");
    await press(page, "Send to customer care");
    assert.match(await textOf(page), /Customer care has your request/);
    assert.doesNotMatch(await textOf(page), /青葉商事 本社/);
    await visitor.close();
  });

  test("a first agent checks each item of evidence, and cannot confirm alone", async () => {
    const { visitor, page } = await openAs(AGENTS[0]);
    await openRequest(page);
    assert.match(await textOf(page), /elsewhere\.example/);
    await press(page, "Evidence verified");
    assert.match(page.url(), /decision/, "not without the evidence");
    for (const item of ["company", "site", "customerNumber", "country"])
      await page.check(`[name="verify.fields.${item}"]`);
    await page.selectOption('[name="verify.fields.requester"]', "document");
    await press(page, "Evidence verified");
    await openRequest(page);
    await press(page, "Confirm and carry out");
    assert.match(await textOf(page), /second agent/);
    await visitor.close();
  });

  test("a second agent confirms; the old primary contact is out with the next click", async () => {
    const { visitor, page } = await openAs(AGENTS[1]);
    await openRequest(page);
    await press(page, "Confirm and carry out");
    await journey.portal.portal.jobs.drain();
    const reply = await left.page.goto(`/sites/${CAST.aoba}`);
    assert.equal(reply?.status(), 404);
    await visitor.close();
    await left.visitor.close();
  });

  test("the new primary contact reads the mail, registers, and finds the site", async () => {
    const mail = await mailsTo(REN);
    assert.match(mail, /primary contact of this site now/);
    assert.match(mail, /\/register/);
    const visitor = await journey.visitor({ language: "en" });
    const page = await visitor.newPage();
    await page.goto("/register");
    await page.fill("[name=givenName]", "Ren");
    await page.fill("[name=familyName]", "Ito");
    await page.fill("[name=email]", REN);
    await page.fill("[name=password]", PASSWORD);
    await page.selectOption("[name=country]", "JP");
    await submit(page);
    const [link = "none"] = (await mailsTo(REN)).match(/\/confirm\/[\w-]+/) ?? [];
    assert.notEqual(link, "none", await textOf(page));
    await page.goto(link);
    await submit(page);
    assert.match(page.url(), /sign-in/);
    await page.fill("[name=email]", REN);
    await page.fill("[name=password]", PASSWORD);
    await press(page, "Sign in");
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await page.goto(`/sites/${CAST.aoba}/primary`);
    assert.match(await textOf(page), /Ren Ito/);
    assert.match(await textOf(page), /Hand the place over/);
    assert.deepEqual(await findingsOf(page), []);
    await visitor.close();
  });
});

/** Through the queue, as an agent comes to it. */
async function openRequest(page: Page): Promise<void> {
  await page.goto("/care?kind=primary-change");
  assert.deepEqual(await findingsOf(page), []);
  await page.locator("main a[href*='/care/requests/']").first().click();
  await page.waitForURL(/\/care\/requests\//);
  assert.deepEqual(await findingsOf(page), []);
}

async function submit(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click("main form button.primary")]);
  await journey.portal.portal.jobs.drain();
}

/** All of them, one after the other: the clock stands still, so that none is the newest. */
async function mailsTo(to: string): Promise<string> {
  await journey.portal.portal.jobs.drain();
  const reply = await journey.portal.app.inject({ url: `/v1/demo/mailbox?to=${encodeURIComponent(to)}` });
  return reply
    .json()
    .items.map(({ text }: { text: string }) => text)
    .join("\n");
}
