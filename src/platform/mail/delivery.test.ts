/** Delivery to a real SMTP server. BAR 34, 39, 54; case 39; finding 6. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { after, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { type Context, systemContext } from "../context.ts";
import { type Query, transaction } from "../database.ts";
import { deliverMail } from "./delivery.ts";
import { type Message, queueMail } from "./queue.ts";
import type { MailTemplates } from "./template.ts";

interface Received {
  readonly to: readonly string[];
  readonly raw: string;
}

const received: Received[] = [];
/** What the server answers to a recipient: a code, or undefined to take it. */
let refusal: number | undefined;

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo: (_address, _session, done) => done(refusal === undefined ? null : refused(refusal)),
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      received.push({ to, raw: Buffer.concat(chunks).toString() });
      done(null);
    });
  },
} satisfies SMTPServerOptions);
smtp.listen(0, "127.0.0.1");
await once(smtp.server, "listening");
const port = (smtp.server.address() as AddressInfo).port;

const portal = await testPortal({
  config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: "青葉ポータル <portal@vendor.example>" },
});
smtp.on("error", () => {}); // a client that hangs up midway is no fault of the test
after(async () => {
  await portal.close();
  await new Promise<void>((done) => smtp.close(() => done()));
});
const context: Context = systemContext(portal.portal, "test");

const templates: MailTemplates = {
  hello: ({ name }: { name: string }) => ({
    subject: `Hello ${name}`,
    blocks: [{ kind: "text", text: `Dear ${name}` }],
  }),
  digest: (_facts: object, { baseUrl }) => ({
    subject: "Your dates",
    blocks: [{ kind: "text", text: "None" }],
    unsubscribe: `${baseUrl}/unsubscribe/abc`,
  }),
};

beforeEach(async () => {
  received.length = 0;
  refusal = undefined;
  await sql`truncate mails cascade`.execute(portal.owner);
});

let count = 0;

async function queue(to: string, name = "Hana"): Promise<string> {
  const dedupeKey = `test ${count++}`;
  const message = { to, language: "ja", template: "hello", facts: { name }, dedupeKey } as const;
  await portal.portal.db.connection().execute((query) => queueMail(query, context, message));
  const { rows } = await sql<{ id: string }>`select id from mails where dedupe_key = ${dedupeKey}`.execute(
    portal.owner,
  );
  return rows[0]?.id ?? "";
}

const deliver = (id: string) => deliverMail(portal.portal, templates, id);

async function stateOf(id: string) {
  const { rows } = await sql<{ state: string; attempts: number; lastError: string | null }>`
    select state, attempts, last_error from mails where id = ${id}`.execute(portal.owner);
  return rows[0];
}

function refused(responseCode: number): Error {
  return Object.assign(new Error("no such mailbox"), { responseCode });
}

describe("a mail goes out", () => {
  test("once, to its one recipient, with a Message-ID of its own and two parts", async () => {
    const id = await queue("hana@aoba.example", "花");
    await deliver(id);
    await deliver(id);

    assert.equal(received.length, 1);
    assert.deepEqual(received[0]?.to, ["hana@aoba.example"]);
    const mail = await PostalMime.parse(received[0]?.raw ?? "");
    assert.equal(mail.messageId, `<${id}@localhost>`);
    assert.equal(mail.subject, "Hello 花");
    assert.deepEqual(mail.from, { name: "青葉ポータル", address: "portal@vendor.example" });
    assert.match(mail.text ?? "", /Dear 花/);
    assert.match(mail.html ?? "", /<p dir="auto">Dear 花<\/p>/);
    assert.equal(mail.headers.find(({ key }) => key === "auto-submitted")?.value, "auto-generated");
    assert.deepEqual(await stateOf(id), { state: "sent", attempts: 1, lastError: null });
  });
  test("with names of every script in encoded headers", async () => {
    await deliver(await queue("hana@aoba.example", "김서연 陳麗華 José 𠮷"));
    const head = received[0]?.raw.split("\r\n\r\n")[0] ?? "";
    assert.match(head, /^[\x20-\x7e\r\n\t]*$/);
    assert.equal((await PostalMime.parse(received[0]?.raw ?? "")).subject, "Hello 김서연 陳麗華 José 𠮷");
  });
  test("once, when two senders take it at the same time", async () => {
    const id = await queue("hana@aoba.example");
    await Promise.allSettled([deliver(id), deliver(id), deliver(id)]);
    assert.equal(received.length, 1);
  });
  test("case 39 at most twice, with the same Message-ID, when it cannot be marked as sent", async () => {
    const id = await queue("hana@aoba.example");
    await sql`alter table mails add constraint broken check (state <> 'sent') not valid`.execute(
      portal.owner,
    );
    await assert.rejects(deliver(id));
    await sql`alter table mails drop constraint broken`.execute(portal.owner);
    await deliver(id);

    const ids = await Promise.all(received.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));
    assert.deepEqual(ids, [`<${id}@localhost>`, `<${id}@localhost>`]);
    assert.equal((await stateOf(id))?.state, "sent");
  });
});

