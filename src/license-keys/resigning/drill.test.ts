/** The drill of docs/signing-keys.md, step by step, at a portal of two processes. Source: BAR 50, ASVS 13.3.4. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { pino } from "pino";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { addApiKey, addHostWithKey, addSecondOperator, OLGA, OTTO, Program } from "../../../test/signing.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { readLicenseFile, signLicense } from "../../license-files/index.ts";
import { systemContext } from "../../platform/context.ts";
import { openPortal } from "../../portal.ts";
import { newestHostFile, writeHostFile } from "../index.ts";

const carnet = await testPortal();
const { portal, owner, database } = carnet;
const other = await openPortal(portal.config, database.connection, {
  log: pino({ level: "silent" }),
  clock: carnet.clock,
});
after(async () => {
  await other.close();
  await carnet.close();
});

const HOSTS = ["host_one", "host_two"];
let compromised: string;
let program: Program;
let files: string[];

before(async () => {
  await addSecondOperator(owner);
  const site = { siteId: CAST.aoba, lineId: CAST.aobaDoors };
  for (const host of HOSTS) await addHostWithKey(owner, { ...site, host, key: `key_of_${host}` });
});

const write = (hostId: string) =>
  asPortal(systemContext(portal, "test"), (scope) =>
    writeHostFile(siteScopeOf(scope, CAST.aoba), systemContext(portal, "test"), hostId),
  );
const newest = async (hostId: string) => {
  const file = await asPortal(systemContext(portal, "test"), (scope) =>
    newestHostFile(siteScopeOf(scope, CAST.aoba), hostId),
  );
  return file?.text ?? "";
};
const list = async () => (await carnet.as(OTTO, { url: "/v1/signing-keys" })).json();

describe("the drill: a signing key fell into other hands", () => {
  test("0: two hosts work with files of the current key, which the portal counts", async () => {
    files = [];
    for (const host of HOSTS) files.push((await write(host)).text);
    program = await Program.built(carnet);
    compromised = portal.licenseSigning.keyId;
    for (const file of files) assert.equal(await program.read(file), "ok");
    const { items } = await list();
    assert.equal(items.find(({ id }: { id: string }) => id === compromised).hosts, 2);
  });

  test("1: one operator asks, another confirms; nothing happens between", async () => {
    const asked = await carnet.as(OTTO, {
      method: "POST",
      url: `/v1/signing-keys/${compromised}/compromise`,
      payload: { reason: "laptop lost" },
    });
    assert.equal(asked.json().state, "asked");
    assert.equal(portal.licenseSigning.keyId, compromised);
    const url = `/v1/signing-key-changes/${asked.json().id}/confirmation`;
    assert.equal(
      (await carnet.as(OTTO, { method: "POST", url, payload: {} })).json().code,
      "second_person_required",
    );
    assert.equal((await carnet.as(OLGA, { method: "POST", url, payload: {} })).json().state, "done");
  });

  test("2: the next key signs at once, in the other process within two seconds", async () => {
    assert.notEqual(portal.licenseSigning.keyId, compromised);
    for (let tries = 0; other.portal.licenseSigning.keyId === compromised && tries < 40; tries++)
      await sleep(50);
    assert.equal(other.portal.licenseSigning.keyId, portal.licenseSigning.keyId);
  });

  test("3: the revocation list names the key, the list of keys leaves it out, and a program heeds both", async () => {
    const { keys } = (await carnet.as(undefined, { url: "/v1/licensing/public-keys" })).json();
    assert.ok(!keys.some(({ id }: { id: string }) => id === compromised));
    assert.equal(await program.loadRevocations(carnet), "ok");
    for (const file of files) assert.equal(await program.read(file), "compromised_key");
    assert.equal(readLicenseFile(portal.licenseSigning, files[0] ?? ""), null);
    assert.equal(await program.loadKeys(carnet), "ok");
  });

  test("4: the job signs each host's file anew, once; what was signed in the last moment too", async () => {
    await portal.jobs.drain();
    const anew = await Promise.all(HOSTS.map(newest));
    for (const file of anew) assert.equal(await program.read(file), "ok");
    await portal.jobs.catchUp();
    assert.deepEqual(await Promise.all(HOSTS.map(newest)), anew);
    await sql`
      update license_files set key_id = ${compromised}
       where host_id = ${HOSTS[0]} and sequence = (select file_sequence from hosts where id = ${HOSTS[0]})`.execute(
      owner,
    );
    await portal.jobs.catchUp();
    const [late = ""] = await Promise.all(HOSTS.map(newest));
    assert.notEqual(late, anew[0]);
    assert.equal(await program.read(late), "ok");
    const { items } = await list();
    assert.deepEqual(
      items
        .filter(({ hosts }: { hosts: number }) => hosts > 0)
        .map(({ id, hosts }: { id: string; hosts: number }) => [id, hosts]),
      [[portal.licenseSigning.keyId, 2]],
    );
    const { items: told } = (
      await carnet.as("hana@aoba.example", { url: `/v1/sites/${CAST.aoba}/history` })
    ).json();
    const resigned = told.filter(({ name }: { name: string }) => name === "license-file.resigned");
    assert.equal(resigned.length, 3);
    // The administrators of the Key Center are asked to install the files: one mail each, not one a host.
    const { rows: mails } = await sql<{ toAddress: string }>`
      select to_address from mails where template = 'license-file.resigned' order by 1`.execute(owner);
    assert.deepEqual(
      mails.map(({ toAddress }) => toAddress),
      ["hana@aoba.example"],
    );
  });

  test("5: a compromise is never lifted, and whoever has the machine needs no second person", async () => {
    const again = await carnet.as(OTTO, {
      method: "POST",
      url: `/v1/signing-keys/${compromised}/compromise`,
      payload: { reason: "again" },
    });
    assert.equal(again.json().code, "signing_key_compromised");
    const bearer = await addApiKey(owner, "signing-key.manage");
    const before = portal.licenseSigning.keyId;
    const done = await carnet.app.inject({
      method: "POST",
      url: `/v1/signing-keys/${before}/compromise`,
      headers: { authorization: `Bearer ${bearer}` },
      payload: { reason: "at night" },
    });
    assert.deepEqual([done.statusCode, done.json().path, done.json().state], [201, "command", "done"]);
    assert.notEqual(portal.licenseSigning.keyId, before);
    assert.ok(existsSync(join(portal.licenseSigning.folder, `${portal.licenseSigning.keyId}.pem`)));
    const forged = {
      fileId: "lfile_x",
      sequence: 9,
      siteNumber: "007001234",
      host: { kind: "any", value: "", name: "x" } as const,
      issuedAt: "2010-03-01T03:00:00Z",
      keys: [],
    };
    assert.equal(await program.loadKeys(carnet), "ok");
    assert.equal(await program.read(signLicense(portal.licenseSigning, forged).text), "ok");
  });
});
