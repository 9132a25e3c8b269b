/** Licence support's desk: the same pools and rules as for members, and a ticket that the site sees. Source: BAR 64. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { clearRescues } from "../../../test/rescues.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addAgents(stage.portal.owner);
});
after(() => stage.close());
beforeEach(async () => {
  await clearRescues(stage.portal);
  await clearKeys(stage.portal);
});

const OTTO = "otto@vendor.example";
const DESK = "/v1/vendor/license-keys/sites";
const HOST = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const find = async (q: string) =>
  (await stage.as(OTTO, { url: `${DESK}?q=${encodeURIComponent(q)}` }))
    .json()
    .items.map(({ number }: { number: string }) => number);
const issue = (payload: object, email = OTTO) =>
  stage.as(email, {
    method: "POST",
    url: `${DESK}/${CAST.aoba}/keys`,
    payload: { lineId: CAST.aobaDoors, quantity: 2, host: HOST, ticket: "LS-42", ...payload },
  });

async function mails() {
  const { rows } = await sql<{ toAddress: string }>`
    select to_address from mails where template = 'license-key.on-behalf' order by 1`.execute(
    stage.portal.owner,
  );
  return rows.map(({ toAddress }) => toAddress);
}

describe("BAR 64 licence support acts on behalf, with a ticket", () => {
  test("a site is found by its number in both forms, its name, its customer, an order; without a question, sites with keys", async () => {
    for (const q of ["7001234", "007001234", "青葉", "1234567", "SO-4711", "so-4711"])
      assert.deepEqual(await find(q), ["7001234"], q);
    assert.deepEqual(await find("SO-47"), []);
    assert.deepEqual(await find("%"), []);
    assert.deepEqual(await find(""), []);
    await stage.get({ quantity: 1, host: HOST });
    assert.deepEqual(await find(""), ["7001234"]);
  });

  test("BR-100 a key is got of the site's pool; the ticket is in its history and in a mail to its key administrators", async () => {
    const reply = await issue({});
    assert.equal(reply.statusCode, 201, reply.body);
    assert.equal((await stage.pool()).available, 8);
    assert.deepEqual(await mails(), [HANA]);
    const history = (await stage.as(HANA, { url: `/sites/${CAST.aoba}/history` })).body;
    assert.match(history, /LS-42/);
    const key = (
      await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys/${reply.json().keyId}` })
    ).json();
    assert.equal(key.issuedBy, null);
    assert.equal((await issue({ quantity: 9 })).json().code, "quantity_exceeds_available");
    assert.deepEqual(await stage.uneven(), []);
  });

  test("without a ticket nothing is done; an online key's secret is not told to licence support", async () => {
    assert.equal((await issue({ ticket: " " })).statusCode, 400);
    assert.equal((await issue({ ticket: undefined })).statusCode, 400);
    const online = await issue({ host: undefined, delivery: "online" });
    assert.equal(online.statusCode, 201, online.body);
    assert.doesNotMatch(online.body, /carnet_lic_/);
    assert.equal((await issue({ delivery: "online" })).statusCode, 400);
    assert.equal((await stage.pool()).issued, 2);
  });

  test("a part of a key is returned, and the rest stays on the host", async () => {
    const { keyId } = (await issue({ quantity: 5 })).json();
    const reply = await stage.as(OTTO, {
      method: "POST",
      url: `${DESK}/${CAST.aoba}/keys/${keyId}/return`,
      payload: { quantity: 2, ticket: "LS-43" },
    });
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal((await stage.pool()).issued, 3);
    assert.deepEqual(await stage.uneven(), []);
    assert.equal((await mails()).length, 2);
  });

  test("a look is in the site's history; only licence support and operators look, customers do not know the desk", async () => {
    assert.equal((await stage.as(OTTO, { url: `${DESK}/${CAST.aoba}` })).statusCode, 200);
    const { rows } = await sql<{ facts: { looked: string[] } }>`
      select facts from events where site_id = ${CAST.aoba} and name = 'site.viewed' order by position desc limit 1`.execute(
      stage.portal.owner,
    );
    assert.deepEqual(rows[0]?.facts.looked, ["keys"]);
    assert.equal((await issue({}, HANA)).statusCode, 404);
    const sally = await issue({}, "sally@vendor.example");
    assert.deepEqual([sally.statusCode, sally.json().code], [403, "staff_role_required"]);
  });

  test("the pages do the same: found, issued with a ticket, returned; what is wrong stands at its field", async () => {
    const post = (path: string, payload: Record<string, string>) =>
      stage.as(OTTO, {
        method: "POST",
        url: `/operator/license-keys/${CAST.aoba}/${path}`,
        headers: FORM,
        payload: new URLSearchParams(payload).toString(),
      });
    const asked = {
      lineId: CAST.aobaDoors,
      quantity: "2",
      kind: "ethernet",
      value: HOST.value,
      name: "",
      ticket: "LS-44",
    };
    const wrong = await post("keys", { ...asked, value: "12" });
    assert.deepEqual(
      [wrong.statusCode, (await post("keys", { ...asked, ticket: "" })).statusCode],
      [400, 400],
    );
    assert.equal(wrong.body.match(/aria-invalid="true"/g)?.length, 1);
    const given = await post("keys", asked);
    assert.equal(given.statusCode, 303, given.body);
    const page = await stage.as(OTTO, { url: String(given.headers.location) });
    assert.match(page.body, /LS-44/);
    const { items } = (await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/license-keys` })).json();
    const back = await post("returns", { keyId: items[0].id, returnQuantity: "", returnTicket: "LS-45" });
    assert.equal(back.statusCode, 303, back.body);
    assert.equal((await stage.pool()).issued, 0);
    assert.equal((await stage.as(OTTO, { url: "/operator/license-keys?q=7001234" })).statusCode, 200);
    const csv = await stage.as(OTTO, { url: `${DESK}/${CAST.aoba}/pools.csv` });
    assert.match(csv.body, /Rational DOORS/);
  });
});
