/** Keys are got, returned and listed, exact to the quantity of the line. Source: DOMAIN §3.22, BR-66, BR-100, P-07. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { clearKeys, HANA, type KeyStage, keyStage, MAC } from "../../test/keys.ts";
import { readLicenseFile } from "../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const HOST_A = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };

describe("BR-100 keys are obtained per order line up to the quantity", () => {
  test("of 10 DOORS, 6 to host A leave 4; 5 more are refused with the numbers; 4 are given; then none", async () => {
    const six = await stage.get({ quantity: 6, host: HOST_A });
    assert.equal(six.statusCode, 201, six.body);
    assert.equal(six.json().available, 4);
    const five = await stage.get({ quantity: 5, host: HOST_A });
    assert.deepEqual([five.statusCode, five.json().code], [409, "quantity_exceeds_available"]);
    const { rule, asked, quantity, issued, available } = five.json();
    assert.deepEqual(
      { rule, asked, quantity, issued, available },
      { rule: "BR-100", asked: 5, quantity: 10, issued: 6, available: 4 },
    );
    assert.match(five.json().title, /10.*6.*4/);
    assert.equal((await stage.get({ quantity: 4, host: HOST_A })).json().available, 0);
    assert.equal((await stage.get({ quantity: 1, host: HOST_A })).statusCode, 409);
    assert.deepEqual(await stage.uneven(), []);
  });

  test("the file of host A holds both keys, is signed, and its number grows", async () => {
    await stage.get({ quantity: 6, host: HOST_A });
    const reply = await stage.get({
      quantity: 4,
      host: { ...HOST_A, value: "001b.4411.3ab7", name: "other" },
    });
    const { file, key } = reply.json();
    assert.equal(file.sequence, 2);
    assert.equal(file.fileName, "license-app01-2.lic");
    const read = readLicenseFile(stage.portal.portal.licenseSigning, file.text);
    assert.ok(read);
    assert.deepEqual(read.host, { kind: "ethernet", value: MAC, name: "app01" });
    assert.equal(read.siteNumber, "007001234");
    assert.deepEqual(read.keys.map(({ quantity }) => quantity).toSorted(), [4, 6]);
    assert.deepEqual(
      read.keys.find(({ id }) => id === key.id),
      {
        id: key.id,
        product: "doors",
        productName: "Rational DOORS",
        scheme: "date-based",
        version: null,
        coveredThrough: "2010-03-31",
        quantity: 4,
        lock: "node-locked",
        kind: "permanent",
        startsAt: null,
        expiresAt: "2010-03-31T03:00:00Z",
      },
    );
    const fetched = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/hosts/${key.host.id}/license-file` });
    assert.equal(fetched.body, file.text);
    assert.match(String(fetched.headers["content-disposition"]), /license-app01-2\.lic/);
    const older = await stage.as(HANA, {
      url: `/v1/sites/${CAST.aoba}/hosts/${key.host.id}/license-file?sequence=1`,
    });
    assert.deepEqual([older.statusCode, older.json().code, older.json().newest], [409, "older_file", 2]);
  });

  test("products without keys or with an activation kit have none to get, and never appear", async () => {
    const was = await stage.get({ lineId: CAST.aobaWas, host: HOST_A });
    assert.deepEqual(
      [was.statusCode, was.json().code, was.json().scheme],
      [409, "no_keys_for_product", "none"],
    );
    await sql`update products set key_scheme = 'activation-kit' where code = 'was'`.execute(
      stage.portal.owner,
    );
    assert.equal((await stage.get({ lineId: CAST.aobaWas, host: HOST_A })).json().scheme, "activation-kit");
    await sql`update products set key_scheme = 'none' where code = 'was'`.execute(stage.portal.owner);
    const pools = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-pools` });
    assert.deepEqual(
      pools.json().items.map((pool: { productCode: string }) => pool.productCode),
      ["doors"],
    );
  });

  test("another site's line is not there", async () => {
    assert.equal((await stage.get({ lineId: CAST.hangangDoors, host: HOST_A })).statusCode, 404);
    assert.equal(
      (await stage.get({ lineId: "line_x", host: HOST_A })).json().code,
      "entitlement_line_not_found",
    );
  });
});

describe("P-07 a return", () => {
  test("gives the whole quantity back and answers the host's empty file, which says so in the mail (D-29)", async () => {
    const got = (await stage.get({ quantity: 6, host: HOST_A })).json();
    const back = await stage.giveBack(got.key.id, { mailMe: true });
    assert.equal(back.statusCode, 200, back.body);
    assert.deepEqual([back.json().quantity, back.json().kept], [6, null]);
    const read = readLicenseFile(stage.portal.portal.licenseSigning, back.json().file.text);
    assert.deepEqual(read?.keys, []);
    assert.equal(read?.sequence, 2);
    const [mail] = await stage.mails();
    assert.equal(mail?.to, HANA);
    assert.match(mail?.text ?? "", /キーは含まれていません/);
    assert.ok(mail?.text.includes(back.json().file.text.trimEnd()), "the file stands in the mail as it is");
    const again = await stage.giveBack(got.key.id);
    assert.deepEqual(
      [again.statusCode, again.json().code, again.json().state],
      [409, "license_key_over", "returned"],
    );
    assert.deepEqual(await stage.uneven(), []);
    assert.equal((await stage.pool()).available, 10);
  });

  test("of 3 of 10 is one step: 10 go back, 7 stay as a key of their own, one file", async () => {
    const got = (await stage.get({ quantity: 10, host: HOST_A })).json();
    const back = (await stage.giveBack(got.key.id, { quantity: 3 })).json();
    assert.equal(back.kept.quantity, 7);
    assert.equal(back.kept.supersedes, got.key.id);
    assert.equal((await stage.pool()).available, 3);
    assert.equal(back.file.sequence, 2);
    const read = readLicenseFile(stage.portal.portal.licenseSigning, back.file.text);
    assert.deepEqual(
      read?.keys.map(({ id, quantity }) => [id, quantity]),
      [[back.kept.id, 7]],
    );
    const { rows } = await sql`select license_key_id, reason from license_revocations`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows, [{ licenseKeyId: got.key.id, reason: "returned" }]);
    const eight = await stage.giveBack(back.kept.id, { quantity: 8 });
    assert.equal(eight.json().code, "quantity_exceeds_key");
    const history = await stage.as(HANA, {
      url: `/v1/sites/${CAST.aoba}/license-keys/${got.key.id}/history`,
    });
    assert.deepEqual(
      history.json().items.map(({ name }: { name: string }) => name),
      ["license-key.returned", "license-key.issued"],
    );
    assert.match(history.json().items[0].text, /返却/);
    assert.equal(history.json().items[0].actorName, "森 花");
    const rest = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${back.kept.id}/history` });
    assert.deepEqual(
      rest.json().items.map(({ name }: { name: string }) => name),
      ["license-key.returned"],
    );
  });

  test("is revoked on the list until the last file that holds it ends", async () => {
    const got = (await stage.get({ quantity: 2, host: HOST_A })).json();
    await stage.giveBack(got.key.id);
    const { rows } = await sql<{ until: string }>`select until from license_revocations`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows, [{ until: "2010-03-31T03:00:00Z" }]);
  });
});

describe("BR-66 the license is perpetual", () => {
  test("after coverage has lapsed, issued keys stay in force and members get what they own, covered through its last day", async () => {
    const got = (await stage.get({ quantity: 2, host: HOST_A })).json();
    stage.portal.clock.set("2011-04-02T03:00:00Z");
    stage.portal.signOut();
    const list = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys` })).json();
    assert.deepEqual(
      list.items.map(({ id, state }: { id: string; state: string }) => [id, state]),
      [[got.key.id, "issued"]],
    );
    const late = await stage.get({ quantity: 8, host: { kind: "any", name: "standby" } });
    assert.equal(late.statusCode, 201, late.body);
    assert.equal(late.json().key.coveredThrough, "2010-03-31");
    const file = await stage.as(HANA, {
      url: `/v1/sites/${CAST.aoba}/hosts/${got.key.host.id}/license-file`,
    });
    const read = readLicenseFile(stage.portal.portal.licenseSigning, file.body);
    assert.equal(read?.sequence, 2, "a file that was over its half is written again");
    assert.equal(read?.keys[0]?.expiresAt, "2011-05-02T03:00:00Z");
    const again = await stage.as(HANA, {
      url: `/v1/sites/${CAST.aoba}/hosts/${got.key.host.id}/license-file`,
    });
    assert.equal(again.body, file.body);
  });
});
