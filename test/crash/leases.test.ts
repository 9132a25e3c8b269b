/** BAR case 10: a portal that is killed between the seat and the lease leaves as many of the one as of the other. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { countSeats, drawn, type LicensingStage, licensingStage, machine } from "../licensing.ts";

const KILLS = 4;
const SEATS = 300;
let stage: LicensingStage;
before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

test(`BAR case 10 killed ${KILLS} times while seats are lent: seats out = live leases, what was answered is there, nobody repairs anything`, async () => {
  const key = await stage.key({ quantity: SEATS });
  const heard = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const env = {
      ...process.env,
      CARNET_DATA: stage.portal.portal.config.dataFolder, // with the keys that sign
      LENDER_DATABASE: JSON.stringify(stage.portal.database.connection),
      LENDER_KEY: key.secret,
      LENDER_ROUND: String(kill),
    };
    const lender = fork("test/crash/lender.ts", {
      execArgv: ["--import", "tsx"],
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    lender.on("message", (id) => heard.add(String(id)));
    await Promise.race([
      once(lender, "message"),
      once(lender, "exit").then(() => assert.fail("it died by itself")),
    ]);
    await sleep(41 + 67 * kill);
    lender.kill("SIGKILL");
    await once(lender, "exit");
    const { used, held } = await countSeats(stage.portal, key.id);
    assert.equal(used, held);
    assert.ok(used <= SEATS);
  }
  const { rows } = await sql<{ id: string }>`select id from leases`.execute(stage.portal.owner);
  const there = new Set(rows.map(({ id }) => id));
  assert.deepEqual(
    [...heard].filter((id) => !there.has(id)),
    [],
  );
  assert.ok(heard.size > KILLS, `${heard.size} seats were lent`);
  stage.at("2010-03-01T03:02:00Z"); // what the dead ones held has run out
  const asked = { key: key.secret, machine: machine(77), nonce: drawn(1), attempt: drawn(1) };
  assert.equal((await stage.checkOut(asked)).statusCode, 201);
  assert.deepEqual(await countSeats(stage.portal, key.id), { used: 1, held: 1 });
});
