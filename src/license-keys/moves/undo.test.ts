/** Moves are undone within a day, one of two at once wins, and whatever people do the files say what is in force. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts, KEY_LINES } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearKeys(stage.portal);
  arriveAt("2010-03-01T03:00:00Z");
});

/** Sessions do not outlive such a step. */
function arriveAt(instant: string): void {
  stage.portal.clock.set(instant);
  stage.portal.signOut();
}

const OLD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };
const NEW = { kind: "disk", value: "8A3F-09C2", name: "app02" };
const THIRD = { kind: "hostname", value: "app03.aoba.example", name: "app03" };
const SITE = `/v1/sites/${CAST.aoba}`;
const MOVES = `${SITE}/license-keys/moves`;

const move = (payload: object) => stage.as(HANA, { method: "POST", url: MOVES, payload });
const undo = (id: string) => stage.as(HANA, { method: "POST", url: `${MOVES}/${id}/undo`, payload: {} });
const readMove = async (id: string) => (await stage.as(HANA, { url: `${MOVES}/${id}` })).json();

async function furnish(): Promise<{ hostId: string; keys: string[] }> {
  const doors = (await stage.get({ quantity: 6, host: OLD })).json();
  const quest = (await stage.get({ lineId: KEY_LINES.quest, quantity: 5, host: OLD })).json();
  return { hostId: doors.key.host.id, keys: [doors.key.id, quest.key.id] };
}

/** Every host's newest file, and the keys in force of that host: they are the same. */
async function checkFiles(): Promise<void> {
  const { rows } = await sql<{ text: string; keys: string[] }>`
    select distinct on (file.host_id) file.text,
           (select coalesce(array_agg(key.id || ' ' || key.quantity order by key.id), '{}')
              from license_keys key where key.host_id = file.host_id and key.state = 'issued') as keys
      from license_files file
     order by file.host_id, file.sequence desc`.execute(stage.portal.owner);
  for (const { text, keys } of rows) {
    const read = readLicenseFile(stage.portal.portal.licenseSigning, text);
    assert.deepEqual(read?.keys.map(({ id, quantity }) => `${id} ${quantity}`).toSorted(), keys);
  }
  assert.deepEqual(await stage.uneven(), []);
}

describe("undo", () => {
  test("is the exact inverse within 24 hours, by new keys; a second undo says that it is done", async () => {
    const { hostId, keys } = await furnish();
    const before = (await stage.as(HANA, { url: `${SITE}/hosts/${hostId}` })).json();
    const { id } = (await move({ from: hostId, to: NEW })).json();
    assert.equal((await readMove(id)).canUndo, true);
    arriveAt("2010-03-02T02:59:59Z");
    const reply = await undo(id);
    assert.equal(reply.statusCode, 200, reply.body);
    const { hosts } = reply.json();
    assert.deepEqual([hosts[0].after.length, hosts[1].after.length], [2, 0]);
    const then = (await stage.as(HANA, { url: `${SITE}/hosts/${hostId}` })).json();
    type Key = { id: string; supersedes: string; productName: string; quantity: number; issuedBy: object };
    const facts = ({ productName, quantity, issuedBy }: Key) => ({ productName, quantity, issuedBy });
    assert.deepEqual(then.keys.map(facts), before.keys.map(facts));
    assert.ok(
      then.keys.every((key: Key) => !keys.includes(key.id)),
      "a key that has ended never comes back",
    );
    await checkFiles();
    const again = await undo(id);
    assert.deepEqual([again.statusCode, again.json().code], [409, "move_undone"]);
    const revoked = await sql`select from license_revocations`.execute(stage.portal.owner);
    assert.equal(revoked.rows.length, 4, "both generations may still be about");
  });

  test("is refused after 24 hours, and when a key was returned since; nothing changes then", async () => {
    const { hostId, keys } = await furnish();
    const first = (await move({ keys: [keys[0]], to: NEW })).json();
    const second = (await move({ keys: [keys[1]], to: NEW })).json();
    await stage.giveBack(second.moved[0].newKeyId, { quantity: 1 });
    const changed = await undo(second.id);
    assert.deepEqual([changed.statusCode, changed.json().code], [409, "move_changed"]);
    assert.match(changed.json().title, /ClearQuest/);
    assert.equal((await readMove(second.id)).obstacle, "move_changed");
    arriveAt("2010-03-02T03:00:00Z");
    const late = await undo(first.id);
    assert.deepEqual([late.statusCode, late.json().code], [409, "undo_too_late"]);
    assert.equal((await undo("move_none")).statusCode, 404);
    const held = (await stage.as(HANA, { url: `${SITE}/hosts/${hostId}` })).json();
    assert.deepEqual(held.keys, []);
    await checkFiles();
  });
});