describe("finding 6 a mail goes nowhere", () => {
  for (const to of [
    "b@y.example\r\nBcc: evil@x.example",
    "b@y.example, evil@x.example",
    "b@y.example,evil@x.example",
    '"b@y.example" <evil@x.example>',
    "b@y.example\nevil@x.example",
    "",
  ]) {
    test(`when its address is ${JSON.stringify(to)}`, async () => {
      const id = await queue(to);
      await deliver(id);
      assert.equal(received.length, 0);
      assert.equal((await stateOf(id))?.state, "bounced");
    });
  }
  test("else when a name tries to add a header", async () => {
    await deliver(await queue("hana@aoba.example", "x\r\nBcc: evil@x.example\r\n\r\n<b>body</b>"));
    assert.deepEqual(received[0]?.to, ["hana@aoba.example"]);
    const mail = await PostalMime.parse(received[0]?.raw ?? "");
    assert.equal(mail.bcc, undefined);
    assert.equal(
      mail.headers.find(({ key }) => key === "bcc"),
      undefined,
    );
    assert.ok(!mail.html?.includes("<b>"));
  });
});

describe("a server that", () => {
  test("refuses the recipient for good ends it: bounced, and why", async () => {
    refusal = 550;
    const id = await queue("gone@aoba.example");
    await deliver(id);
    const state = await stateOf(id);
    assert.equal(state?.state, "bounced");
    assert.match(state?.lastError ?? "", /no such mailbox/);
  });
  test("refuses for now gets it again later", async () => {
    refusal = 451;
    const id = await queue("hana@aoba.example");
    await assert.rejects(deliver(id));
    assert.partialDeepStrictEqual(await stateOf(id), { state: "queued", attempts: 1 });
    refusal = undefined;
    await deliver(id);
    assert.deepEqual(await stateOf(id), { state: "sent", attempts: 2, lastError: null });
  });
  test("is not there gets it again later", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const id = await queue("hana@aoba.example");
    const config = { ...portal.portal.config, smtpUrl: `smtp://127.0.0.1:${free}` };
    await assert.rejects(deliverMail({ ...portal.portal, config }, templates, id), /ECONNREFUSED/);
    assert.partialDeepStrictEqual(await stateOf(id), { state: "queued", attempts: 1 });
  });
});

describe("the proof of delivery", () => {
  const about = { siteId: CAST.aoba, quoteId: "quote_1" };
  const put = async (more: Partial<Message>) => {
    const dedupeKey = `test ${count++}`;
    const message = {
      to: "hana@aoba.example",
      language: "ja",
      template: "hello",
      facts: { name: "花" },
    } as const;
    const queue = (query: Query) => queueMail(query, context, { ...message, dedupeKey, ...more });
    await transaction(portal.portal.db, { siteId: CAST.aoba }, queue);
    await transaction(portal.portal.db, { siteId: CAST.aoba }, queue); // a second with the same key is not queued
    const { rows } = await sql<{ id: string }>`select id from mails where dedupe_key = ${dedupeKey}`.execute(
      portal.owner,
    );
    return rows[0]?.id ?? "";
  };
  const kept = async (id: string) => {
    const { rows } = await sql`
      select subject, server_reply, site_id, about from mails left join deliveries on mail_id = id where id = ${id}`.execute(
      portal.owner,
    );
    return rows;
  };
  test("of a mail about a site is kept: its subject and the server's own words", async () => {
    const id = await put({ about });
    await deliver(id);
    assert.deepEqual(await kept(id), [
      {
        subject: "Hello 花",
        serverReply: "250 OK: message queued",
        siteId: CAST.aoba,
        about: { quoteId: "quote_1" },
      },
    ]);
  });
  test("of any other mail is not", async () => {
    const id = await put({});
    await deliver(id);
    assert.deepEqual(await kept(id), [{ subject: null, serverReply: null, siteId: null, about: null }]);
  });
  test("of a mail that came back is its subject, and why", async () => {
    refusal = 550;
    const id = await put({ about });
    await deliver(id);
    assert.partialDeepStrictEqual(await kept(id), [{ subject: "Hello 花", serverReply: null }]);
    assert.match((await stateOf(id))?.lastError ?? "", /no such mailbox/);
  });
});

test("BAR 34 a mail that comes again and again can be ended with one press", async () => {
  const dedupeKey = `test ${count++}`;
  const message = {
    to: "hana@aoba.example",
    language: "ja",
    template: "digest",
    facts: {},
    dedupeKey,
  } as const;
  await portal.portal.db.connection().execute((query) => queueMail(query, context, message));
  const { rows } = await sql<{ id: string }>`select id from mails where dedupe_key = ${dedupeKey}`.execute(
    portal.owner,
  );
  await deliver(rows[0]?.id ?? "");
  const { headers } = await PostalMime.parse(received[0]?.raw ?? "");
  const header = (name: string) => headers.find(({ key }) => key === name)?.value;
  assert.equal(header("list-unsubscribe"), `<${portal.portal.config.baseUrl}/unsubscribe/abc>`);
  assert.equal(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
});

test("BAR 48 what a mail says is sealed in the database, and wiped in production once it is out", async () => {
  const id = await queue("hana@aoba.example", "canary-4711");
  const facts = async () => {
    const { rows } = await sql<{ facts: Buffer | null; all: string }>`
      select sealed_facts as facts, mails::text as all from mails where id = ${id}`.execute(portal.owner);
    return rows[0];
  };
  assert.ok(!(await facts())?.all.includes("canary-4711"));
  const config = { ...portal.portal.config, mode: "production" } as const;
  await deliverMail({ ...portal.portal, config }, templates, id);
  assert.equal((await facts())?.facts, null);
});
