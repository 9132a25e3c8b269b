import assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { sql } from "kysely";
import { testPortal } from "../../../test/portal.ts";
import { addFile, putFile } from "../../../test/releases.ts";
import { systemContext } from "../../platform/context.ts";
import { openBlobStore } from "../../platform/files/blob-store.ts";
import { hashOf, newApiKey } from "../../platform/tokens.ts";
import { sweepFiles, takeInFiles } from "./operations.ts";
import { statementOf } from "./rules.ts";

const carnet = await testPortal();
after(() => carnet.close());
const { portal, owner } = carnet;
const blobs = openBlobStore(portal.config.filesFolder);
const key = await makeKey(["file.write"]);

describe("taking in a file that the feed named", () => {
  test("makes it available, signed, under its hash", async () => {
    const file = await addFile(carnet, { name: "was-7.0.tar.gz", content: "bytes", language: "ja" });
    await takeIn();
    const row = await rowOf(file.id);
    assert.equal(row.state, "available");
    assert.equal(await blobs.sizeOf(file.sha256), 5);
    const release = { productCode: "was", version: "7.0", platform: "linux-x86_64", language: "ja" };
    const statement = statementOf({ ...file, ...release });
    const pem = await carnet.as(undefined, { url: `/v1/release-keys/${row.keyId}` });
    assert.equal(pem.headers["content-type"], "application/x-pem-file");
    assert.ok(verify(null, Buffer.from(statement), pem.body, row.signature));
    assert.deepEqual(await eventsOf(file.sha256), ["release-file.released"]);
  });

  test("leaves it awaited as long as it is not there, and takes it in once it is", async () => {
    const file = await addFile(carnet, { name: "late.bin", content: "late", isThere: false });
    await takeIn();
    assert.equal((await rowOf(file.id)).state, "awaited");
    putFile(carnet, "late.bin", "late");
    await portal.jobs.catchUp();
    assert.equal((await rowOf(file.id)).state, "available");
  });

  test("needs no copy of a content that is stored already", async () => {
    await addFile(carnet, { name: "first.bin", content: "shared" });
    const second = await addFile(carnet, { name: "second.bin", content: "shared", isThere: false });
    await takeIn();
    assert.equal((await rowOf(second.id)).state, "available");
  });

  const wrong: [reason: string, options: Parameters<typeof addFile>[1]][] = [
    ["size_mismatch", { content: "abc", announced: { sizeBytes: 4 } }],
    ["hash_mismatch", { content: "abc", announced: { sha256: "00".repeat(32) } }],
    ["url_not_allowed", { url: "../outside", isThere: false }],
    ["url_not_allowed", { url: "https://vendor.example/a.bin", isThere: false }],
    ["outside_root", { url: "file:///etc/hostname", isThere: false }],
    ["name_not_allowed", { name: "a/b", url: "fine.bin" }],
  ];
  for (const [reason, options = {}] of wrong) {
    test(`rejects it: ${reason} (${options.url ?? "wrong bytes"})`, async () => {
      const file = await addFile(carnet, options);
      await takeIn();
      assert.deepEqual(await rowOf(file.id), { state: "rejected", reason, keyId: null, signature: null });
      await takeIn();
      assert.deepEqual(await eventsOf(file.sha256, file.name), ["release-file.rejected"]);
    });
  }

  test("never follows a link out of the releases' root", async () => {
    symlinkSync(portal.config.dataFolder, join(portal.config.releasesRoot, "up"));
    const file = await addFile(carnet, { url: "up/secret", isThere: false });
    await takeIn();
    assert.equal((await rowOf(file.id)).reason, "outside_root");
  });

  test("changes nothing the second time, nor when four run at once", async () => {
    const file = await addFile(carnet, { name: "twice.bin" });
    await Promise.all([takeIn(), takeIn(), takeIn(), takeIn()]);
    await takeIn();
    assert.deepEqual(await eventsOf(file.sha256), ["release-file.released"]);
  });
});

