import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { openBlobStore } from "./blob-store.ts";

const folder = mkdtempSync(join(tmpdir(), "carnet-blobs-"));
const blobs = openBlobStore(folder);
const bytes = randomBytes(300_000);
const sha256 = hashOf(bytes);
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe("a content is kept", () => {
  test("under its hash, and read again from any place", async () => {
    const kept = await blobs.put(piecesOf(bytes), { sha256, sizeBytes: bytes.length });
    assert.deepEqual(kept, { ok: true, value: { sha256, sizeBytes: bytes.length, isNew: true } });
    const content = await blobs.open(sha256);
    const buffer = Buffer.alloc(1000);
    assert.equal(content?.sizeBytes, bytes.length);
    assert.equal(await content?.read(buffer, 299_500), 500);
    assert.deepEqual(buffer.subarray(0, 500), bytes.subarray(299_500));
    await content?.close();
    assert.deepEqual(leftovers(), []);
  });

  test("once, when it comes twice", async () => {
    await blobs.put(piecesOf(bytes), { sha256 });
    const again = await blobs.put(piecesOf(bytes), { sha256 });
    assert.ok(again.ok && !again.value.isNew);
  });

  test("whole, when ten come at once", async () => {
    const puts = await Promise.all(Array.from({ length: 10 }, () => blobs.put(piecesOf(bytes), { sha256 })));
    assert.ok(puts.every(({ ok }) => ok));
    assert.equal(await blobs.sizeOf(sha256), bytes.length);
    assert.deepEqual(leftovers(), []);
  });

  test("anew, when what lies there has another size", async () => {
    await blobs.put(piecesOf(bytes), { sha256 });
    const path = join(folder, "sha256", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    rmSync(path);
    writeFileSync(path, "torn");
    const kept = await blobs.put(piecesOf(bytes), { sha256, sizeBytes: bytes.length });
    assert.ok(kept.ok && kept.value.isNew);
    assert.equal(await blobs.sizeOf(sha256), bytes.length);
  });
});

describe("nothing is kept", () => {
  test("of other bytes than expected", async () => {
    const refused = await blobs.put(piecesOf(bytes), { sha256: hashOf(Buffer.from("other")) });
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.reason, "hash_mismatch");
    assert.equal(refused.refusal.sha256, sha256);
    nothingKept();
  });

  test("of more or fewer bytes than expected", async () => {
    for (const sizeBytes of [bytes.length - 1, bytes.length + 1]) {
      const refused = await blobs.put(piecesOf(bytes), { sha256, sizeBytes });
      assert.equal(refused.ok ? "kept" : refused.refusal.reason, "size_mismatch");
    }
    nothingKept();
  });

  test("when the sender breaks off", async () => {
    const broken = async function* () {
      yield bytes.subarray(0, 100_000);
      throw new Error("gone");
    };
    await assert.rejects(blobs.put(broken(), { sha256 }), /gone/);
    nothingKept();
  });

  test("when the disk is full: a 503 says so", () => {
    const script = `
      import { openBlobStore } from ${JSON.stringify(import.meta.resolve("./blob-store.ts"))};
      const bytes = (async function* () { for (let i = 0; i < 40; i++) yield Buffer.alloc(100_000, i); })();
      await openBlobStore(${JSON.stringify(folder)}).put(bytes, { sha256: "${"0".repeat(64)}" })
        .catch(({ status, code }) => console.log(status, code));`;
    // No file may grow beyond a megabyte: the system refuses to write as it does on a full disk.
    const limited = [
      "-c",
      'ulimit -f 1000; exec "$@"',
      "sh",
      process.execPath,
      "--import",
      import.meta.resolve("tsx"),
    ];
    const run = spawnSync("bash", [...limited, "--input-type=module", "-e", script], { encoding: "utf8" });
    assert.equal(run.stdout, "503 storage_full\n", run.stderr);
    nothingKept();
  });

  test("under a name that is no hash", async () => {
    for (const name of ["../../etc/passwd", "", "A".repeat(64), `${"a".repeat(63)}/`]) {
      await assert.rejects(blobs.open(name), RangeError);
    }
  });
});

test("what broken-off puts left behind goes after a day, what is under way stays", async () => {
  mkdirSync(join(folder, "incoming"));
  for (const [name, hours] of [
    ["old", 25],
    ["young", 23],
  ] as const) {
    writeFileSync(join(folder, "incoming", name), "x");
    const at = new Date(Date.now() - hours * 3_600_000);
    utimesSync(join(folder, "incoming", name), at, at);
  }
  assert.equal(await blobs.sweep(new Date(Date.now() - 24 * 3_600_000)), 1);
  assert.deepEqual(leftovers(), ["young"]);
});

test("an absent content is undefined", async () => {
  assert.equal(await blobs.sizeOf(sha256), undefined);
  assert.equal(await blobs.open(sha256), undefined);
  assert.equal(await blobs.sweep(new Date()), 0);
});

function nothingKept() {
  assert.deepEqual(leftovers(), []);
  assert.equal(existsSync(join(folder, "sha256")), false);
}

function leftovers(): string[] {
  return existsSync(join(folder, "incoming")) ? readdirSync(join(folder, "incoming")) : [];
}

async function* piecesOf(content: Buffer) {
  for (let place = 0; place < content.length; place += 65_536) yield content.subarray(place, place + 65_536);
}

function hashOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
