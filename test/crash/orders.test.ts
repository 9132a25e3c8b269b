/**
 * A thousand orders through the API while the portal and its PostgreSQL are killed again and again: afterwards exactly a
 * thousand, and each proof's mail once. A kill between a mail's acceptance and its mark may send it twice, with the same
 * Message-ID. Source: BAR 7, 8, 54; issue "How it is shown".
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SMTPServer } from "smtp-server";
import { startPostgres } from "../../src/platform/postgres/index.ts";
import { type PortalProcess, portalProcess } from "./process.ts";

const ORDERS = 1000;
const ORDERS_A_FEED = 5;
const SENDERS = 4;
const KILL_EVERY_MS = 4_000;
const MOST_KILLS = 10;

const BASE = [
  {
    type: "product",
    code: "was",
    name: "WAS",
    brand: "W",
    group: "W",
    description: "Server",
    keyScheme: "none",
    renewalKeys: false,
  },
  {
    type: "part",
    number: "D55WJLL",
    product: "was",
    kind: "license",
    programs: ["PA"],
    serviceMonths: 12,
    description: "WAS license",
  },
  { type: "customer", country: "JP", number: "1234567", name: "青葉商事" },
  {
    type: "agreement",
    number: "100200",
    program: "PA",
    customer: { country: "JP", number: "1234567" },
    level: "E",
  },
  {
    type: "site",
    number: "7001234",
    program: "PA",
    agreement: "100200",
    customer: { country: "JP", number: "1234567" },
    name: "青葉商事 本社",
    address: { street: "1", city: "仙台市", region: null, postalCode: "980-0001", country: "JP" },
    department: null,
    phone: null,
    fax: null,
    language: "ja",
    registeredOn: "2009-03-12",
    contact: { givenName: "花", familyName: "森", email: "hana@aoba.example" },
  },
];

const received = new Map<string, { count: number; order: string }>();
const sink = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  onData: (stream, _session, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      take(Buffer.concat(chunks).toString("latin1"));
      done();
    });
  },
});
sink.on("error", () => {}); // a killed portal leaves its connections half open; without a listener they end the test
let portal: PortalProcess;
let kills = 0;

before(async () => {
  await new Promise<void>((done) => sink.listen(0, "127.0.0.1", done));
  const address = sink.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  portal = await portalProcess({ CARNET_SMTP_URL: `smtp://127.0.0.1:${port}` });
  await portal.start();
});

after(async () => {
  await portal.close();
  await new Promise<void>((done) => sink.close(() => done()));
});

test("1,000 orders, kills of both, exactly 1,000 orders and proofs, each mail once", {
  timeout: 480_000,
}, async () => {
  await untilApplied(await post(BASE, "base"));
  const numbers = Array.from({ length: ORDERS }, (_, i) => `SO-${10_000 + i}`);
  const todo = Array.from({ length: ORDERS / ORDERS_A_FEED }, (_, i) =>
    numbers.slice(i * ORDERS_A_FEED, (i + 1) * ORDERS_A_FEED),
  );
  let isWorking = true;
  const killing = killAgainAndAgain(() => isWorking && kills < MOST_KILLS);
  killing.catch(() => {}); // told where it is awaited
  const sender = async () => {
    for (let some = todo.pop(); some !== undefined; some = todo.pop()) {
      await untilApplied(await post(some.map(orderOf), some[0] ?? ""));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  isWorking = false;
  await killing;
  await untilQuiet();
  const waiting = await mailsWaiting();
  const { orders, proofs: made } = await countInDatabase();
  assert.ok(kills >= 4, `only ${kills} kills`);
  assert.equal(orders, ORDERS);
  assert.equal(made, ORDERS);
  const proofs = [...received.values()].filter(({ order }) => order !== "");
  assert.deepEqual(new Set(proofs.map(({ order }) => order)), new Set(numbers));
  assert.equal(proofs.length, ORDERS, "a mail with another Message-ID for the same order");
  const twice = proofs.filter(({ count }) => count > 1).length;
  assert.ok(twice <= kills, `${twice} mails twice after ${kills} kills`);
  assert.equal(waiting, 0, "mails are still waiting");
});

function orderOf(number: string) {
  const orderedOn = new Date().toISOString().slice(0, 10);
  return {
    type: "order",
    number,
    site: "7001234",
    orderedOn,
    lines: [{ line: 1, part: "D55WJLL", quantity: 1 }],
  };
}

/** Sends until it is acknowledged: what a vendor's program would do. The key makes a repetition the same request. */
async function post(records: readonly object[], key: string): Promise<string> {
  const body = records.map((record) => JSON.stringify(record)).join("\n");
  const headers = {
    "content-type": "application/x-ndjson",
    "idempotency-key": key,
    authorization: `Bearer ${portal.key()}`,
  };
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(100)) {
    const reply = await fetch(`${portal.url}/v1/feeds`, { method: "POST", headers, body }).catch(
      () => undefined,
    );
    if (reply?.status === 202 || reply?.status === 200) {
      const answer = (await reply.json().catch(() => undefined)) as { id: string } | undefined;
      if (answer !== undefined) return answer.id;
    } else if (reply !== undefined && reply.status < 500 && reply.status !== 409) {
      assert.fail(`${reply.status} ${await reply.text()}`);
    }
  }
  assert.fail(`${key} was not taken in time`);
}

