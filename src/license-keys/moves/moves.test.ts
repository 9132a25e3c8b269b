/** Keys of several products move from host to host in one step, whole or not at all. Source: BR-100, P-07, DOMAIN §3.22.4. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts, KEY_LINES } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { unzip } from "../../../test/unzip.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearKeys(stage.portal);
  await sql`delete from key_schemes`.execute(stage.portal.owner);
  stage.portal.clock.set("2010-03-01T03:00:00Z");
});

const OLD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "旧サーバー app01" };
const NEW = { kind: "ethernet", value: "00:1B:44:11:3A:B8", name: "app02" };
const SITE = `/v1/sites/${CAST.aoba}`;
const MOVES = `${SITE}/license-keys/moves`;

const move = (payload: object, query = "", email = HANA) =>
  stage.as(email, { method: "POST", url: `${MOVES}${query}`, payload });
const undo = (id: string, email = HANA) =>
  stage.as(email, { method: "POST", url: `${MOVES}/${id}/undo`, payload: {} });

/** 6 DOORS, 5 ClearQuest and 4 Change on the old host. */
async function furnish(): Promise<{ hostId: string; keys: string[] }> {
  const replies = [
    await stage.get({ quantity: 6, host: OLD }),
    await stage.get({ lineId: KEY_LINES.quest, quantity: 5, host: OLD, lock: "floating" }),
    await stage.get({ lineId: KEY_LINES.change, quantity: 4, host: OLD }),
  ];
  const keys = replies.map((reply) => reply.json().key);
  return { hostId: keys[0].host.id, keys: keys.map(({ id }) => id) };
}

const held = (text: string) => {
  const read = readLicenseFile(stage.portal.portal.licenseSigning, text);
  assert.ok(read);
  return read.keys.map(({ productName, quantity, coveredThrough, version, lock }) => ({
    ...{ productName, quantity, coveredThrough, version, lock },
  }));
};
const HELD = [
  {
    productName: "Rational Change",
    quantity: 4,
    coveredThrough: "2010-07-31",
    version: "7.1",
    lock: "node-locked",
  },
  {
    productName: "Rational ClearQuest",
    quantity: 5,
    coveredThrough: "2010-07-31",
    version: null,
    lock: "floating",
  },
  {
    productName: "Rational DOORS",
    quantity: 6,
    coveredThrough: "2010-03-31",
    version: null,
    lock: "node-locked",
  },
];

async function traces() {
  const { rows } = await sql<{ all: string }>`
    select (select count(*) from license_keys) || ' ' || (select count(*) from license_files) || ' ' ||
           (select count(*) from hosts) || ' ' || (select count(*) from license_revocations) || ' ' ||
           (select count(*) from events where name like 'license%') || ' ' || (select sum(issued) from key_pools) as all`.execute(
    stage.portal.owner,
  );
  return rows[0]?.all;
}

