/** Signing keys take over from one another: four eyes in the portal, one command on the machine. Source: BAR 50, ASVS 2.3.5. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { testPortal } from "../../../test/portal.ts";
import { addApiKey, addSecondOperator, OLGA, OTTO, Program } from "../../../test/signing.ts";
import { openPortal } from "../../portal.ts";
import { signLicense } from "../index.ts";
import type { LicensePayload } from "../payload.data.ts";

const carnet = await testPortal();
after(() => carnet.close());
const { portal, owner, clock, database } = carnet;
const { licenseSigning } = portal;
let bearer: string;

before(async () => {
  await addSecondOperator(owner);
  bearer = await addApiKey(owner, "signing-key.manage");
});

const EMPTY: LicensePayload = {
  fileId: "lfile_1",
  sequence: 1,
  siteNumber: "007001234",
  host: { kind: "any", value: "", name: "lab" },
  issuedAt: "2010-03-01T03:00:00Z",
  keys: [],
};

const command = (url: string, payload: object = { reason: "yearly" }) =>
  carnet.app.inject({ method: "POST", url, headers: { authorization: `Bearer ${bearer}` }, payload });
const ask = (email: string, url: string, payload: object = { reason: "yearly" }) =>
  carnet.as(email, { method: "POST", url, payload });
const statesOf = async () => {
  const { items } = (await carnet.as(OTTO, { url: "/v1/signing-keys" })).json();
  return items.map(({ state }: { state: string }) => state);
};
/** The next key may take over a week after it was published. */
const laterBy = (days: number) => {
  carnet.signOut();
  clock.set(new Date(clock.now().getTime() + days * 86_400_000).toISOString());
};

