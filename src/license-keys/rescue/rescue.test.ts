/** Emergency keys: at any hour, for 72 hours, so many a year, with everybody told. Source: issue 5 point 8. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts, KEY_LINES } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { clearRescues } from "../../../test/rescues.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearRescues(stage.portal);
  await clearKeys(stage.portal);
  stage.portal.clock.set(NOW);
  stage.portal.signOut();
});

const SITE = `/v1/sites/${CAST.aoba}`;
const NOW = "2010-03-01T03:00:00Z";
const DEAD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };
const NEW = { kind: "ethernet", value: "00:1B:44:11:3A:C8", name: "app02" };
const REASON = "power supply burnt";

async function dead(quantity = 6): Promise<{ hostId: string; keyId: string }> {
  const { key } = (await stage.get({ quantity, host: DEAD })).json();
  return { hostId: key.host.id, keyId: key.id };
}

async function rescue(payload: Record<string, unknown>, email = HANA) {
  const body = { host: NEW, reason: REASON, ...payload };
  return stage.portal.as(email, { method: "POST", url: `${SITE}/license-keys/rescues`, payload: body });
}

describe("issue 5 point 8: a host died, a member takes an emergency key himself", () => {
  test("as many as the dead host had, over and above the pool, in a file that ends 72 hours later to the second", async () => {
    const { hostId, keyId } = await dead(10);
    assert.equal((await stage.pool()).available, 0);
    const reply = await rescue({ hostId });
    assert.equal(reply.statusCode, 201, reply.body);
    const { rescue: taken, file, quotas } = reply.json();
    assert.equal(taken.expiresAt, "2010-03-04T03:00:00Z");
    assert.deepEqual(quotas, [
      { productCode: "doors", productName: "Rational DOORS", perYear: 3, used: 1, left: 2 },
    ]);
    const read = readLicenseFile(stage.portal.portal.licenseSigning, file.text);
    const [key] = read?.keys ?? [];
    assert.deepEqual(
      { kind: key?.kind, quantity: key?.quantity, expiresAt: key?.expiresAt },
      { kind: "emergency", quantity: 10, expiresAt: "2010-03-04T03:00:00Z" },
    );
    assert.equal((await stage.pool()).issued, 10);
    assert.deepEqual(await stage.uneven(), []);
    const old = (await stage.portal.as(HANA, { url: `${SITE}/license-keys/${keyId}` })).json();
    assert.equal(old.state, "issued");
  });

  test("any member may, at any hour: a user of the Key Center too; a member of the site who is in none is told who helps", async () => {
    const { hostId } = await dead();
    const mio = await rescue({ hostId }, "mio@aoba.example");
    assert.deepEqual([mio.statusCode, mio.json().code], [403, "key_membership_required"]);
    const stranger = await rescue({ hostId }, "rei@elsewhere.example");
    assert.equal(stranger.statusCode, 404);
    await sql`insert into key_members (site_id, person_id, role, path, since, added_by)
              values (${CAST.aoba}, ${CAST.mio}, 'user', 'added', ${NOW}, ${CAST.hana}) on conflict do nothing`.execute(
      stage.portal.owner,
    );
    stage.portal.clock.set("2010-03-02T18:30:00Z");
    stage.portal.signOut();
    assert.equal((await rescue({ hostId }, "mio@aoba.example")).statusCode, 201);
    await sql`delete from key_members`.execute(stage.portal.owner);
  });

  test("key administrators and licence support are mailed at once, with who, what and why", async () => {
    const { hostId } = await dead();
    await rescue({ hostId });
    const told = await mailsOf("rescue.%");
    assert.deepEqual(
      told.map(({ template, toAddress }) => [template, toAddress]),
      [
        ["rescue.taken", "hana@aoba.example"],
        ["rescue.vendor", "license-support@vendor.example"],
      ],
    );
    const history = (await stage.portal.as(HANA, { url: `/sites/${CAST.aoba}/history` })).body;
    assert.match(history, /power supply burnt/);
  });

  test("quota: 30 at once take exactly the 3 places of the year; who comes late is told what to do", async () => {
    const { hostId } = await dead();
    const hosts = Array.from({ length: 30 }, (_, i) => ({
      kind: "hostname",
      value: `spare${i}.aoba.example`,
    }));
    const replies = await Promise.all(hosts.map((host) => rescue({ hostId, host })));
    const codes = replies.map(({ statusCode }) => statusCode);
    assert.equal(codes.filter((code) => code === 201).length, 3, codes.join());
    assert.equal(codes.filter((code) => code === 409).length, 27);
    const late = replies.find(({ statusCode }) => statusCode === 409)?.json();
    assert.deepEqual(
      { code: late.code, perYear: late.perYear, year: late.year, support: late.support },
      { code: "emergency_quota_used", perYear: 3, year: 2010, support: "license-support@vendor.example" },
    );
    assert.match(late.title, /license-support@vendor\.example.*1/);
    const { rows } = await sql<{ keys: number; open: number; places: number }>`
      select (select count(*)::int from license_keys where kind = 'emergency' and state = 'issued') as keys,
             (select count(*)::int from rescues where state = 'open') as open,
             (select count(*)::int from rescue_places) as places`.execute(stage.portal.owner);
    assert.deepEqual(rows[0], { keys: 1, open: 1, places: 3 });
  });

  test("the year is the site's: at 00:30 on 1 January in Tokyo there are three again", async () => {
    const { hostId } = await dead();
    stage.portal.clock.set("2010-12-31T14:59:00Z");
    stage.portal.signOut();
    for (let i = 0; i < 3; i++) assert.equal((await rescue({ hostId })).statusCode, 201);
    assert.equal((await rescue({ hostId })).json().year, 2010);
    stage.portal.clock.set("2010-12-31T15:30:00Z");
    stage.portal.signOut();
    const reply = await rescue({ hostId });
    assert.equal(reply.statusCode, 201, reply.body);
    assert.equal(reply.json().quotas[0].left, 2);
    stage.portal.signOut();
  });

  test("several products of a host: each takes a place, and one that is used up refuses all of it and names itself", async () => {
    await stage.get({ lineId: KEY_LINES.quest, quantity: 2, host: DEAD });
    const { hostId, keyId } = await dead();
    await sql`insert into key_schemes (product_code, emergency_per_year, changed_at, changed_by)
              values ('quest', 1, ${NOW}, 'test')`.execute(stage.portal.owner);
    assert.equal((await rescue({ hostId })).json().rescue.keys.length, 2);
    const again = await rescue({ hostId });
    assert.match(again.json().title, /ClearQuest/);
    const doors = await rescue({ keyIds: [keyId] });
    assert.equal(doors.json().quotas[0].used, 2);
    await sql`delete from key_schemes`.execute(stage.portal.owner);
  });

  test("never more of a line than it has, though the vendor has lowered it", async () => {
    const { hostId } = await dead(10);
    await sql`update entitlement_lines set quantity = 4 where id = ${CAST.aobaDoors}`.execute(
      stage.portal.owner,
    );
    assert.equal((await rescue({ hostId })).json().rescue.keys[0].quantity, 4);
    await sql`update entitlement_lines set quantity = 10 where id = ${CAST.aobaDoors}`.execute(
      stage.portal.owner,
    );
  });
});

describe("issue 5 point 8: what cannot be stood in for is said, with what to do", () => {
  test("the dead host itself, a host without keys, keys of two hosts, an online key, another's key", async () => {
    const { hostId, keyId } = await dead(3);
    const other = (await stage.get({ quantity: 1, host: { ...NEW, value: "00:1B:44:11:3A:D9" } })).json().key;
    const online = (await stage.get({ quantity: 1, delivery: "online" })).json().key;
    const codeOf = async (payload: Record<string, unknown>) => {
      const { code, fields } = (await rescue(payload)).json();
      return fields === undefined ? code : JSON.stringify(fields);
    };
    assert.equal(await codeOf({ hostId, host: DEAD }), "rescue_same_host");
    assert.equal(await codeOf({ hostId: "host_none" }), "nothing_to_rescue");
    assert.equal(await codeOf({ keyIds: [keyId, other.id] }), "rescue_of_several_hosts");
    assert.equal(await codeOf({ keyIds: [online.id] }), "rescue_of_online_key");
    assert.equal(await codeOf({ keyIds: ["key_none"] }), "license_key_not_found");
    assert.equal(await codeOf({ hostId, keyIds: [keyId] }), '{"hostId":["host_or_keys"]}');
    const { keys } = (await rescue({ hostId })).json().rescue;
    assert.equal(await codeOf({ keyIds: [keys[0].keyId], host: DEAD }), "rescue_of_emergency_key");
    assert.match(await codeOf({ hostId, host: { kind: "ethernet", value: "01" } }), /ethernet_needs_12_hex/);
  });
});

async function mailsOf(template: string) {
  const { rows } = await sql<{ template: string; toAddress: string }>`
    select template, to_address from mails where template like ${template} order by template, to_address`.execute(
    stage.portal.owner,
  );
  return rows;
}
