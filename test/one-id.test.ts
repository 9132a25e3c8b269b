/** One ID for everything: who has signed in is nowhere asked for a password again. Source: BR-01, BR-28. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { CAST } from "./cast.ts";
import { testPortal } from "./portal.ts";

const stage = await testPortal();
after(() => stage.close());

/** Pages for whoever has lost the way in; and grave acts, which ask whether it is still the same person. */
const ASKING = /^\/(sign-in|sign-out|reset|register|confirm|invitations|profile\/proof)/;

test("BR-28 one session opens every part of the portal, without a second password", async () => {
  const pages = stage.app.routeTable.filter(
    ({ method, url, needs }) => method === "GET" && needs !== "anyone" && !ASKING.test(url),
  );
  assert.ok(pages.length > 30, `${pages.length} pages`);
  for (const { url } of pages) {
    const path = url.replace(":siteId", CAST.aoba).replaceAll(/:\w+/g, "nothing_0");
    const reply = await stage.as("hana@aoba.example", { url: path, headers: { accept: "text/html" } });
    assert.notEqual(reply.statusCode, 401, url);
    assert.doesNotMatch(String(reply.headers.location ?? ""), /^\/sign-in/, url);
  }
});

test("BR-28 nobody opens any of them without having signed in", async () => {
  const pages = stage.app.routeTable.filter(({ method, needs }) => method === "GET" && needs !== "anyone");
  for (const { url } of pages) {
    const path = url.replace(":siteId", CAST.aoba).replaceAll(/:\w+/g, "nothing_0");
    const reply = await stage.as(undefined, { url: path, headers: { accept: "text/html" } });
    const isSentToSignIn = reply.statusCode === 303 && /^\/sign-in/.test(String(reply.headers.location));
    assert.ok(isSentToSignIn || [400, 401].includes(reply.statusCode), `${url}: ${reply.statusCode}`);
  }
});