describe("at once", () => {
  test("of twenty moves of the same keys to two hosts one wins, the others get 409 and nothing is half done", async () => {
    const { hostId } = await furnish();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => move({ from: hostId, to: n % 2 === 0 ? NEW : THIRD })),
    );
    assert.equal(replies.filter(({ statusCode }) => statusCode === 201).length, 1);
    const refused = replies.filter(({ statusCode }) => statusCode !== 201);
    assert.ok(refused.every(({ statusCode }) => statusCode === 409));
    assert.ok(refused.every((reply) => ["license_key_over", "nothing_to_move"].includes(reply.json().code)));
    await checkFiles();
    const moves = await sql`select from key_moves`.execute(stage.portal.owner);
    assert.equal(moves.rows.length, 1);
  });

  test("moves there and back between two hosts, undos and returns never wait for each other in a circle", async () => {
    const { keys } = await furnish();
    const others = (await stage.get({ lineId: KEY_LINES.change, quantity: 4, host: NEW })).json();
    const { id } = (await move({ keys: [keys[0]], to: NEW })).json();
    const replies = await Promise.all([
      undo(id),
      undo(id),
      move({ keys: [keys[1]], to: NEW }),
      move({ keys: [others.key.id], to: OLD }),
      stage.giveBack(keys[1] ?? "", { quantity: 2 }),
      stage.get({ quantity: 1, host: NEW }),
    ]);
    assert.ok(replies.every(({ statusCode }) => [200, 201, 409].includes(statusCode)));
    assert.equal(replies.slice(0, 2).filter(({ statusCode }) => statusCode === 200).length, 1);
    await checkFiles();
  });

  test("BAR 19: a request that comes twice with one Idempotency-Key moves once and answers the same", async () => {
    const { hostId } = await furnish();
    const request = {
      method: "POST" as const,
      url: MOVES,
      payload: { from: hostId, to: NEW },
      headers: { "idempotency-key": "m1" },
    };
    const [one, two] = [await stage.as(HANA, request), await stage.as(HANA, request)];
    assert.equal(one.statusCode, 201);
    assert.equal(one.body, two.body);
  });

  test("a failure at the very end of a move leaves everything as it was", async () => {
    const { hostId } = await furnish();
    await sql`create function fail_move() returns trigger language plpgsql as $$ begin raise exception 'cut'; end $$`.execute(
      stage.portal.owner,
    );
    await sql`create trigger fail_move before insert on events for each row
              when (new.name = 'license-key.moved') execute function fail_move()`.execute(stage.portal.owner);
    assert.equal((await move({ from: hostId, to: NEW })).statusCode, 500);
    await sql`drop trigger fail_move on events`.execute(stage.portal.owner);
    const held = (await stage.as(HANA, { url: `${SITE}/hosts/${hostId}` })).json();
    assert.equal(held.keys.length, 2);
    const { rows } = await sql`select from hosts`.execute(stage.portal.owner);
    assert.equal(rows.length, 1);
    await checkFiles();
    assert.equal((await move({ from: hostId, to: NEW })).statusCode, 201);
  });
});

test("whatever is moved, in part, back and undone: pools keep their sums and every file equals the keys in force", async () => {
  const seed = Number(process.env["SEED"] ?? 20100301);
  console.log(`seed ${seed}`);
  const step = fc.record({
    what: fc.constantFrom("move", "move", "host", "undo"),
    key: fc.nat(9),
    part: fc.integer({ min: 1, max: 6 }),
    to: fc.constantFrom(OLD, NEW, THIRD),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await clearKeys(stage.portal);
      await furnish();
      const moves: string[] = [];
      for (const { what, key, part, to } of steps) {
        const { items } = (await stage.as(HANA, { url: `${SITE}/license-keys` })).json();
        const chosen = items[key % items.length];
        const quantities = { [chosen.id]: Math.min(part, chosen.quantity) };
        if (what === "undo") await undo(moves.at(-1) ?? "move_none");
        else {
          const asked = what === "host" ? { from: chosen.host.id } : { keys: [chosen.id], quantities };
          const reply = await move({ ...asked, to });
          assert.ok([201, 409].includes(reply.statusCode), reply.body);
          if (reply.statusCode === 201) moves.push(reply.json().id);
        }
        await checkFiles();
        assert.deepEqual([(await stage.pool()).issued, (await stage.pool(KEY_LINES.quest)).issued], [6, 5]);
      }
    }),
    { seed, numRuns: 12 },
  );
});
