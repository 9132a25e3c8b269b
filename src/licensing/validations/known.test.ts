/** What processes know of keys: right at once after a grant, within a second after a revocation. Source: BAR 11, case 33. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { HANA } from "../../../test/keys.ts";
import { type LicensingStage, licensingStage, machine } from "../../../test/licensing.ts";
import { createApp } from "../../app.ts";
import { openPortal } from "../../portal.ts";
import { deskOf } from "../desk/desk.documents.ts";

let stage: LicensingStage;
/** Another process of the same portal, as far as the database can tell. */
let other: Awaited<ReturnType<typeof openPortal>>;
let otherApp: Awaited<ReturnType<typeof createApp>>;

before(async () => {
  stage = await licensingStage();
  const { portal, database } = stage.portal;
  other = await openPortal(portal.config, database.connection, { log: portal.log, clock: portal.clock });
  otherApp = await createApp(other.portal);
  for (const app of [stage.portal.app, otherApp]) await warm(app);
});
after(async () => {
  await otherApp.close();
  await other.close();
  await stage.close();
});

type App = LicensingStage["portal"]["app"];
const codeOn = async (app: App, payload: object): Promise<string> =>
  (await app.inject({ method: "POST", url: "/v1/licensing/validations", payload })).json().code;

/** Until it hears of changes, a process remembers nothing. */
async function warm(app: App): Promise<void> {
  const { secret } = await stage.key();
  await codeOn(app, { key: secret });
  await sleep(400);
}

test("at once after the purchase of a key, on whichever process it is asked, also when it was asked for before", async () => {
  for (let round = 0; round < 20; round++) {
    const reply = await stage.portal.as(HANA, {
      method: "POST",
      url: `/v1/sites/${CAST.aoba}/license-keys`,
      payload: { lineId: CAST.aobaDoors, quantity: 1, delivery: "online", lock: "node-locked" },
    });
    if (reply.statusCode === 409) break;
    assert.equal(reply.statusCode, 201, reply.body);
    const { secret: key } = reply.json();
    assert.equal(await codeOn(otherApp, { key }), "valid");
    assert.equal(await codeOn(stage.portal.app, { key }), "valid");
    const asked = { key, machine: machine(round) };
    assert.equal(await codeOn(otherApp, asked), "not_activated");
    assert.equal((await stage.activate(asked)).statusCode, 201);
    assert.equal(await codeOn(otherApp, asked), "valid");
    assert.equal(await codeOn(stage.portal.app, asked), "valid");
  }
});

test("BAR case 33 revoked: refused within a second by every process, however often it is asked meanwhile", async () => {
  const waits: number[] = [];
  for (let round = 0; round < 10; round++) {
    const key = await stage.key({ lock: "node-locked" });
    const asked = { key: key.secret, machine: machine(1) };
    await stage.activate(asked);
    for (const app of [stage.portal.app, otherApp]) assert.equal(await codeOn(app, asked), "valid");
    await stage.end(key.id);
    const start = performance.now();
    for (const app of [stage.portal.app, otherApp])
      while ((await codeOn(app, asked)) !== "revoked") assert.ok(performance.now() - start < 1_000);
    waits.push(performance.now() - start);
  }
  console.log(`# the longest: ${Math.max(...waits).toFixed(0)} ms`);
});

test("a process that is not told of changes asks the database each time, until it is told again", async () => {
  const key = await stage.key({ lock: "node-locked" });
  const asked = { key: key.secret, machine: machine(1) };
  await stage.activate(asked);
  assert.equal(await codeOn(otherApp, asked), "valid");
  await codeOn(otherApp, asked);
  assert.ok(deskOf(other.portal).known.isTrusted);
  // The line breaks, and the key ends before anybody notices.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and query in ('select 1', 'listen carnet_online_keys')`.execute(
    stage.portal.owner,
  );
  await stage.end(key.id);
  const start = performance.now();
  while ((await codeOn(otherApp, asked)) !== "revoked") assert.ok(performance.now() - start < 1_000);
  await sleep(1_500);
  assert.ok(deskOf(other.portal).known.isTrusted, "it listens again");
});

test("keys that never were fill no memory", async () => {
  const { known } = deskOf(stage.portal.portal);
  const before = known.size;
  for (let round = 0; round < 50; round++) await codeOn(stage.portal.app, { key: `carnet_lic_${round}` });
  assert.equal(known.size, before);
});
