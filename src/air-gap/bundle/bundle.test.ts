/** The offline bundle: unpacked and checked as on the machine, good as it is and bad with one bit changed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { addFile } from "../../../test/releases.ts";
import { unzip } from "../../../test/unzip.ts";

let stage: KeyStage;
let hostId: string;
const folder = mkdtempSync(join(tmpdir(), "carnet-bundle-"));
const HOST = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "plant 01" };
const SOFTWARE = Buffer.alloc(3_000_000, "DOORS");

before(async () => {
  stage = await keyStage();
  await addFile(stage.portal, { product: "doors", version: "9.2", name: "doors.tar.gz", content: SOFTWARE });
  await addFile(stage.portal, {
    product: "doors",
    version: "9.2",
    platform: "windows",
    name: "doors setup.exe",
  });
  await stage.portal.portal.jobs.catchUp();
  hostId = (await stage.get({ quantity: 1, host: HOST })).json().key.host.id;
});
after(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const take = (query = "", email = HANA) =>
  stage.as(email, {
    url: `/v1/sites/${CAST.aoba}/air-gap/bundle.zip?hostId=${hostId}&product=doors&version=9.2${query}`,
  });

/** As the machine does it; the archive's own folder. */
function unpacked(zip: Buffer, name: string): string {
  const at = join(folder, name);
  for (const [path, bytes] of unzip(zip)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), bytes);
  }
  return at;
}

const verify = (at: string) => spawnSync("sh", [join(at, "verify.sh")], { encoding: "utf8" });

describe("issue 5 point 9: the offline bundle", () => {
  test("unpacked, verify.sh says good; it holds software, license file, keys, sums, scripts and four READMEs", async () => {
    const reply = await take();
    assert.equal(reply.statusCode, 200, reply.body.slice(0, 300));
    assert.equal(reply.headers["content-disposition"], 'attachment; filename="doors-9.2-plant 01.zip"');
    const at = unpacked(reply.rawPayload, "good");
    const sums = readFileSync(join(at, "SHA256SUMS"), "utf8");
    for (const path of [
      "software/linux-x86_64/doors.tar.gz",
      "software/windows/doors setup.exe",
      "license/license-plant-01-1.lic",
      "verify.sh",
      "verify.ps1",
      "README.ja.txt",
    ])
      assert.ok(sums.includes(`  ${path}\n`), path);
    assert.deepEqual(readFileSync(join(at, "software/linux-x86_64/doors.tar.gz")), SOFTWARE);
    const { status, stdout } = verify(at);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^good: /);
    assert.match(readFileSync(join(at, "README.zh-TW.txt"), "utf8"), /verify\.sh/);
  });

  test("with one bit changed in the software, the sums, the signature or the license, it says bad", async () => {
    const zip = (await take()).rawPayload;
    for (const path of [
      "software/linux-x86_64/doors.tar.gz",
      "SHA256SUMS",
      "SHA256SUMS.sig",
      "license/license-plant-01-1.lic",
    ]) {
      const at = unpacked(zip, `bad-${path.replaceAll("/", "-")}`);
      const bytes = readFileSync(join(at, path));
      const place = Math.floor(bytes.length / 2);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(join(at, path), bytes);
      const { status, stdout } = verify(at);
      assert.equal(status, 1, path);
      assert.match(stdout, /bad: /, path);
    }
  });

  test("each file is a download like any other: in the site's history, and counted to its last byte", async () => {
    const { rows } = await sql<{ name: string; count: number }>`
      select name, count(*)::int as count from events
       where site_id = ${CAST.aoba} and name in ('download.started', 'download.completed', 'air-gap.bundled')
       group by name order by name`.execute(stage.portal.owner);
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["air-gap.bundled", "download.completed", "download.started"],
    );
    assert.equal(rows[1]?.count, rows[2]?.count);
  });

  test("one platform alone; no key of the product, no such version, no right to download: refused before a byte", async () => {
    const windows = unpacked((await take("&platform=windows")).rawPayload, "windows");
    assert.ok(!readFileSync(join(windows, "SHA256SUMS"), "utf8").includes("linux"));
    assert.equal(verify(windows).status, 0);
    assert.equal((await take("&platform=vms")).json().reason, "no_software");
    const other = (await stage.get({ quantity: 1, host: { kind: "hostname", value: "b.example" } })).json()
      .key;
    await stage.giveBack(other.id);
    const url = `/v1/sites/${CAST.aoba}/air-gap/bundle.zip?hostId=${other.host.id}&product=doors&version=9.2`;
    assert.equal((await stage.as(HANA, { url })).json().reason, "no_file");
    stage.portal.clock.set("2010-04-01T00:00:00Z");
    stage.portal.signOut();
    const lapsed = await take();
    assert.deepEqual([lapsed.statusCode, lapsed.json().code], [403, "no_active_subscription"]);
    assert.equal((await take("", "mio@aoba.example")).statusCode, 403);
  });
});
