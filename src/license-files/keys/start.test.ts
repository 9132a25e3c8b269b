/** Where signing keys lie, and when a portal does not start. Source: BAR 50, ASVS 11.1.1, 13.3.4. */
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { pino } from "pino";
import { type TestDatabase, testDatabase } from "../../../test/database.ts";
import { fixedClock } from "../../platform/clock.ts";
import { readConfig } from "../../platform/config.ts";
import type { Portal } from "../../platform/context.ts";
import { openPortal } from "../../portal.ts";
import { abandonKey } from "../index.ts";

let database: TestDatabase;
const folders: string[] = [];
before(async () => {
  database = await testDatabase();
});
after(async () => {
  await database.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "carnet-keys-"));
  folders.push(folder);
  return folder;
}

async function start(
  dataFolder: string,
  on = database,
  before: (portal: Portal) => Promise<void> = async () => {},
) {
  const config = readConfig({ CARNET_DATA: dataFolder, CARNET_DEMO: "none" });
  const clock = fixedClock("2010-03-01T03:00:00Z");
  return openPortal(config, on.connection, { log: pino({ level: "silent" }), clock, before });
}

describe("a portal's start", () => {
  const folder = newFolder();
  const keysOf = (dataFolder: string) => readdirSync(join(dataFolder, "license-keys")).sort();
  const current = async () => {
    const { rows } = await sql<{ id: string }>`
      select id from license_signing_keys where state = 'current'`.execute(database.owner);
    return join(folder, "license-keys", `${rows[0]?.id}.pem`);
  };

  test("a fresh installation makes a key to sign with and the next one, mode 0600", async () => {
    const { portal, close } = await start(folder);
    assert.match(portal.licenseSigning.keyId, /^[0-9a-f]{16}$/);
    await close();
    const files = keysOf(folder);
    assert.equal(files.length, 2);
    for (const file of files) assert.equal(statSync(join(folder, "license-keys", file)).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, "license-keys")).mode & 0o777, 0o700);
  });

  test("a second process before the same database and folder uses the same keys", async () => {
    const [one, other] = await Promise.all([start(folder), start(folder)]);
    assert.equal(one.portal.licenseSigning.keyId, other.portal.licenseSigning.keyId);
    assert.equal(keysOf(folder).length, 2);
    await Promise.all([one.close(), other.close()]);
  });

  test("four that start at once on an empty database agree on one current and one next key", async () => {
    const empty = await testDatabase();
    const shared = newFolder();
    const opened = await Promise.all([1, 2, 3, 4].map(() => start(shared, empty)));
    assert.equal(new Set(opened.map(({ portal }) => portal.licenseSigning.keyId)).size, 1);
    assert.equal(keysOf(shared).length, 2);
    for (const { close } of opened) await close();
    await empty.close();
  });

  test("two installations share no key", async () => {
    const empty = await testDatabase();
    const other = newFolder();
    await (await start(other, empty)).close();
    assert.deepEqual(
      keysOf(other).filter((file) => keysOf(folder).includes(file)),
      [],
    );
    await empty.close();
  });

  test("refuses a current key that others may read, that is damaged, another's, or gone: the sentence says what to do", async () => {
    const file = await current();
    const pem = readFileSync(file, "utf8");
    chmodSync(file, 0o644);
    await assert.rejects(start(folder), /may be read by others: chmod 600/);
    chmodSync(file, 0o600);
    writeFileSync(file, pem.replace(/[A-Za-z]{4}/, "AAAA"));
    await assert.rejects(start(folder), /damaged or another key: put it back from a backup/);
    writeFileSync(
      file,
      readFileSync(join(folder, "license-keys", keysOf(folder).find((name) => !file.endsWith(name)) ?? "")),
    );
    await assert.rejects(start(folder), /damaged or another key/);
    rmSync(file);
    await assert.rejects(
      start(folder),
      /license files cannot be signed: .* is missing: put it back from a backup/,
    );
    writeFileSync(file, pem, { mode: 0o600 });
    await (await start(folder)).close();
  });

  test("carnet signing-key abandon: a key that is gone for good is retired, and the portal starts again", async () => {
    const file = await current();
    const lost = file.slice(-20, -4);
    await assert.rejects(
      start(folder, database, (portal) => abandonKey(portal, lost, "x")),
      /signing_key_in_place/,
    );
    rmSync(file);
    await assert.rejects(start(folder), /is missing/);
    const { portal, close } = await start(folder, database, (each) => abandonKey(each, lost, "disk died"));
    assert.notEqual(portal.licenseSigning.keyId, lost);
    assert.equal(keysOf(folder).length, 2);
    await close();
    await (await start(folder)).close();
  });

  test("no private key is in the database, in any table", async () => {
    const secrets = keysOf(folder).map((name) =>
      readFileSync(join(folder, "license-keys", name), "utf8")
        .split("\n")[1]
        ?.slice(-20),
    );
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'pgboss')`.execute(database.owner);
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`
        select coalesce(string_agg(t::text, ''), '') as text from ${sql.raw(name)} t`.execute(database.owner);
      for (const secret of secrets) assert.ok(!rows[0]?.text.includes(secret ?? "-"), name);
    }
  });

  test("the database lets a key go on only, and holds one current and one next", async () => {
    const move = (text: string) => sql.raw(text).execute(database.owner);
    await assert.rejects(
      move("update license_signing_keys set state = 'next', current_from = null where state = 'current'"),
      /never goes back/,
    );
    await assert.rejects(
      move(
        "update license_signing_keys set state = 'current', current_from = '2010-03-01' where state = 'next'",
      ),
      /license_signing_keys_one_current/,
    );
    await assert.rejects(
      move(
        "update license_signing_keys set public_key = decode(repeat('00', 32), 'hex') where state = 'next'",
      ),
      /never goes back/,
    );
    await assert.rejects(sql`delete from license_signing_keys`.execute(database.db), /permission denied/);
  });
});