describe("BAR 50: a rotation", () => {
  test("is refused before the next key was published for CARNET_REVOCATION_LIST_DAYS", async () => {
    const reply = await command("/v1/signing-keys/rotations");
    assert.deepEqual(
      [reply.statusCode, reply.json().code, reply.json().facts?.availableAt ?? reply.json().availableAt],
      [409, "next_key_too_young", "2010-03-08T03:00:00.000Z"],
    );
  });

  test("by command: the next key signs, the old one stays trusted, a new next one is published", async () => {
    laterBy(7);
    const before = licenseSigning.keyId;
    const old = signLicense(licenseSigning, EMPTY);
    const program = await Program.built(carnet);
    const reply = await command("/v1/signing-keys/rotations");
    assert.deepEqual([reply.statusCode, reply.json().state, reply.json().path], [201, "done", "command"]);
    assert.notEqual(licenseSigning.keyId, before);
    assert.deepEqual(await statesOf(), ["current", "next", "retired"]);
    // A program that was built before the rotation knows both keys without asking anybody.
    assert.equal(await program.read(old.text), "ok");
    assert.equal(await program.read(signLicense(licenseSigning, EMPTY).text), "ok");
  });

  test("in the portal: one asks, nothing changes, he cannot confirm; another one does", async () => {
    laterBy(7);
    const before = licenseSigning.keyId;
    const asked = await ask(OTTO, "/v1/signing-keys/rotations");
    assert.deepEqual([asked.statusCode, asked.json().state], [201, "asked"]);
    assert.equal(licenseSigning.keyId, before);
    assert.equal((await ask(OLGA, "/v1/signing-keys/rotations")).json().code, "signing_change_open");
    const url = `/v1/signing-key-changes/${asked.json().id}/confirmation`;
    const own = await ask(OTTO, url, {});
    assert.deepEqual([own.statusCode, own.json().code], [403, "second_person_required"]);
    const burst = await Promise.all(Array.from({ length: 8 }, () => ask(OLGA, url, {})));
    assert.deepEqual(burst.map(({ statusCode }) => statusCode).sort(), [200, ...Array(7).fill(409)]);
    assert.notEqual(licenseSigning.keyId, before);
    assert.equal((await statesOf()).filter((state: string) => state === "retired").length, 2);
  });

  test("the database keeps the two apart, whatever the code does", async () => {
    const id = (await ask(OTTO, `/v1/signing-keys/${licenseSigning.keyId}/compromise`)).json().id;
    await assert.rejects(
      sql`update license_signing_changes set state = 'done', ended_at = now(), confirmed_by = asked_by where id = ${id}`.execute(
        owner,
      ),
      /license_signing_changes_four_eyes/,
    );
    await assert.rejects(
      sql`update license_signing_changes set state = 'done', ended_at = now() where id = ${id}`.execute(
        owner,
      ),
      /license_signing_changes_confirmed/,
    );
    assert.equal((await ask(OTTO, `/v1/signing-key-changes/${id}/withdrawal`, {})).json().state, "withdrawn");
    assert.equal(
      (await ask(OLGA, `/v1/signing-key-changes/${id}/confirmation`, {})).json().code,
      "signing_change_ended",
    );
  });

  test("a program that slept through several rotations trusts the newest list by a key it knows", async () => {
    const program = await Program.built(carnet);
    for (let i = 0; i < 3; i++) {
      laterBy(7);
      assert.equal((await command("/v1/signing-keys/rotations")).statusCode, 201);
    }
    const { text } = signLicense(licenseSigning, EMPTY);
    assert.equal(await program.read(text), "unknown_key");
    assert.equal(await program.loadKeys(carnet), "ok");
    assert.equal(await program.read(text), "ok");
    assert.equal(await program.loadRevocations(carnet), "ok");
  });

  test("under load: signers of two processes never stop, 0 verification failures", async () => {
    const program = await Program.built(carnet);
    const {
      rows: [{ id: next } = { id: "" }],
    } = await sql<{ id: string }>`
      select id from license_signing_keys where state = 'next'`.execute(owner);
    laterBy(7);
    let isOver = false;
    const texts: string[] = [];
    const other = await openPortal(portal.config, database.connection, { log: portal.log, clock });
    const signer = async (signing: typeof licenseSigning) => {
      while (!isOver) {
        texts.push(signLicense(signing, { ...EMPTY, sequence: texts.length + 1 }).text);
        await new Promise((done) => setImmediate(done));
      }
    };
    const signers = [0, 1, 2, 3].flatMap(() => [signer(licenseSigning), signer(other.portal.licenseSigning)]);
    await new Promise((done) => setTimeout(done, 50));
    const replies = await Promise.all(Array.from({ length: 4 }, () => command("/v1/signing-keys/rotations")));
    for (let tries = 0; other.portal.licenseSigning.keyId !== next && tries < 60; tries++)
      await new Promise((done) => setTimeout(done, 50));
    await new Promise((done) => setTimeout(done, 50));
    isOver = true;
    await Promise.all(signers);
    assert.equal(other.portal.licenseSigning.keyId, next);
    await other.close();
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409]);
    assert.equal(licenseSigning.keyId, next);
    const signedBy = new Map(Map.groupBy(texts, (text) => text.slice(36, 52)).entries());
    assert.equal(signedBy.size, 2);
    for (const text of texts) assert.equal(await program.read(text), "ok");
    console.log(`rotation under load: ${texts.length} files by two keys, 0 verification failures`);
  });

  test("is refused while the next key's file is unusable; giving that key up makes another", async () => {
    laterBy(7);
    const { items } = (await carnet.as(OTTO, { url: "/v1/signing-keys" })).json();
    const next = items.find(({ state }: { state: string }) => state === "next").id;
    rmSync(join(licenseSigning.folder, `${next}.pem`));
    const reply = await command("/v1/signing-keys/rotations");
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "next_key_unusable"]);
    assert.equal((await command(`/v1/signing-keys/${next}/compromise`, { reason: "lost" })).statusCode, 201);
    assert.deepEqual((await statesOf()).slice(0, 2), ["current", "next"]);
  });
});

describe("who may", () => {
  test("nobody but the operator, and programs with the scope", async () => {
    const url = "/v1/signing-keys";
    assert.equal((await carnet.as(undefined, { url })).statusCode, 401);
    assert.equal((await carnet.as("hana@aoba.example", { url })).statusCode, 404);
    assert.equal((await carnet.as(OTTO, { url })).statusCode, 200);
  });

  test("no answer and no event holds a private key", async () => {
    const list = await carnet.as(OTTO, { url: "/v1/signing-keys" });
    assert.doesNotMatch(list.body, /PRIVATE/);
    const { rows } = await sql<{ name: string; facts: object }>`
      select name, facts from events where name like 'signing-key%' order by position`.execute(owner);
    assert.ok(rows.some(({ name }) => name === "signing-key.rotated"));
    assert.doesNotMatch(JSON.stringify(rows), /PRIVATE|MC4CAQ/);
  });
});
