/** The demo's mailbox. CONTRACT §2; BAR 32, 34. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { testPortal } from "../../test/portal.ts";

const demo = await testPortal();
const production = await testPortal({ config: { mode: "production", smtpUrl: "smtp://127.0.0.1:9" } });
after(async () => {
  await demo.close();
  await production.close();
});

async function reset(email: string): Promise<void> {
  await demo.app.inject({ method: "POST", url: "/v1/password-resets", payload: { email } });
  await demo.portal.jobs.drain();
  demo.clock.set(new Date(demo.clock.now().getTime() + 60_000).toISOString());
}

await reset("hana@aoba.example");
await reset("seoyeon@hangang.example");

describe("GET /v1/demo/mailbox", () => {
  test("200 tells one reader's mails, in the reader's language, without a key", async () => {
    const reply = await demo.app.inject({ url: "/v1/demo/mailbox?to=hana@aoba.example" });
    const { items } = reply.json();
    assert.equal(items.length, 1);
    assert.deepEqual(Object.keys(items[0]).sort(), ["html", "language", "sentAt", "subject", "text", "to"]);
    assert.partialDeepStrictEqual(items[0], {
      to: "hana@aoba.example",
      language: "ja",
      subject: "パスワードの再設定",
      sentAt: "2010-03-01T03:00:00.000Z",
    });
  });
  test("200 tells all mails, the newest first", async () => {
    const { items } = (await demo.app.inject({ url: "/v1/demo/mailbox" })).json();
    assert.deepEqual(
      items.map(({ to }: { to: string }) => to),
      ["seoyeon@hangang.example", "hana@aoba.example"],
    );
  });
  test("404 in production, as a page that never was", async () => {
    const headers = { host: "localhost:8080" };
    for (const url of ["/v1/demo/mailbox", "/mailbox", "/mailbox/mail_1", "/mailbox/mail_1/content"]) {
      assert.equal((await production.app.inject({ url, headers })).statusCode, 404, url);
    }
  });
});

describe("the mailbox's pages", () => {
  const idOf = async () => {
    const { body } = await demo.app.inject({ url: "/mailbox?to=hana@aoba.example" });
    return /\/mailbox\/(mail_[0-9a-z]+)/.exec(body)?.[1] ?? "";
  };
  test("200 lists the mails before sign-in", async () => {
    const reply = await demo.app.inject({ url: "/mailbox" });
    assert.equal(reply.statusCode, 200);
    assert.match(reply.body, /パスワードの再設定/);
    assert.match((await demo.app.inject({ url: "/mailbox?to=nobody@x.example" })).body, /No e-mail here yet/);
  });
  test("200 shows one as text with its links, and frames its HTML", async () => {
    const reply = await demo.app.inject({ url: `/mailbox/${await idOf()}` });
    assert.match(reply.body, /<a href="\/reset\/[\w-]{51}">/);
    assert.match(reply.body, /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    assert.match(String(reply.headers["content-security-policy"]), /frame-src 'self'/);
  });
  test("BAR 32 200 shuts the HTML in: no script, no form, in our own frame alone", async () => {
    const reply = await demo.app.inject({ url: `/mailbox/${await idOf()}/content` });
    const policy = String(reply.headers["content-security-policy"]);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /sandbox allow-popups/);
    assert.doesNotMatch(policy, /allow-scripts|allow-same-origin|unsafe/);
    assert.equal(reply.headers["x-frame-options"], "SAMEORIGIN");
  });
  test("404 for a mail that is not there", async () => {
    assert.equal((await demo.app.inject({ url: "/mailbox/mail_0" })).statusCode, 404);
  });
});
