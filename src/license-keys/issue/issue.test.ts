/** Online keys, hosts as they are typed, who may, and requests that come twice. Source: DOMAIN §1.5, issue 5 point 7. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { feed, order } from "../../../test/feed.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { asPortal } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { hashOf, isLicenseSecret } from "../../platform/tokens.ts";
import { findOnlineKey } from "../index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const HOST = { kind: "disk", value: "8A3F-09C2", name: "plant" };
const KEYS = `/v1/sites/${CAST.aoba}/license-keys`;

describe("an online key", () => {
  test("is a secret of its own form, kept hashed and sealed, and each look at it is an event", async () => {
    const reply = await stage.get({ delivery: "online", lock: "floating", quantity: 5 });
    assert.equal(reply.statusCode, 201, reply.body);
    const { key, secret, file } = reply.json();
    assert.ok(isLicenseSecret(secret), secret);
    assert.match(secret, /^carnet_lic_[0-9A-Za-z]{33}$/);
    assert.deepEqual([key.host, file, key.lock, key.quantity], [null, null, "floating", 5]);
    const { rows } = await sql<{ row: string }>`select key::text as row from license_keys key`.execute(
      stage.portal.owner,
    );
    assert.ok(!JSON.stringify(rows).includes(secret.slice(11)), "it is nowhere in clear");
    const held = await asPortal(systemContext(stage.portal.portal, "test"), (scope) =>
      findOnlineKey(scope, hashOf(secret)),
    );
    assert.deepEqual([held?.id, held?.siteId], [key.id, CAST.aoba]);
    const again = await stage.as(HANA, { url: `${KEYS}/${key.id}/secret` });
    assert.deepEqual(again.json(), { secret });
    const history = (await stage.as(HANA, { url: `${KEYS}/${key.id}/history` })).json();
    assert.deepEqual(
      history.items.map(({ name }: { name: string }) => name),
      ["license-key.shown", "license-key.issued"],
    );
    assert.match(history.items[1].text, /オンライン・キー/);
    const events = await sql<{ facts: string }>`select facts::text as facts from events`.execute(
      stage.portal.owner,
    );
    assert.ok(!JSON.stringify(events.rows).includes(secret.slice(11)));
  });

  test("is returned whole, is revoked for as long as a seat may be borrowed, and is read no more", async () => {
    const { key } = (await stage.get({ delivery: "online", quantity: 5 })).json();
    const part = await stage.giveBack(key.id, { quantity: 2 });
    assert.deepEqual([part.statusCode, part.json().code], [409, "whole_key_only"]);
    assert.equal((await stage.giveBack(key.id)).json().file, null);
    assert.equal((await stage.as(HANA, { url: `${KEYS}/${key.id}/secret` })).json().code, "license_key_over");
    const { rows } = await sql<{ until: string }>`select until from license_revocations`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows, [{ until: "2010-03-31T03:00:00Z" }]);
  });

  test("renewed, it opens more and stays itself", async () => {
    const { key } = (await stage.get({ delivery: "online", quantity: 5 })).json();
    await sql`update license_keys set covered_through = '2009-12-31'`.execute(stage.portal.owner);
    const none = await stage.renew(key.id);
    assert.equal(none.json().code, "renewal_not_matching", "a license is no renewal");
    await feed(stage.portal, [
      order({
        number: "SO-9400",
        orderedOn: "2010-02-20",
        lines: [{ line: 1, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } }],
      }),
    ]);
    const renewed = await stage.renew(key.id);
    assert.deepEqual([renewed.json().key.id, renewed.json().key.coveredThrough], [key.id, "2011-03-31"]);
    assert.equal((await stage.pool()).issued, 5);
  });
});

describe("a host", () => {
  test("typed wrong is refused by field, with its rule and an example", async () => {
    const wrong = await stage.get({ host: { kind: "ethernet", value: "01:00:5e:00:00:fb" } });
    assert.equal(wrong.statusCode, 400);
    assert.deepEqual(wrong.json().fields, { "host.value": ["ethernet_multicast"] });
    assert.equal(wrong.json().example, "00:1B:44:11:3A:B7");
    assert.deepEqual((await stage.get({ host: { kind: "any" } })).json().fields, {
      "host.name": ["host_name_required"],
    });
    assert.deepEqual((await stage.get({})).json().fields, { host: ["required"] });
    assert.deepEqual((await stage.get({ delivery: "online", host: HOST })).json().fields, {
      host: ["online_has_no_host"],
    });
    assert.equal((await stage.get({ host: HOST, quantity: 0 })).statusCode, 400);
  });

  test("is one, however it is typed; it is renamed by itself, and the next file says so", async () => {
    const one = (await stage.get({ host: HOST })).json().key.host;
    const same = (await stage.get({ host: { ...HOST, value: "８ａ３ｆ０９ｃ２", name: "x" } })).json().key
      .host;
    assert.deepEqual(same, one);
    const url = `/v1/sites/${CAST.aoba}/hosts/${one.id}`;
    const renamed = await stage.as(HANA, { method: "PATCH", url, payload: { name: "工場 1" } });
    assert.equal(renamed.json().name, "工場 1", renamed.body);
    const list = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/hosts?q=工場` })).json();
    assert.deepEqual(
      list.items.map(
        ({
          name,
          keys,
          quantity,
          products,
        }: {
          name: string;
          keys: number;
          quantity: number;
          products: string[];
        }) => [name, keys, quantity, products],
      ),
      [["工場 1", 2, 2, ["Rational DOORS"]]],
    );
    const any = (await stage.get({ host: { kind: "any", name: "Standby" } })).json().key.host;
    const other = (await stage.get({ host: { kind: "any", name: "spare" } })).json().key.host;
    assert.notEqual(any.id, other.id);
    const taken = await stage.as(HANA, {
      method: "PATCH",
      url: `/v1/sites/${CAST.aoba}/hosts/${other.id}`,
      payload: { name: "STANDBY" },
    });
    assert.deepEqual([taken.statusCode, taken.json().code], [409, "host_name_taken"]);
    assert.equal(
      (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/hosts.csv` })).body.split("\r\n").length,
      5,
    );
  });

  test("of a kind, and a key of a lock or a delivery, that the vendor does not offer for the product is refused with what it does", async () => {
    await sql`insert into key_schemes (product_code, is_online, locks, host_kinds, changed_at, changed_by)
              values ('doors', false, '{floating}', '{ethernet}', now(), 'test')`.execute(stage.portal.owner);
    const codes = [
      (await stage.get({ host: HOST })).json(),
      (await stage.get({ delivery: "online" })).json(),
      (await stage.get({ host: { kind: "ethernet", value: "001b44113ab7" }, lock: "node-locked" })).json(),
    ].map(({ code, offered }) => [code, offered]);
    assert.deepEqual(codes, [
      ["host_kind_not_offered", ["ethernet"]],
      ["delivery_not_offered", ["file"]],
      ["lock_not_offered", ["floating"]],
    ]);
    assert.equal(
      (await stage.get({ host: { kind: "ethernet", value: "001b44113ab7" } })).json().key.lock,
      "floating",
    );
    await sql`delete from key_schemes`.execute(stage.portal.owner);
  });
});

describe("who may", () => {
  test("members of the Key Center; the site's others are told whom to ask (BR-94); strangers find nothing", async () => {
    for (const email of ["jun@aoba.example", "mio@aoba.example"]) {
      const refused = await stage.get({ host: HOST }, email);
      assert.deepEqual([refused.statusCode, refused.json().code], [403, "key_membership_required"]);
    }
    for (const email of ["seoyeon@hangang.example", "rei@elsewhere.example"])
      assert.equal((await stage.get({ host: HOST }, email)).statusCode, 404);
    const { key } = (await stage.get({ host: HOST })).json();
    const foreign = `/v1/sites/${CAST.hangang}/license-keys/${key.id}`;
    for (const request of [
      { url: foreign },
      { url: `${foreign}/history` },
      { method: "POST" as const, url: `${foreign}/return`, payload: {} },
      { method: "POST" as const, url: `${foreign}/renewal`, payload: {} },
      { url: `/v1/sites/${CAST.hangang}/hosts/${key.host.id}/license-file` },
    ])
      assert.equal((await stage.as("seoyeon@hangang.example", request)).statusCode, 404, request.url);
  });
});

test("BAR row 19: the same request with one Idempotency-Key, ten times at once and once more, makes one key", async () => {
  const headers = { "idempotency-key": "4f1d8a52-6a44-4a1f-9a0a-issue5d" };
  const ask = () => stage.get({ quantity: 2, host: HOST }, HANA, headers);
  const burst = await Promise.all(Array.from({ length: 10 }, ask));
  assert.ok(burst.some(({ statusCode }) => statusCode === 201));
  assert.ok(burst.every(({ statusCode }) => statusCode === 201 || statusCode === 409));
  const last = await ask();
  assert.deepEqual([last.statusCode, (await stage.pool()).issued], [201, 2]);
  const other = await stage.get({ quantity: 3, host: HOST }, HANA, headers);
  assert.equal(other.statusCode, 422);
});

test("lists are narrowed by product, host, person, line and state, sorted and paged", async () => {
  const ids: string[] = [];
  for (const value of ["00000001", "00000002", "00000003"])
    ids.push((await stage.get({ host: { kind: "disk", value, name: value } })).json().key.id);
  await stage.giveBack(ids[0] ?? "");
  const list = async (query: string) => (await stage.as(HANA, { url: `${KEYS}?${query}` })).json();
  const found = async (query: string) =>
    (await list(query)).items.map(({ id }: { id: string }) => id).toSorted();
  assert.deepEqual(await found(""), ids.slice(1).toSorted());
  assert.deepEqual(await found("state=all"), ids.toSorted());
  assert.deepEqual(await found("state=over"), [ids[0]]);
  assert.deepEqual(
    await found(`personId=${CAST.hana}&product=doors&lineId=${CAST.aobaDoors}`),
    ids.slice(1).toSorted(),
  );
  assert.deepEqual(await found("product=was"), []);
  assert.deepEqual(await found(`personId=${CAST.jun}`), []);
  // Free text: the host in any spelling, the product, the order, and whoever got it, in any order of the name.
  const said = async (q: string) => (await found(`q=${encodeURIComponent(q)}`)).length;
  assert.deepEqual(await found("q=0000-0002"), [ids[1]]);
  for (const q of ["doors", "ｒational", "so-4700", "森 花", "花 森", "森花"])
    assert.equal(await said(q), 2, q);
  for (const q of ["was", "00000001", "%", "--", "doors so"]) assert.equal(await said(q), 0, q);
  const some = await stage.as(HANA, { url: `${KEYS}.csv?q=00000003` });
  assert.equal(some.body.trim().split("\n").length, 2);
  const first = await list("limit=1&sort=-issuedAt");
  const second = await list(`limit=1&sort=-issuedAt&after=${encodeURIComponent(first.next)}`);
  assert.deepEqual([first.items[0].id, second.items[0].id].toSorted(), ids.slice(1).toSorted());
  assert.equal(second.next, null);
  assert.equal(first.items[0].issuedBy.name, "森 花");
  assert.equal((await stage.as(HANA, { url: `${KEYS}?sort=secret` })).statusCode, 400);
  const sheet = await stage.as(HANA, { url: `${KEYS}.csv?state=all` });
  assert.equal(sheet.body.split("\r\n").length, 5);
  assert.match(sheet.body, /Rational DOORS,1,00000003/);
  assert.equal((await stage.as(HANA, { url: `${KEYS}.xlsx` })).statusCode, 200);
});
