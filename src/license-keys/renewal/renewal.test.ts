/** Renewal keys and newer versions, through the feed and the API. Source: DOMAIN §3.22.5, BR-66, BR-105, BR-106. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { feed, order } from "../../../test/feed.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(async () => {
  await clearKeys(stage.portal);
  await sql`update products set renewal_keys = true, key_scheme = 'date-based' where code = 'doors'`.execute(
    stage.portal.owner,
  );
});

/** A key as it was got before coverage was extended. */
const gotBefore = async (quantity: number): Promise<string> => {
  const { key } = (await stage.get({ quantity, host: HOST })).json();
  await sql`update license_keys set covered_through = '2010-03-31'`.execute(stage.portal.owner);
  return key.id;
};

const HOST = { kind: "hostname", value: "app01.aoba.example" };

/** DOORS of Aoba, renewed by E075NLL from 2010-04-01 through 2011-03-31. */
const renewDoors = () =>
  feed(stage.portal, [
    order({
      number: "SO-9100",
      orderedOn: "2010-02-20",
      lines: [{ line: 1, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } }],
    }),
  ]);

test("BR-105 flag true: an E order brings the offer, the renewal key takes the old one's place, the pool stays", async () => {
  const got = (await stage.get({ quantity: 6, host: HOST })).json();
  const early = await stage.renew(got.key.id);
  assert.deepEqual([early.statusCode, early.json().code], [409, "nothing_to_renew"]);
  assert.equal((await renewDoors()).state, "applied");
  assert.deepEqual({ ...(await stage.pool()) }.renewable, 1);
  const shown = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${got.key.id}` })).json();
  assert.deepEqual(shown.renewal, {
    isOffered: true,
    version: null,
    coveredThrough: "2011-03-31",
    reason: null,
    rule: null,
  });
  assert.equal(shown.state, "issued", "old keys stay in force until somebody takes the new one");
  const renewed = await stage.renew(got.key.id, { mailMe: true });
  assert.equal(renewed.statusCode, 201, renewed.body);
  const { key, before: was, file } = renewed.json();
  assert.deepEqual(
    [key.coveredThrough, key.quantity, key.supersedes, key.issuedBy.personId],
    ["2011-03-31", 6, got.key.id, CAST.hana],
  );
  assert.equal(was.coveredThrough, "2010-03-31");
  const read = readLicenseFile(stage.portal.portal.licenseSigning, file.text);
  assert.deepEqual(
    read?.keys.map(({ id, coveredThrough }) => [id, coveredThrough]),
    [[key.id, "2011-03-31"]],
  );
  const { issued, available, renewable } = await stage.pool();
  assert.deepEqual({ issued, available, renewable }, { issued: 6, available: 4, renewable: 0 });
  assert.deepEqual(await stage.uneven(), []);
  const old = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${got.key.id}` })).json();
  assert.deepEqual([old.state, old.renewal], ["superseded", null]);
  const { rows } = await sql`select 1 from license_revocations`.execute(stage.portal.owner);
  assert.deepEqual(rows, [], "what it opened it opens for ever: nothing is revoked");
  assert.equal((await stage.mails()).filter(({ text }) => text.includes("CARNET LICENSE")).length, 1);
  const twice = await stage.renew(got.key.id);
  assert.deepEqual([twice.json().code, twice.json().state], ["license_key_over", "superseded"]);
  assert.match(twice.json().title, /置き換え/);
});

