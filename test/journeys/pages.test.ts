/**
 * Every page of the portal as somebody sees it who may: in four languages, light and dark, wide and narrow. Nothing for
 * axe to find, nothing wider than the window, no text missing. The list of pages is the router's own, so that a new page
 * cannot escape. With PAGES_SHOTS=<folder> it also leaves a picture of each; PAGES_ONLY=<pattern> looks at some routes.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { STAFF_PERMISSIONS, type StaffRole, VENDOR_PERMISSIONS } from "../../src/access/staff.policy.ts";
import { tagOf } from "../../src/platform/language.ts";
import { AGENTS } from "../agents.ts";
import { CAST, PASSWORD } from "../cast.ts";
import { furnish, type Places, WITH_APP } from "./furniture.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

const LOOKS = [
  { language: "en", dark: false, width: 1280 },
  { language: "ja", dark: true, width: 1280 },
  { language: "ko", dark: false, width: 320 },
  { language: "zh-TW", dark: true, width: 320 },
] as const;

const HANA = "hana@aoba.example";
const OTTO = "otto@vendor.example";
const CARA = AGENTS.cara.email;
const SUE = AGENTS.sue.email;

/** Not pages: files, links out of mails that are used up by looking, and what only answers a form or a company. */
const NOT_PAGES =
  /\.(csv|xlsx|pdf|json|ics|zip)$|\/license-file$|^\/(v1|assets|downloads|switch|favicon|healthz|readyz|metrics)|\/content$|callback|company\/link/;

const ONLY = new RegExp(process.env["PAGES_ONLY"] ?? "");

let journey: Journey;
let places: Places;
let pages: { readonly url: string; readonly who: string | null }[] = [];

before(async () => {
  journey = await openJourney();
  places = await furnish(journey.portal);
  const vendor: readonly string[] = VENDOR_PERMISSIONS;
  const may = (role: StaffRole, needs: string) => STAFF_PERMISSIONS[role].some((each) => each === needs);
  const agentFor = (needs: string) => (may("care", needs) ? CARA : may("support", needs) ? SUE : OTTO);
  pages = journey.portal.app.routeTable
    .filter(({ method, url }) => method === "GET" && !NOT_PAGES.test(url) && ONLY.test(url))
    .map(({ url, needs = "anyone" }) => ({
      url,
      who: vendor.includes(needs) ? agentFor(needs) : needs === "anyone" ? null : HANA,
    }));
});
after(() => journey.close());

for (const look of LOOKS) {
  describe(`in ${look.language}, ${look.dark ? "dark" : "light"}, ${look.width} px`, () => {
    test("every page is whole", async () => {
      const faults: string[] = [];
      for (const who of [null, HANA, CARA, SUE, OTTO]) {
        const visitor = await journey.visitor(look);
        await visitor.addCookies([{ name: "language", value: look.language, url: journey.address }]);
        if (who !== null) await signInAs(journey, visitor, who);
        const page = await visitor.newPage();
        if (who === null) await beginSignIn(page);
        const errors: string[] = [];
        page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
        page.on("pageerror", (error) => errors.push(String(error)));
        for (const path of pages.filter((each) => each.who === who).flatMap(({ url }) => pathsOf(url))) {
          if (path.includes(":")) {
            faults.push(`${path}: nothing to fill its address with; see furniture.ts`);
            continue;
          }
          errors.length = 0;
          const reply = await page.goto(path);
          const status = reply?.status() ?? 0;
          if (status !== 200) faults.push(`${path}: ${status}`);
          const language = await page.evaluate<string>("document.documentElement.lang");
          if (language !== tagOf(look.language)) faults.push(`${path} is in ${language}`);
          faults.push(...(await findingsOf(page)));
          const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
          if (wide > 0) faults.push(`${path} is ${wide} px too wide`);
          const text = await page.evaluate<string>("document.body.innerText");
          const odd = text.match(/\{\w+\}|undefined|\[object|\bNaN\b|problem\.\w+/);
          if (odd !== null) faults.push(`${path} says ${odd[0]}`);
          if (status === 200) faults.push(...errors.map((error) => `${path} ${error}`));
          await picture(page, path, look);
        }
      }
      assert.deepEqual(faults, []);
    });
  });
}

/** A password is given and a second factor asked for. */
async function beginSignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=email]", WITH_APP);
  await page.fill("[name=password]", PASSWORD);
  await page
    .locator("form", { has: page.locator("[name=password]") })
    .locator("button")
    .first()
    .click();
  await page.waitForURL(/second/);
}

function pathsOf(url: string): readonly string[] {
  return [places[url] ?? url.replace(":siteId", CAST.aoba)].flat();
}

async function picture(page: Page, path: string, look: (typeof LOOKS)[number]): Promise<void> {
  const folder = process.env["PAGES_SHOTS"];
  if (folder === undefined) return;
  const name = path.replaceAll(/[^\w-]+/g, "_").slice(0, 80);
  await page.screenshot({ path: `${folder}/${look.language}${name}.png`, fullPage: true });
}
