/** The licence package in a browser: the bundle as it is shipped verifies a file there, and refuses forged ones. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Browser, chromium } from "playwright-core";
import { type Installed, install } from "../../packages/license/test/installed.ts";
import { answerCode } from "../../packages/license/test/vectors/codes.ts";
import { keys, texts } from "../../packages/license/test/vectors/texts.ts";
import { FLAGS, findBrowser } from "./stage.ts";

let installed: Installed;
let browser: Browser;
/** A page of a vendor's own, that loads the package. */
const server = createServer((request, response) => {
  const path = request.url ?? "/";
  if (!path.endsWith(".js")) {
    response
      .writeHead(path === "/" ? 200 : 404, { "content-type": "text/html" })
      .end("<!doctype html><title>A program</title>");
    return;
  }
  const script = readFileSync(join(installed.path, "dist", path.slice(1)));
  response.writeHead(200, { "content-type": "text/javascript" }).end(script);
});

before(async () => {
  installed = await install();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  browser = await chromium.launch({ executablePath: findBrowser(), headless: true, args: FLAGS });
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  installed.remove();
});

test("BAR case 31 Chromium gives each of the vectors' texts the code that Node gives", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const { current, next, spoilt } = keys;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const asked = texts.map(
    ({ reader, text }) => [reader, typeof text === "string" ? text : decoder.decode(text)] as const,
  );
  const trusted = [current.publicKey, next.publicKey, spoilt.publicKey];
  const typed = answerCode(current, { host: "any:", expiry: 0xffffff });
  const told = await page.evaluate(
    async ({ asked, trusted, spoilt, typed }) => {
      const { readLicense, readRevocations, readKeys, trustKeys, newState } = await import(
        "/index.js" as string
      );
      const { checkAnswerCode } = await import("/air-gap.js" as string);
      const trust = await trustKeys(trusted);
      trust.compromised.add(spoilt);
      const readers = { license: readLicense, revocations: readRevocations, keys: readKeys };
      const codes: string[] = [];
      for (const [reader, text] of asked) codes.push((await readers[reader](text, trust)).code);
      const question = {
        product: "doors",
        releasedOn: "2010-03-31",
        hosts: [],
        nonce: "a1b2c3d4",
        now: Date.now(),
      };
      const check = await checkAnswerCode(typed, trust, { ...question, state: newState() });
      return { codes, typed: check.code as string };
    },
    { asked, trusted, spoilt: spoilt.id, typed },
  );
  assert.deepEqual(told, { codes: texts.map(({ code }) => code), typed: "ok" });
});
