/** Licence support revokes keys: one alone, many by two; online at once, offline until the file's own end. BAR 11, ASVS 2.3.5. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { checkLicense, readLicense } from "../../../packages/license/src/index.ts";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { addHostWithKey, OTTO, Program } from "../../../test/signing.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { newestHostFile, writeHostFile } from "../index.ts";

const carnet = await testPortal();
after(() => carnet.close());
const { owner, portal, clock } = carnet;
const LISA = AGENTS.lisa.email;
const URL = "/v1/license-key-revocations";
const SITE = { siteId: CAST.aoba, lineId: CAST.aobaDoors };

before(async () => {
  await addAgents(owner);
  for (const n of [1, 2, 3, 4])
    await addHostWithKey(owner, { ...SITE, host: `host_r${n}`, key: `key_r${n}` });
  for (const n of [1, 2, 3, 4]) await write(`host_r${n}`);
});

const inSite = <Value>(work: (scope: ReturnType<typeof siteScopeOf>) => Promise<Value>) =>
  asPortal(systemContext(portal, "test"), (scope) => work(siteScopeOf(scope, CAST.aoba)));
const write = (hostId: string) =>
  inSite((scope) => writeHostFile(scope, systemContext(portal, "test"), hostId));
const fileOf = async (hostId: string) => (await inSite((scope) => newestHostFile(scope, hostId)))?.text ?? "";
const post = (email: string, url: string, payload: object = {}) =>
  carnet.as(email, { method: "POST", url, payload });
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`select state from license_keys where id = ${id}`.execute(
    owner,
  );
  return rows[0]?.state;
};
const issued = async () => {
  const { rows } = await sql<{ issued: number }>`
    select issued from key_pools where line_id = ${CAST.aobaDoors}`.execute(owner);
  return rows[0]?.issued;
};
const WHY = { reason: "copied to another company", ticket: "LS-4711" };

describe("one key", () => {
  test("BAR case 33: ends at once; the answer says exactly until when its file counts offline", async () => {
    const program = await Program.built(carnet);
    const file = await fileOf("host_r1");
    const before = await issued();
    const reply = await post(LISA, URL, { keyId: "key_r1", ...WHY });
    const { state, endedKeys, livesUntil, isEndless } = reply.json();
    assert.deepEqual([reply.statusCode, state, endedKeys, isEndless], [201, "done", 1, false]);
    assert.equal(livesUntil, "2010-03-31T03:00:00Z"); // 30 days of file life
    assert.equal(await stateOf("key_r1"), "revoked");
    assert.equal(await issued(), (before ?? 0) - 1);
    // Without any list the file works until that very instant, and not a second longer.
    const question = (now: string) => ({
      product: "doors",
      releasedOn: "2010-01-01",
      hosts: [{ kind: "hostname", value: "host_r1" }],
      now: Date.parse(now),
    });
    const read = await readLicense(file, program.trust);
    assert.ok(read.ok);
    const { state: seen } = await Program.built(carnet);
    const check = (now: string) =>
      checkLicense(read.value, { ...question(now), state: structuredClone(seen) }).code;
    assert.deepEqual([check("2010-03-31T02:59:59Z"), check("2010-03-31T03:00:00Z")], ["ok", "expired"]);
    // With the list it is over at once, and the list before it does not bring it back.
    assert.equal(await program.loadRevocations(carnet), "ok");
    assert.equal(
      checkLicense(read.value, { ...question("2010-03-01T04:00:00Z"), state: program.state }).code,
      "revoked",
    );
  });

  test("the host's next file holds it no more, and the site reads why in its history", async () => {
    const program = await Program.built(carnet);
    const read = await readLicense(await fileOf("host_r1"), program.trust);
    assert.ok(read.ok && read.value.keys.length === 0);
    const { items } = (
      await carnet.as("hana@aoba.example", { url: `/v1/sites/${CAST.aoba}/history` })
    ).json();
    const told = items.find(({ name }: { name: string }) => name === "license-key.revoked");
    assert.match(JSON.stringify(told), /copied to another company/);
  });

  test("20 at once: one ends it, 19 are told that there is none", async () => {
    const burst = await Promise.all(
      Array.from({ length: 20 }, () => post(LISA, URL, { keyId: "key_r2", ...WHY })),
    );
    const codes = burst.map(({ statusCode }) => statusCode).sort();
    assert.equal(codes.filter((code) => code >= 500).length, 0);
    const { rows } = await sql<{ many: number }>`
      select count(*)::int as many from events where name = 'license-key.revoked' and facts ->> 'keyId' = 'key_r2'`.execute(
      owner,
    );
    assert.equal(rows[0]?.many, 1);
    // The site's key administrators read of each deed in one mail.
    const { rows: mails } = await sql<{ toAddress: string }>`
      select to_address from mails where template = 'license-key.ended'`.execute(owner);
    assert.deepEqual(
      mails.map(({ toAddress }) => toAddress),
      ["hana@aoba.example", "hana@aoba.example"],
    );
    assert.equal(
      burst.reduce((sum, reply) => sum + (reply.json().endedKeys ?? 0), 0),
      1,
    );
  });

  test("needs reason and ticket, and a key or a choice", async () => {
    for (const payload of [
      { keyId: "key_r3" },
      { ...WHY },
      { keyId: "key_r3", productCode: "doors", ...WHY },
      { orderNumber: "SO-4700", ...WHY },
      { siteNumber: "9", ...WHY },
    ])
      assert.equal((await post(LISA, URL, payload)).statusCode, 400, JSON.stringify(payload));
    assert.equal((await post(LISA, URL, { keyId: "key_none", ...WHY })).statusCode, 404);
    assert.equal((await post("hana@aoba.example", URL, { keyId: "key_r3", ...WHY })).statusCode, 404);
    assert.equal((await post("sally@vendor.example", URL, { keyId: "key_r3", ...WHY })).statusCode, 403);
    assert.equal(await stateOf("key_r3"), "issued");
  });
});

describe("all keys of a site", () => {
  test("are asked for by one and ended by another in one step", async () => {
    const asked = await post(LISA, URL, {
      siteNumber: "007001234",
      orderNumber: "SO-4700",
      productCode: "doors",
      ...WHY,
    });
    assert.deepEqual(
      [asked.statusCode, asked.json().state, await stateOf("key_r3")],
      [201, "asked", "issued"],
    );
    const url = `${URL}/${asked.json().id}/confirmation`;
    const own = await post(LISA, url);
    assert.deepEqual([own.statusCode, own.json().code], [403, "second_agent_for_keys_required"]);
    const burst = await Promise.all(Array.from({ length: 10 }, () => post(OTTO, url)));
    assert.deepEqual(burst.map(({ statusCode }) => statusCode).sort(), [200, ...Array(9).fill(409)]);
    assert.deepEqual(
      [await stateOf("key_r3"), await stateOf("key_r4"), await issued()],
      ["revoked", "revoked", 0],
    );
    const done = burst.find(({ statusCode }) => statusCode === 200)?.json();
    assert.equal(done.endedKeys, 2);
  });

  test("the database keeps the two apart, whatever the code does", async () => {
    await sql`insert into key_revocations (id, product_code, reason, ticket, asked_by, asked_at)
              values ('revocation_x', 'doors', 'r', 't', 'person_lisa', now())`.execute(owner);
    const done = (by: string) =>
      sql`update key_revocations set state = 'done', ended_at = now(), ended_keys = 0, confirmed_by = ${by} where id = 'revocation_x'`.execute(
        owner,
      );
    await assert.rejects(done("person_lisa"), /key_revocations_four_eyes/);
    await assert.rejects(
      sql`update key_revocations set state = 'done', ended_at = now(), ended_keys = 0 where id = 'revocation_x'`.execute(
        owner,
      ),
      /key_revocations_confirmed/,
    );
    assert.equal((await post(LISA, `${URL}/revocation_x/withdrawal`)).json().state, "withdrawn");
    assert.equal((await post(OTTO, `${URL}/revocation_x/confirmation`)).json().code, "key_revocation_ended");
  });

  test("nothing in force is nothing to revoke", async () => {
    const reply = await post(LISA, URL, { siteNumber: "3005678", ...WHY });
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "nothing_to_revoke"]);
  });
});

describe("the page", () => {
  const PATH = "/operator/revocations";
  const form = (email: string, url: string, payload: string) =>
    carnet.as(email, {
      method: "POST",
      url,
      payload,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
    });

  test("names the keys, the day on which each ends offline, and asks why", async () => {
    clock.set("2010-03-02T03:00:00Z");
    carnet.signOut();
    await addHostWithKey(owner, { ...SITE, host: "host_r5", key: "key_r5" });
    await write("host_r5");
    const { body, statusCode } = await carnet.as(LISA, { url: `${PATH}?siteNumber=7001234` });
    assert.equal(statusCode, 200);
    assert.match(body, /key_r5[\s\S]*Offline until[\s\S]*Mar(ch)? 31, 2010, 23:00/);
    assert.match(body, /Ask to revoke 1 key/);
    const empty = await form(LISA, PATH, "keyId=key_r5&reason=&ticket=");
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /Enter a text/);
    const wrong = await carnet.as(LISA, { url: `${PATH}?orderNumber=SO-4700` });
    assert.equal(wrong.statusCode, 400);
  });

  test("one asks for a site, another confirms", async () => {
    const asked = await form(LISA, PATH, "siteNumber=7001234&reason=closed&ticket=LS-1");
    assert.equal(asked.headers.location, `${PATH}?news=asked`);
    assert.match(
      (await carnet.as(LISA, { url: PATH })).body,
      /You asked for this, so somebody else confirms it/,
    );
    const [, id] =
      (await carnet.as(OTTO, { url: PATH })).body.match(/revocations\/(revocation_\w+)\/confirmation/) ?? [];
    const done = await form(OTTO, `${PATH}/${id}/confirmation`, "");
    assert.equal(done.headers.location, `${PATH}?news=done`);
    assert.equal(await stateOf("key_r5"), "revoked");
    assert.match((await carnet.as(OTTO, { url: `${PATH}?news=done` })).body, /1 key ended/);
  });
});
