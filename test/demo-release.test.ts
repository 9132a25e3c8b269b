/** The demo's release files: real archives, the same bytes on every machine. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { makeDemoReleases } from "../db/demo-release.ts";

const root = mkdtempSync(join(tmpdir(), "carnet-demo-release-"));
after(() => rmSync(root, { recursive: true, force: true }));
const releases = await makeDemoReleases(root);
const files = releases.flatMap((release) => release.files);

test("the large file is a whole archive, and the same as ever", () => {
  const large = files.find(({ sizeBytes }) => sizeBytes >= 50_000_000);
  assert.equal(large?.sha256, "2669a492c072520a6e029bfb6f7b443f05d6855838c670e27deaa2c149b742e2");
  assert.ok(gunzipSync(readFileSync(join(root, large.url))).length > 52_000_000);
});

test("every file lies below the root, with the size and the SHA-256 that the feed will announce", () => {
  for (const { url, sizeBytes, sha256 } of files) {
    const content = readFileSync(join(root, url));
    assert.deepEqual(
      [content.length, createHash("sha256").update(content).digest("hex")],
      [sizeBytes, sha256],
      url,
    );
  }
});

test("every release with a program has the large file; documentation comes in four languages", () => {
  const languages = new Set(
    releases.filter(({ platform }) => platform === "any").map(({ language }) => language),
  );
  assert.deepEqual([...languages].sort(), ["en", "ja", "ko", "zh-TW"]);
  for (const release of releases.filter(({ platform }) => platform === "linux-x86_64")) {
    assert.ok(release.files.some(({ sizeBytes }) => sizeBytes >= 50_000_000));
  }
});
