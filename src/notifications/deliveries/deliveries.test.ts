/** Delivered mails with their proof of delivery. Issue 4, point 8; BAR 34. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { SMTPServer } from "smtp-server";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { systemContext } from "../../platform/context.ts";
import { transaction } from "../../platform/database.ts";
import { type Message, queueMails } from "../../platform/mail/queue.ts";

const HANA = "hana@aoba.example";
const URL = `/v1/sites/${CAST.aoba}/deliveries`;
const GONE = "gone@aoba.example";

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo: ({ address }, _session, done) =>
    done(address === GONE ? Object.assign(new Error("no such mailbox"), { responseCode: 550 }) : null),
  onData: (stream, _session, done) => stream.resume().on("end", () => done(null, "queued as 4711")),
});
smtp.on("error", () => {});
smtp.listen(0, "127.0.0.1");
await once(smtp.server, "listening");
const { port } = smtp.server.address() as AddressInfo;

let stage: TestPortal;

before(async () => {
  stage = await testPortal({ config: { smtpUrl: `smtp://127.0.0.1:${port}` } });
  await queue(CAST.aoba, HANA, { quoteId: "quote_1" });
  await queue(CAST.aoba, GONE, { quoteId: "quote_1" });
  await queue(CAST.aoba, HANA, { orderNumber: "SO-4711" });
  await queue(CAST.hangang, "seoyeon@hangang.example", { quoteId: "quote_h" });
  // A mail of the person's alone, to the same address: never among the site's.
  await stage.app.inject({ method: "POST", url: "/v1/password-resets", payload: { email: HANA } });
  await stage.portal.jobs.drain();
});
after(async () => {
  await stage.close();
  await new Promise<void>((done) => smtp.close(() => done()));
});

let count = 0;

async function queue(siteId: string, to: string, about: Record<string, string>): Promise<void> {
  stage.clock.set(new Date(stage.clock.now().getTime() + 60_000).toISOString());
  const facts = {
    siteId: CAST.aoba,
    siteName: "青葉商事",
    siteNumber: "7001234",
    name: `n${count}`,
    expiresOn: "2010-04-01",
  };
  const message: Message = {
    to,
    language: "ja",
    template: "access-token.ending",
    facts,
    dedupeKey: `deliveries ${count++}`,
    about: { siteId, ...about },
  };
  const context = systemContext(stage.portal, "test");
  await transaction(stage.portal.db, { siteId }, (query) => queueMails(query, context, [message]));
}

const read = async (query = "", email = HANA) => stage.as(email, { url: `${URL}${query}` });

describe("what went out about a site", () => {
  test("is listed, the newest first, with the mail server's own words", async () => {
    const { items } = (await read()).json();
    assert.deepEqual(
      items.map(({ to, state, quoteId, orderNumber }: Record<string, string>) => [
        to,
        state,
        quoteId,
        orderNumber,
      ]),
      [
        [HANA, "delivered", null, "SO-4711"],
        [GONE, "bounced", "quote_1", null],
        [HANA, "delivered", "quote_1", null],
      ],
    );
    assert.equal(items[0].serverReply, "250 queued as 4711");
    assert.match(items[0].deliveredAt, /^2010-03-01T/);
    assert.match(items[0].subject, /n2/);
    assert.deepEqual([items[1].serverReply, items[1].deliveredAt], [null, null]);
    assert.match(items[1].reason, /550 no such mailbox/);
  });
  test("about one quote, and in pages", async () => {
    const first = (await read("?quoteId=quote_1&limit=1")).json();
    assert.equal(first.items[0].to, GONE);
    const second = (await read(`?quoteId=quote_1&limit=1&after=${first.next}`)).json();
    assert.equal(second.items[0].to, HANA);
    assert.equal(second.next, null);
    assert.equal((await read(`?limit=1&after=${first.next}`)).statusCode, 400);
  });
  test("is for who may see reports, at sites whose program sells here", async () => {
    assert.equal((await read("", "jun@aoba.example")).statusCode, 200);
    assert.equal((await read("", "mio@aoba.example")).json().code, "permission_required");
    assert.equal((await read("", "rei@elsewhere.example")).statusCode, 404);
    const fct = { url: `/v1/sites/${CAST.hangangFct}/deliveries` };
    assert.equal((await stage.as("seoyeon@hangang.example", fct)).json().code, "program_not_eligible");
  });
  test("stands on the page and in the sheet", async () => {
    const { body } = await stage.as(HANA, { url: `/sites/${CAST.aoba}/deliveries?quoteId=quote_1` });
    assert.match(body, /250 queued as 4711/);
    assert.match(body, /550 no such mailbox/);
    assert.match(body, /renewal-quotes\/quote_1/);
    assert.doesNotMatch(body, /SO-4711/);
    const sheet = await stage.as(HANA, { url: `${URL}.csv` });
    assert.equal(sheet.body.trim().split("\r\n").length, 4);
  });
  test("holds the mails of proofs, with their order", async () => {
    const fresh = await testPortal({ now: "2009-06-01T03:00:00Z" }); // while the orders are no history yet
    after(() => fresh.close());
    await fresh.portal.jobs.enqueue(fresh.portal.db, "entitlements.issue-proofs", [{}]);
    await fresh.portal.jobs.drain();
    const { items } = (await fresh.as(HANA, { url: URL })).json();
    const orders = items.map(({ orderNumber }: { orderNumber: string }) => orderNumber).sort();
    assert.deepEqual(orders, ["SO-4700", "SO-4711"]);
    assert.ok(
      items.every(
        ({ state, serverReply }: Record<string, string>) => state === "delivered" && serverReply === null,
      ),
    );
  });
});
