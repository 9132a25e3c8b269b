/** The two locks on which no over-issue and no lost return depend, each shown with the other one waiting. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { consentBoth, type TransferStage, transferStage } from "../../test/transfers.ts";

let stage: TransferStage;
before(async () => {
  stage = await transferStage();
});
after(() => stage.close());

/** A promise and what settles it. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const keyOf = async (name: string) => {
  const got = await stage.get({ quantity: 1, host: { kind: "hostname", value: name, name } });
  assert.equal(got.statusCode, 201, got.body);
  return (got.json().key?.id ?? got.json().id) as string;
};

describe("behind the locks", () => {
  test("whoever is getting a key holds up the execution, which then finds it out", async () => {
    await stage.giveBack(await keyOf("first"));
    const { id } = (await stage.ask()).json();
    await consentBoth(stage, id);
    const took = gate();
    const leave = gate();
    const getting = stage.portal.owner.transaction().execute(async (query) => {
      await sql`update key_pools set issued = issued + 1 where line_id = ${CAST.aobaDoors}`.execute(query);
      await sql`insert into license_keys (id, site_id, line_id, order_number, part_number, product_code, product_name,
                  delivery, host_id, lock, scheme, covered_through, quantity, issued_at, issued_by)
                select 'key_held', site_id, line_id, order_number, part_number, product_code, product_name, delivery,
                       host_id, lock, scheme, covered_through, 1, issued_at, issued_by
                  from license_keys limit 1`.execute(query);
      took.open();
      await leave.opened;
    });
    await took.opened;
    const executing = stage.desk(id, "execution");
    await sleep(700);
    leave.open();
    await getting;
    const reply = await executing;
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "transfer_keys_out"]);
    assert.equal((await stage.read(id)).state, "blocked");
    await stage.giveBack("key_held");
    assert.equal((await stage.read(id)).state, "ready");
    await stage.post("hana@aoba.example", `/v1/sites/${CAST.aoba}/transfers/${id}/cancellation`);
  });

  test("of two who end the last two keys at once, the second sees both ended", async () => {
    const keys = [await keyOf("one"), await keyOf("two")];
    const { id } = (await stage.ask()).json();
    const end = (key: string | undefined, looked: () => void, until: Promise<void>) =>
      stage.portal.owner.transaction().execute(async (query) => {
        await sql`update license_keys set state = 'returned', ended_at = issued_at, ended_by = 'test'
                   where id = ${key}`.execute(query);
        await sql`set constraints all immediate`.execute(query); // as a commit does
        looked();
        await until;
      });
    const [first, second] = [gate(), gate()];
    const leave = gate();
    const one = end(keys[0], first.open, leave.opened);
    await first.opened;
    const two = end(keys[1], second.open, leave.opened);
    await Promise.race([second.opened, sleep(700)]);
    leave.open();
    await Promise.all([one, two]);
    assert.equal((await stage.read(id)).state, "ready");
  });
});
