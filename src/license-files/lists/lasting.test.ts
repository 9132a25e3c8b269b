/** How many of the published lists stay: each is as long as all that it names. Source: BAR row 11. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { testPortal } from "../../../test/portal.ts";

const carnet = await testPortal();
after(() => carnet.close());
const { owner } = carnet;

test("of hundreds of lists the last hundred stay, and the newest is loaded", async () => {
  const URL = "/v1/licensing/revocations";
  const { sequence: first } = (await carnet.as(undefined, { url: URL })).json();
  await sql`
    do $$ begin
      for each in 1 .. 250 loop
        update license_list_heads set sequence = sequence + 1 where kind = 'revocations';
        insert into license_lists (kind, sequence, key_id, issued_at, next_by, content, text)
        select 'revocations', head.sequence, key.id, '2010-03-01', '2010-03-31', each, 'list ' || each
          from license_list_heads head, license_signing_keys key
         where head.kind = 'revocations' and key.state = 'current';
      end loop;
    end $$`.execute(owner);
  const { rows } = await sql<{ many: number; least: number }>`
    select count(*)::int as many, min(sequence) as least from license_lists where kind = 'revocations'`.execute(
    owner,
  );
  assert.deepEqual(rows, [{ many: 100, least: first + 151 }]);
  assert.equal((await carnet.as(undefined, { url: URL })).json().list, "list 250");
  const keys = (await carnet.as(undefined, { url: "/v1/licensing/public-keys" })).json();
  assert.equal(keys.lists.length, 1, "lists of keys are numbered by themselves");
});