async function untilApplied(id: string): Promise<void> {
  for (const end = Date.now() + 180_000; Date.now() < end; await sleep(100)) {
    const headers = { authorization: `Bearer ${portal.key()}` };
    const reply = await fetch(`${portal.url}/v1/feeds/${id}`, { headers }).catch(() => undefined);
    const feed = reply?.status === 200 ? ((await reply.json()) as { state: string }) : undefined;
    if (feed?.state === "applied") return;
    assert.ok(
      feed === undefined || feed.state === "received" || feed.state === "running",
      `${id} is ${feed?.state}`,
    );
  }
  assert.fail(`${id} was not applied in time`);
}

async function killAgainAndAgain(goOn: () => boolean): Promise<void> {
  for (; goOn(); kills++) {
    await sleep(KILL_EVERY_MS);
    if (kills % 2 === 0) portal.killDatabase();
    await portal.kill();
    await portal.start();
  }
}

async function untilQuiet(): Promise<void> {
  for (const end = Date.now() + 180_000; Date.now() < end; await sleep(500)) {
    const mails = await mailsWaiting();
    const proofs = [...received.values()].filter(({ order }) => order !== "").length;
    if (mails === 0 && proofs >= ORDERS) return;
  }
}

async function mailsWaiting(): Promise<number> {
  const text = await (await fetch(`${portal.url}/metrics`)).text();
  return Number(text.match(/^carnet_mails_waiting (\d+)$/m)?.[1] ?? -1);
}

/** Looked at with the portal gone, as its owner sees it. */
async function countInDatabase(): Promise<{ orders: number; proofs: number }> {
  await portal.kill();
  const postgres = await startPostgres({ dataFolder: portal.dataFolder });
  const client = new pg.Client(postgres.connection);
  await client.connect();
  const { rows } = await client.query<{ orders: number; proofs: number }>(
    "select (select count(*)::int from orders) as orders, (select count(*)::int from proofs) as proofs",
  );
  await client.end();
  await postgres.stop();
  return rows[0] ?? { orders: -1, proofs: -1 };
}

/** The subject is encoded; the order's number stands in the plain text, which may be packed too: the header names it. */
function take(mail: string): void {
  const id = mail.match(/^message-id: (<[^>]+>)/im)?.[1] ?? "none";
  const order = decoded(mail).match(/SO-1\d{4}/)?.[0] ?? "";
  received.set(id, { count: (received.get(id)?.count ?? 0) + 1, order });
}

function decoded(mail: string): string {
  const packed = [...mail.matchAll(/\r\n\r\n([A-Za-z0-9+/=\r\n]{40,})/g)].map((match) =>
    Buffer.from(match[1] ?? "", "base64").toString("utf8"),
  );
  return [mail.replaceAll("=\r\n", ""), ...packed].join("\n");
}