test("BR-105 flag false: no new key, though the coverage was extended; the answer says both", async () => {
  await renewDoors();
  const keyId = await gotBefore(2);
  await sql`update products set renewal_keys = false where code = 'doors'`.execute(stage.portal.owner);
  const refused = await stage.renew(keyId);
  const { code, rule, coveredThrough } = refused.json();
  assert.deepEqual(
    [refused.statusCode, code, rule, coveredThrough],
    [409, "no_renewal_keys", "BR-105", "2011-03-31"],
  );
  assert.equal((await stage.pool()).renewable, 0);
  const line = (
    await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements/${CAST.aobaDoors}` })
  ).json();
  assert.equal(line.coveredThrough, "2011-03-31");
});

describe("BR-106 at an FCT site", () => {
  const SEO = "seoyeon@hangang.example";
  const at = `/v1/sites/${CAST.hangangFct}/license-keys`;
  const renewFct = (number: string, part: string, orderedOn: string) =>
    feed(stage.portal, [
      order({
        number,
        site: "7009999",
        orderedOn,
        lines: [{ line: 1, part, quantity: 4, renews: { order: "SO-3000", line: 1 } }],
      }),
    ]);
  const got = async () => {
    const payload = { lineId: CAST.hangangFctDoors, quantity: 1, host: { kind: "any", name: "buil" } };
    const reply = await stage.as(SEO, { method: "POST", url: at, payload });
    assert.equal(reply.statusCode, 201, reply.body);
    return reply.json().key as { id: string; coveredThrough: string };
  };
  const renew = (keyId: string) =>
    stage.as(SEO, { method: "POST", url: `${at}/${keyId}/renewal`, payload: {} });

  test("E075NLL on D052ALL brings no renewal key, E05D7LL does", async () => {
    const key = await got();
    assert.equal(key.coveredThrough, "2008-01-31");
    await renewFct("SO-9200", "E075NLL", "2008-01-10");
    const wrong = await renew(key.id);
    assert.deepEqual(
      [wrong.statusCode, wrong.json().code, wrong.json().rule],
      [409, "renewal_not_matching", "BR-106"],
    );
    await renewFct("SO-9201", "E05D7LL", "2009-01-10");
    const right = await renew(key.id);
    assert.equal(right.statusCode, 201, right.body);
    assert.equal(right.json().key.coveredThrough, "2010-01-31");
  });
});

test("E075NLL for another PA product's D part is refused by the feed itself", async () => {
  const told = await feed(stage.portal, [
    order({
      number: "SO-9300",
      orderedOn: "2010-02-20",
      lines: [{ line: 1, part: "E075NLL", quantity: 5, renews: { order: "SO-4711", line: 1 } }],
    }),
  ]);
  assert.equal(told.state, "refused");
  assert.deepEqual(
    told.faults.map(({ code }) => code),
    ["renewed_other_product"],
  );
});

test("version-based: the newest covered version is got, a newer one may be taken, and never one beyond coverage", async () => {
  await sql`update products set key_scheme = 'version-based' where code = 'doors'`.execute(
    stage.portal.owner,
  );
  const got = (await stage.get({ quantity: 1, host: HOST })).json();
  assert.deepEqual([got.key.scheme, got.key.version], ["version-based", "9.2"]);
  const beyond = await stage.get({ quantity: 1, host: HOST, version: "9.9" });
  assert.deepEqual([beyond.json().code, beyond.json().newest], ["version_not_covered", "9.2"]);
  const version = (name: string, availableOn: string) => ({
    type: "version",
    product: "doors",
    version: name,
    availableOn,
    endOfServiceOn: null,
  });
  await feed(stage.portal, [version("9.3", "2010-02-15"), version("10.0", "2012-01-01")]);
  const renewed = await stage.renew(got.key.id);
  assert.equal(renewed.statusCode, 201, renewed.body);
  assert.deepEqual([renewed.json().before.version, renewed.json().key.version], ["9.2", "9.3"]);
  assert.equal((await stage.renew(renewed.json().key.id)).json().code, "nothing_to_renew");
  const history = (
    await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${renewed.json().key.id}/history` })
  ).json();
  assert.deepEqual(
    history.items.map(({ name }: { name: string }) => name),
    ["license-key.upgraded"],
  );
  await sql`delete from product_versions where version in ('9.3', '10.0')`.execute(stage.portal.owner);
});

test("a burst of twenty renewals of one key makes one", async () => {
  await renewDoors();
  const keyId = await gotBefore(3);
  const replies = await Promise.all(Array.from({ length: 20 }, () => stage.renew(keyId)));
  const made = replies.filter(({ statusCode }) => statusCode === 201);
  assert.equal(made.length, 1);
  assert.ok(replies.every((reply) => reply.statusCode === 201 || reply.json().code === "license_key_over"));
  assert.deepEqual(await stage.uneven(), []);
  assert.equal((await stage.pool()).issued, 3);
});