describe("BR-100 P-07 a move of everything on a host", () => {
  test("is previewed without a trace, then done: three products, two files, one event, the same pools", async () => {
    const { hostId, keys } = await furnish();
    const before = await traces();
    const preview = await move({ from: hostId, to: NEW }, "?preview=true");
    assert.equal(preview.statusCode, 200, preview.body);
    const seen = preview.json();
    assert.deepEqual([seen.id, seen.isNewHost, seen.refused, seen.archive], [null, true, [], null]);
    assert.deepEqual(
      [seen.from[0].before, seen.from[0].after, seen.to.before, seen.to.after].map((side) => side.length),
      [3, 0, 0, 3],
    );
    assert.equal(seen.to.file, null);
    assert.equal(await traces(), before);

    const reply = await move({ from: hostId, to: NEW });
    assert.equal(reply.statusCode, 201, reply.body);
    const done = reply.json();
    assert.equal(reply.headers["location"], `${MOVES}/${done.id}`);
    assert.deepEqual([held(done.from[0].file.text), held(done.to.file.text)], [[], HELD]);
    assert.equal(done.from[0].file.sequence, 4);
    assert.equal(done.undoUntil, "2010-03-02T03:00:00.000Z");
    const { rows } = await sql`
      select state, ended_because, count(*)::int from license_keys group by 1, 2 order by 1`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows, [
      { state: "issued", endedBecause: null, count: 3 },
      { state: "returned", endedBecause: "moved", count: 3 },
    ]);
    assert.deepEqual(await stage.uneven(), []);
    assert.equal((await stage.pool()).issued, 6);
    const revoked = await sql`select license_key_id from license_revocations order by 1`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(
      revoked.rows.map((row) => Object.values(row as object)[0]),
      keys.toSorted(),
    );
    const events =
      await sql`select facts from events where name = 'license-key.moved' and facts ->> 'moveId' = ${done.id}`.execute(
        stage.portal.owner,
      );
    assert.equal(events.rows.length, 1);
    for (const id of [keys[0], done.moved[0].newKeyId]) {
      const history = (await stage.as(HANA, { url: `${SITE}/license-keys/${id}/history` })).json();
      assert.equal(history.items[0].name, "license-key.moved");
    }
  });

  test("brings both files in one archive, with a README in the person's language", async () => {
    const { hostId } = await furnish();
    const { id, archive, from, to } = (await move({ from: hostId, to: NEW })).json();
    const reply = await stage.as(HANA, { url: archive });
    assert.equal(reply.headers["content-type"], "application/zip");
    assert.match(String(reply.headers["content-disposition"]), new RegExp(`license-files-${id}\\.zip`));
    const files = unzip(reply.rawPayload);
    const lic = (name: string, sequence: number) => `license-${name}-${sequence}.lic`;
    assert.deepEqual(
      [...files.keys()],
      ["README.txt", `1-app01/${lic("app01", 4)}`, `2-app02/${lic("app02", 1)}`],
    );
    assert.deepEqual(
      [String(files.get("1-app01/license-app01-4.lic")), String(files.get("2-app02/license-app02-1.lic"))],
      [from[0].file.text, to.file.text],
    );
    const readme = String(files.get("README.txt"));
    assert.match(
      readme,
      /^\ufeffサイト 007001234 [\s\S]*旧サーバー app01[\s\S]*キーが残っていません[\s\S]*app02[\s\S]*6 × Rational DOORS/,
    );
    const english = await stage.as(HANA, { url: archive, headers: { "accept-language": "en" } });
    assert.equal(english.statusCode, 200);
  });

  test("is refused whole when one product may not go to that kind of host; the preview names it and what is offered", async () => {
    const { hostId, keys } = await furnish();
    await sql`insert into key_schemes (product_code, host_kinds, changed_at, changed_by)
              values ('quest', '{ethernet,tpm}', '2010-01-01', 'test')`.execute(stage.portal.owner);
    const to = { kind: "hostname", value: "app02.aoba.example" };
    const seen = (await move({ from: hostId, to }, "?preview=true")).json();
    assert.deepEqual(seen.refused, [
      {
        keyId: keys[1],
        productName: "Rational ClearQuest",
        quantity: 5,
        reason: "host_kind_not_offered",
        offered: ["ethernet", "tpm"],
      },
    ]);
    assert.equal(seen.moved.length, 2);
    const before = await traces();
    const refused = await move({ from: hostId, to });
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "move_refused"]);
    assert.match(refused.json().title, /ClearQuest/);
    assert.equal(await traces(), before);
    const others = await move({ keys: [keys[0], keys[2]], to });
    assert.equal(others.statusCode, 201, others.body);
  });
});

describe("a move of a part", () => {
  test("leaves the rest on the old host as a key of its own, even of a line that the vendor has lowered", async () => {
    const { hostId, keys } = await furnish();
    await sql`update entitlement_lines set quantity = 4 where id = ${CAST.aobaDoors}`.execute(
      stage.portal.owner,
    );
    const [doors = ""] = keys;
    const { from, to, moved, id } = (
      await move({ keys: [doors], to: NEW, quantities: { [doors]: 2 } })
    ).json();
    assert.deepEqual([moved[0].quantity, moved[0].kept], [2, 4]);
    const doorsIn = (text: string) =>
      held(text).find(({ productName }) => productName === "Rational DOORS")?.quantity;
    assert.deepEqual([doorsIn(from[0].file.text), doorsIn(to.file.text)], [4, 2]);
    assert.deepEqual(await stage.uneven(), []);
    assert.equal((await stage.pool()).excess, 2);
    assert.equal((await undo(id)).statusCode, 200);
    const back = await stage.as(HANA, { url: `${SITE}/hosts/${hostId}/license-file` });
    assert.deepEqual(held(back.body), HELD);
    await sql`update entitlement_lines set quantity = 10 where id = ${CAST.aobaDoors}`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(await stage.uneven(), []);
  });

  test("of more than a key has, of keys that are over, of no key, to where they are: each with its reason", async () => {
    const { hostId, keys } = await furnish();
    const [doors = "", quest = ""] = keys;
    const more = await move({ keys: [doors], to: NEW, quantities: { [doors]: 7 } }, "?preview=true");
    assert.equal(more.json().refused[0].reason, "quantity_exceeds_key");
    const here = await move({ keys: [doors], to: { hostId } }, "?preview=true");
    assert.equal(here.json().refused[0].reason, "already_there");
    await stage.giveBack(quest);
    assert.equal((await move({ keys: [quest], to: NEW })).json().code, "license_key_over");
    assert.equal((await move({ keys: ["key_none"], to: NEW })).statusCode, 404);
    assert.equal((await move({ from: "host_none", to: NEW })).statusCode, 404);
    const wrong = await move({ keys: [doors], to: { kind: "ethernet", value: "00:1b" } });
    assert.deepEqual(wrong.json().fields, { "to.value": ["ethernet_needs_12_hex"] });
    assert.equal((await move({ from: hostId, keys, to: NEW })).statusCode, 400);
    assert.equal((await move({ to: NEW })).statusCode, 400);
    const online = (await stage.get({ quantity: 1, delivery: "online" })).json();
    const cannot = await move({ keys: [online.key.id], to: NEW }, "?preview=true");
    assert.equal(cannot.json().refused[0].reason, "online_key");
  });
});
