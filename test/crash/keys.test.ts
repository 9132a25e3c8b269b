/** Whoever is killed while he gets and returns keys leaves pools that say what their keys add up to. Source: BAR case 10. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { HANA, type KeyStage, keyStage } from "../keys.ts";

const KILLS = 6;

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());

/** Keys without their event, files out of step with their hosts, and the reverse: nothing of it. */
async function halves() {
  const { rows } = await sql<{ half: string }>`
    select 'key without event ' || key.id as half from license_keys key
     where not exists (select from license_key_events told where told.license_key_id = key.id)
     union all
    select 'host without its file ' || host.id from hosts host
     where file_sequence <> (select count(*) from license_files file where file.host_id = host.id)
     union all
    select 'returned but not listed ' || key.id from license_keys key
     where key.state = 'returned'
       and not exists (select from license_revocations gone where gone.license_key_id = key.id)
     union all
    select 'event without key ' || event.id from events event
     where event.name = 'license-key.issued'
       and not exists (select from license_keys key where key.id = event.facts ->> 'keyId')`.execute(
    stage.portal.owner,
  );
  return rows;
}

test(`BAR case 10: killed ${KILLS} times in the middle, the pool is the sum of its keys, and nobody repairs anything`, async () => {
  let heard = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const env = {
      ...process.env,
      CARNET_DATA: stage.portal.portal.config.dataFolder, // the folder of the signing keys

      GETTER_DATABASE: JSON.stringify(stage.portal.database.connection),
    };
    const getter = fork("test/crash/getter.ts", {
      execArgv: ["--import", "tsx"],
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    getter.on("message", () => {
      heard += 1;
    });
    await Promise.race([
      once(getter, "message"),
      once(getter, "exit").then(() => assert.fail("it did not start")),
    ]);
    await sleep(41 + 29 * kill);
    getter.kill("SIGKILL");
    await once(getter, "exit");
  }
  assert.ok(heard >= KILLS);
  assert.deepEqual(await stage.uneven(), []);
  assert.deepEqual(await halves(), []);
  const { issued } = await stage.pool();
  assert.ok(issued > 0 && issued <= 10, String(issued));
  const list = (await stage.as(HANA, { url: "/v1/sites/site_aoba/license-keys?limit=200" })).json();
  for (const { id } of list.items) assert.equal((await stage.giveBack(id)).statusCode, 200);
  assert.equal((await stage.pool()).available, 10);
});
