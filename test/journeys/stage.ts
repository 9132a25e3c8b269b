/** A portal on a real port and a real browser, for journeys in the words of a customer. */
import { accessSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type TestOptions, testPortal } from "../portal.ts";

const PLACES = [
  process.env["CARNET_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface Journey {
  readonly portal: Awaited<ReturnType<typeof testPortal>>;
  readonly browser: Browser;
  readonly address: string;
  /** A fresh browser profile that reads one language and remembers nothing. */
  visitor(options?: {
    language?: string;
    dark?: boolean;
    width?: number;
    scripts?: boolean;
    /** The name by which the browser knows the portal: passkeys want one, not an address. */
    host?: "localhost";
  }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Jobs run by hand (`portal.portal.jobs.drain()`), so that a journey waits for nothing. */
export async function openJourney(options: TestOptions = {}): Promise<Journey> {
  const portal = await testPortal(options);
  const address = await portal.app.listen({ port: 0, host: "127.0.0.1" });
  const browser = await chromium.launch({ executablePath: findBrowser(), headless: true, args: FLAGS });
  const contexts: BrowserContext[] = [];
  return {
    portal,
    browser,
    address,
    visitor: async ({ language = "en", dark = false, width = 1280, scripts = true, host } = {}) => {
      const context = await browser.newContext({
        baseURL: host === undefined ? address : address.replace("127.0.0.1", host),
        locale: language,
        colorScheme: dark ? "dark" : "light",
        viewport: { width, height: 900 },
        javaScriptEnabled: scripts,
        acceptDownloads: true,
      });
      contexts.push(context);
      return context;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      await portal.close();
    },
  };
}

/** Lets one of the cast into a browser profile, signed in already. */
export async function signInAs(journey: Journey, visitor: BrowserContext, email: string): Promise<void> {
  const [name = "", value = ""] = (await journey.portal.cookieOf(email)).split("=");
  await visitor.addCookies([{ name, value, url: journey.address }]);
}

export function findBrowser(): string {
  const found = PLACES.find((place) => place !== undefined && isThere(place));
  if (found === undefined)
    throw new Error("no Chromium: set CARNET_CHROMIUM, or install Debian's package chromium");
  return found;
}

function isThere(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it stands: nothing, or the rules and the places. */
export async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE); // by the debugger, which the page's own policy does not bind
  const { violations } = await page.evaluate<{ violations: Finding[] }>("axe.run(document)");
  return violations.map(
    ({ id, nodes }) => `${page.url()} ${id}: ${nodes.map(({ target }) => String(target)).join(", ")}`,
  );
}
