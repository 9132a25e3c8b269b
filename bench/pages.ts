/**
 * W9: what the first page weighs on the wire (gzip), and when it paints in a browser on a slow telephone: processor four
 * times slower, 1.6 Mbit/s, 150 ms. Beside the same bytes, saved and served from memory by a bare node:http.
 */
import { createHash, randomBytes } from "node:crypto";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { CAST } from "../test/cast.ts";
import { type Figure, median, report } from "./figures.ts";
import { type Saved, save, serveSaved } from "./servers/saved.ts";
import { openStage } from "./stage.ts";

const CHROMIUM = process.env["CARNET_CHROMIUM"] ?? "/usr/bin/chromium";
const ROUNDS = 7;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
const PAGES = { sign_in: "/sign-in", home: `/sites/${CAST.aoba}` };

const stage = await openStage();
try {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await stage.run(`insert into sessions (id, token_hash, person_id, started_at, last_seen_at, proved_at, expires_at)
                   values ('session_bench', '\\x${hash}', '${CAST.hana}', now(), now(), now(), now() + interval '1 hour')`);
  const portal = await stage.serve("portal.ts");
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox"],
  });
  try {
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(PAGES)) {
      const cookie = name === "home" ? `carnet=${token}` : "";
      const saved = await save({ port: portal.port, path, cookie });
      figures.push(
        ...weights(name, saved),
        ...(await paints(browser, { name, path, cookie, saved }, portal.port)),
      );
    }
    report("W9", figures);
  } finally {
    await browser.close();
    await portal.stop();
  }
} finally {
  await stage.close();
}

function weights(name: string, saved: ReadonlyMap<string, Saved>): Figure[] {
  const files = [...saved.values()];
  const weigh = (some: readonly Saved[]) => some.reduce((sum, { body }) => sum + body.length, 0) / 1000;
  const scripts = files.filter(({ headers }) => headers["content-type"]?.startsWith("text/javascript"));
  return [
    { name: `${name}_script`, value: weigh(scripts), unit: "kB" },
    { name: `${name}_all`, value: weigh(files), unit: "kB" },
  ];
}

interface Measured {
  readonly name: string;
  readonly path: string;
  readonly cookie: string;
  readonly saved: ReadonlyMap<string, Saved>;
}

/** The two take turns; each time a browser that has seen nothing. */
async function paints(
  browser: Browser,
  { name, path, cookie, saved }: Measured,
  port: number,
): Promise<Figure[]> {
  const bare = await serveSaved(saved);
  const rounds: { portal: number[]; saved: number[] } = { portal: [], saved: [] };
  try {
    for (let round = -1; round < ROUNDS; round++) {
      const ours = await paintOf(browser, `http://127.0.0.1:${port}${path}`, cookie);
      const theirs = await paintOf(browser, `http://127.0.0.1:${bare.port}${path}`, cookie);
      if (round < 0) continue; // the first one warms
      rounds.portal.push(ours);
      rounds.saved.push(theirs);
    }
  } finally {
    await bare.stop();
  }
  const ratios = rounds.portal.map((each, i) => each / (rounds.saved[i] ?? 0));
  return [
    { name: `${name}_first_paint`, value: median(rounds.portal), unit: "ms" },
    { name: `${name}_first_paint_saved`, value: median(rounds.saved), unit: "ms" },
    { name: `${name}_ratio`, value: median(ratios), unit: "of_saved" },
  ];
}

async function paintOf(browser: Browser, url: string, cookie: string): Promise<number> {
  const context = await browser.newContext({ locale: "en", viewport: { width: 390, height: 844 } });
  try {
    const [name = "", value = ""] = cookie.split("=");
    if (value !== "") await context.addCookies([{ name, value, url }]);
    return await paintIn(context, url);
  } finally {
    await context.close();
  }
}

async function paintIn(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(url, { waitUntil: "load" });
  const isPainted = "performance.getEntriesByName('first-contentful-paint').length > 0";
  await page.waitForFunction(isPainted, undefined, { polling: 100 });
  return page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
}