describe("PUT /v1/release-files/{sha256}", () => {
  test("201 stores the content and releases each file that waited for it; 200 when it is there already", async () => {
    const one = await addFile(carnet, { name: "up-1.bin", content: "uploaded", url: null });
    const two = await addFile(carnet, { name: "up-2.bin", content: "uploaded", url: null });
    const first = await upload(one.sha256, "uploaded");
    assert.deepEqual([first.statusCode, first.json()], [201, { sha256: one.sha256, sizeBytes: 8, files: 2 }]);
    assert.deepEqual([(await rowOf(one.id)).state, (await rowOf(two.id)).state], ["available", "available"]);
    assert.equal((await upload(one.sha256, "uploaded")).statusCode, 200);
  });

  test("201 before the feed knows of it: the file is available once the feed names it", async () => {
    const sha256 = sha256Of("early");
    assert.equal((await upload(sha256, "early")).json().files, 0);
    const file = await addFile(carnet, { name: "early.bin", content: "early", url: null });
    await takeIn();
    assert.equal((await rowOf(file.id)).state, "available");
  });

  test("201 brings a file that was rejected, but not one that was withdrawn", async () => {
    const rejected = await addFile(carnet, { name: "r.bin", content: "right", url: null });
    const withdrawn = await addFile(carnet, { name: "w.bin", content: "right", url: null });
    await sql`update release_files set state = 'rejected', reason = 'hash_mismatch' where id = ${rejected.id}`.execute(
      owner,
    );
    await sql`update release_files set state = 'rejected', reason = 'withdrawn' where id = ${withdrawn.id}`.execute(
      owner,
    );
    assert.equal((await upload(rejected.sha256, "right")).json().files, 1);
    assert.equal((await rowOf(rejected.id)).state, "available");
    assert.equal((await rowOf(withdrawn.id)).state, "rejected");
  });

  test("201 for a content larger than any other body may be", async () => {
    const large = "x".repeat(3_000_000);
    const reply = await upload(sha256Of(large), large);
    assert.deepEqual([reply.statusCode, reply.json().sizeBytes], [201, 3_000_000]);
  });

  test("400 when the bytes are others, of whatever size: nothing is kept", async () => {
    const file = await addFile(carnet, { name: "m.bin", content: "expected", url: null });
    for (const bytes of ["Expected", "expected and more", ""]) {
      const reply = await upload(file.sha256, bytes);
      assert.deepEqual([reply.statusCode, reply.json().code], [400, "content_hash_mismatch"]);
    }
    assert.equal(await blobs.sizeOf(file.sha256), undefined);
    assert.equal((await rowOf(file.id)).state, "awaited");
    assert.deepEqual(readdirSync(join(portal.config.filesFolder, "incoming")), []);
  });

  test("400 for an address that is no SHA-256", async () => {
    for (const name of ["..%2f..%2fsecret", "A".repeat(64), "ab"]) {
      assert.equal((await upload(name, "x")).statusCode, 400, name);
    }
  });

  test("401 for a stranger, 403 for a key without the scope, 404 for a customer", async () => {
    const url = `/v1/release-files/${sha256Of("x")}`;
    const headers = { "content-type": "application/octet-stream" };
    assert.equal((await carnet.as(undefined, { method: "PUT", url, headers, payload: "x" })).statusCode, 401);
    assert.equal(
      (await upload(sha256Of("x"), "x", await makeKey(["feed.write"]))).json().code,
      "scope_required",
    );
    assert.equal(
      (await carnet.as("hana@aoba.example", { method: "PUT", url, headers, payload: "x" })).statusCode,
      404,
    );
    assert.equal(existsSync(join(portal.config.filesFolder, "sha256", sha256Of("x").slice(0, 2))), false);
  });

  test("415 for a body of another type, or none", async () => {
    const url = `/v1/release-files/${sha256Of("x")}`;
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    assert.equal((await carnet.app.inject({ method: "PUT", url, headers, payload: "{}" })).statusCode, 415);
    const { authorization } = headers;
    assert.equal(
      (await carnet.app.inject({ method: "PUT", url, headers: { authorization } })).statusCode,
      415,
    );
  });
});

test("404 for a release key that is not ours", async () => {
  const reply = await carnet.as(undefined, { url: "/v1/release-keys/0000000000000000" });
  assert.deepEqual([reply.statusCode, reply.json().code], [404, "release_key_not_found"]);
});

test("the sweep leaves stored contents alone", async () => {
  const file = await addFile(carnet, { name: "kept.bin" });
  await takeIn();
  await sweepFiles(systemContext(portal, "test"));
  assert.equal(await blobs.sizeOf(file.sha256), file.sizeBytes);
});

function takeIn() {
  return takeInFiles(systemContext(portal, "test"));
}

function upload(sha256: string, payload: string, bearer = key) {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/octet-stream" };
  return carnet.app.inject({ method: "PUT", url: `/v1/release-files/${sha256}`, headers, payload });
}

async function makeKey(scopes: string[]): Promise<string> {
  const secret = newApiKey();
  const id = `key_${sha256Of(secret).slice(0, 10)}`;
  await sql`
    insert into api_keys (id, name, secret_hash, scopes, created_at, created_by)
    values (${id}, 'test', ${hashOf(secret)}, ${scopes}::text[], '2010-01-01', 'test')`.execute(owner);
  return secret;
}

async function rowOf(id: string) {
  const { rows } = await sql<{ state: string; reason: string | null; keyId: string; signature: Buffer }>`
    select state, reason, key_id, signature from release_files where id = ${id}`.execute(owner);
  const [row] = rows;
  assert.ok(row);
  return row;
}

async function eventsOf(sha256: string, name?: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from events
     where facts ->> 'sha256' = ${sha256} and (${name ?? null}::text is null or facts ->> 'name' = ${name ?? null})
     order by position`.execute(owner);
  return rows.map((row) => row.name);
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
