/** Site transfers and program migrations by the rules, through the API. Source: DOMAIN §3.22.6–7, BR-101 to BR-104. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import {
  consentBoth,
  HANA,
  KEN,
  OSAKA,
  SEOYEON,
  type TransferStage,
  transferStage,
} from "../../test/transfers.ts";
import { readLicenseFile } from "../license-files/index.ts";

describe("BR-101 a site transfer of Aoba's ten DOORS, 7001234 to 7005555", () => {
  let stage: TransferStage;
  let id = "";
  let keyId = "";
  before(async () => {
    stage = await transferStage();
  });
  after(() => stage.close());

  test("with 6 keys issued it is BLOCKED at once, and says which keys", async () => {
    const got = await stage.get({});
    assert.equal(got.statusCode, 201, got.body);
    keyId = got.json().key?.id ?? got.json().id;
    const reply = await stage.ask();
    assert.equal(reply.statusCode, 201, reply.body);
    const transfer = reply.json();
    id = transfer.id;
    assert.equal(transfer.state, "blocked");
    assert.deepEqual(
      transfer.keysOut.map((key: { quantity: number; hostName: string }) => [key.quantity, key.hostName]),
      [[6, "build-01"]],
    );
    assert.deepEqual(transfer.waits, ["keys", "source-consent", "target-consent"]);
    assert.deepEqual(
      transfer.steps.map(({ step }: { step: string }) => step),
      ["requested", "blocked"],
    );
  });

  test("license support cannot execute it while keys are out", async () => {
    const reply = await stage.desk(id, "execution");
    assert.equal(reply.statusCode, 409);
    assert.equal(reply.json().code, "transfer_keys_out");
  });

  test("the return makes it READY by itself, in the transaction of the return", async () => {
    assert.equal((await stage.giveBack(keyId)).statusCode, 200);
    const { state, steps } = await stage.read(id);
    assert.equal(state, "ready");
    assert.deepEqual(
      steps.map(({ step, side }: { step: string; side: string }) => `${step} ${side}`),
      ["requested source", "blocked portal", "ready portal"],
    );
  });

  test("and keys that are got meanwhile block it again", async () => {
    const got = await stage.get({ quantity: 1 });
    assert.equal((await stage.read(id)).state, "blocked");
    await stage.giveBack(got.json().key?.id ?? got.json().id);
    assert.equal((await stage.read(id)).state, "ready");
  });

  test("nothing moves without both consents, each recorded once", async () => {
    assert.equal((await stage.desk(id, "execution")).json().code, "transfer_consent_missing");
    assert.equal((await stage.consent(id)).statusCode, 200);
    assert.equal((await stage.consent(id)).json().code, "transfer_consented_already");
    assert.equal((await stage.desk(id, "execution")).json().code, "transfer_consent_missing");
    const target = await stage.consent(id, KEN, OSAKA);
    assert.equal(target.statusCode, 200, target.body);
    const { waits, target: seen, isSameCustomer, kind } = await stage.read(id);
    assert.deepEqual(waits, ["execution"]);
    assert.deepEqual(
      [seen.name, seen.program, isSameCustomer, kind],
      ["青葉商事 大阪支店", "PA", true, "site"],
    );
  });

  test("TRANSFERRED: 10 available at the target with order day and coverage; gone at the source", async () => {
    const reply = await stage.desk(id, "execution");
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal(reply.json().state, "transferred");
    const [pool, ...others] = await stage.pools(KEN, OSAKA);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [pool?.available, pool?.partNumber, pool?.coveredThrough],
      [10, "D09LELL", "2010-03-31"],
    );
    assert.deepEqual(await stage.pools(), []);
    const { items } = (await stage.as(KEN, { url: `/v1/sites/${OSAKA}/entitlements` })).json();
    assert.deepEqual(
      items.map((line: { orderedOn: string; quantity: number }) => [line.orderedOn, line.quantity]),
      [["2009-03-12", 10]],
    );
    const here = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements` })).json();
    assert.deepEqual(
      here.items.map((line: { product: string; productCode: string }) => line.productCode),
      ["was"],
    );
    assert.equal((await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/orders/SO-4700` })).statusCode, 200);
    const got = await stage.get({ lineId: pool?.lineId, quantity: 10 }, { email: KEN, siteId: OSAKA });
    assert.equal(got.statusCode, 201, got.body);
    assert.equal((await stage.get({ quantity: 1 })).statusCode >= 400, true);
  });

  test("its second execution is refused", async () => {
    const reply = await stage.desk(id, "execution");
    assert.deepEqual([reply.statusCode, reply.json().code], [409, "transfer_state"]);
  });

  test("proofs follow: the source's is withdrawn, the target has one", async () => {
    await stage.drain();
    const { rows } = await sql<{ siteId: string; state: string }>`
      select site_id, state from proofs order by site_id, version`.execute(stage.portal.owner);
    assert.deepEqual(
      rows.filter(({ siteId }) => siteId === OSAKA).map(({ state }) => state),
      ["valid"],
    );
  });
});

describe("BR-102 DOORS of the FCT program, D052ALL × 4, to the PA site of Hangang", () => {
  test("issued: BLOCKED; returned: TRANSFERRED as D09LELL; one person, two consents", async () => {
    const stage = await transferStage();
    const at = { email: SEOYEON, siteId: CAST.hangangFct };
    const got = await stage.get({ lineId: CAST.hangangFctDoors, quantity: 4 }, at);
    assert.equal(got.statusCode, 201, got.body);
    const payload = { targetSiteNumber: "003005678", lineIds: [CAST.hangangFctDoors] };
    const { id, state } = (await stage.ask(payload, at)).json();
    assert.equal(state, "blocked");
    await stage.giveBack(got.json().key?.id ?? got.json().id, SEOYEON, CAST.hangangFct);
    await stage.consent(id, SEOYEON, CAST.hangangFct);
    const half = await stage.read(id, SEOYEON, CAST.hangangFct);
    assert.deepEqual([half.kind, half.waits], [null, ["target-consent"]]);
    await stage.consent(id, SEOYEON, CAST.hangang);
    const whole = await stage.read(id, SEOYEON, CAST.hangangFct);
    assert.deepEqual(
      [whole.kind, whole.lines[0].becomes, whole.isSameCustomer],
      ["migration", "D09LELL", true],
    );
    const done = await stage.desk(id, "execution");
    assert.equal(done.statusCode, 200, done.body);
    const pools = await stage.pools(SEOYEON, CAST.hangang);
    const moved = pools.find(({ lineId }) => lineId !== CAST.hangangDoors);
    assert.deepEqual(
      [moved?.partNumber, moved?.available, moved?.coveredThrough],
      ["D09LELL", 4, "2008-01-31"],
    );
    await stage.close();
  });
});

describe("BR-103, BR-104", () => {
  let stage: TransferStage;
  before(async () => {
    stage = await transferStage();
  });
  after(() => stage.close());

  test("BR-103 not returned: support case, records normalised with ticket, READY", async () => {
    const got = await stage.get({});
    const keyId = got.json().key?.id ?? got.json().id;
    const { id } = (await stage.ask()).json();
    const words = { ticket: "T-77", note: "The host burned down" };
    const early = await stage.desk(id, "normalisation", words);
    assert.deepEqual([early.statusCode, early.json().code], [409, "transfer_no_support_case"]);
    const url = `/v1/sites/${CAST.aoba}/transfers/${id}/support-case`;
    const asked = await stage.post(HANA, url, { reason: "The host burned down" });
    assert.equal(asked.json().state, "support-case", asked.body);
    const done = await stage.desk(id, "normalisation", words);
    assert.equal(done.statusCode, 200, done.body);
    assert.deepEqual([done.json().state, done.json().keysOut], ["ready", []]);
    const key = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${keyId}` })).json();
    assert.equal(key.state, "withdrawn");
    const { rows } = await sql<{ reason: string }>`
      select reason from license_revocations where license_key_id = ${keyId}`.execute(stage.portal.owner);
    assert.deepEqual(rows, [{ reason: "withdrawn" }]);
    const newest = `/v1/sites/${CAST.aoba}/hosts/${key.host.id}/license-file`;
    const file = readLicenseFile(
      stage.portal.portal.licenseSigning,
      (await stage.as(HANA, { url: newest })).body,
    );
    assert.deepEqual(file?.keys, [], "the host's newest file has lost it");
    await consentBoth(stage, id);
    assert.equal((await stage.desk(id, "execution")).statusCode, 200);
  });

  test("BR-104 a changed agreement moves nothing", async () => {
    const before = await stage.pools(SEOYEON, CAST.hangang);
    await sql`update sites set agreement_id = 'agreement_aoba' where id = ${CAST.hangang}`.execute(
      stage.portal.owner,
    );
    await stage.portal.portal.jobs.catchUp();
    assert.deepEqual(await stage.pools(SEOYEON, CAST.hangang), before);
    const { items } = (await stage.as(SEOYEON, { url: `/v1/sites/${CAST.hangang}/transfers` })).json();
    assert.deepEqual(items, []);
  });
});
