/** A machine without a network asks, a member answers: once, of the pool, in a file and a code. Source: issue 5 point 9. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { checkAnswerCode, makeRequest } from "../../packages/license/src/air-gap.ts";
import { newState } from "../../packages/license/src/state.ts";
import { CAST } from "../../test/cast.ts";
import { addKeyProducts, KEY_LINES } from "../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../test/keys.ts";
import { clearRescues } from "../../test/rescues.ts";
import { readLicenseFile } from "../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(async () => {
  await clearRescues(stage.portal);
  await clearKeys(stage.portal);
});

const NOW = Date.parse("2010-03-01T03:00:00Z");
const SITE = `/v1/sites/${CAST.aoba}`;
const HOST = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "plant01" } as const;
const request = (product = "doors", host: Parameters<typeof makeRequest>[0]["host"] = HOST) =>
  makeRequest({ product, host, now: NOW });

const answer = (payload: object, email = HANA) =>
  stage.as(email, {
    method: "POST",
    url: `${SITE}/air-gap/requests`,
    payload: { lineId: CAST.aobaDoors, quantity: 2, ...payload },
  });

describe("issue 5 point 9: a machine without a network is answered", () => {
  test("by its file: the key is counted in the pool, the host's file and the code say the same", async () => {
    const made = await request();
    const reply = await answer({ request: made.text });
    assert.equal(reply.statusCode, 201, reply.body);
    const { fileText, answerCode, host } = reply.json();
    assert.equal(host.name, "plant01");
    assert.equal((await stage.pool()).available, 8);
    const read = readLicenseFile(stage.portal.portal.licenseSigning, fileText);
    assert.deepEqual(
      read?.keys.map(({ quantity, product }) => [quantity, product]),
      [[2, "doors"]],
    );
    const keys = (await stage.as(undefined, { url: "/v1/licensing/public-keys" })).json().keys;
    const trust = {
      keys: new Map(
        keys.map((key: { id: string; publicKey: string }) => [
          key.id,
          Buffer.from(key.publicKey, "base64url"),
        ]),
      ),
      compromised: new Set<string>(),
    };
    const asked = { product: "doors", releasedOn: "2010-02-01", hosts: [HOST], nonce: made.nonce, now: NOW };
    const check = await checkAnswerCode(answerCode, trust as never, { ...asked, state: newState() } as never);
    assert.deepEqual([check.code, check.key?.quantity, check.key?.coveredThrough], ["ok", 2, "2010-03-31"]);
    assert.ok(Date.parse(check.until ?? "") <= Date.parse(read?.keys[0]?.expiresAt ?? ""));
  });

  test("by its code: the host is typed, compared with the fingerprint, and known the next time", async () => {
    const made = await request();
    const read = (
      await stage.as(HANA, {
        method: "POST",
        url: `${SITE}/air-gap/readings`,
        payload: { request: made.code },
      })
    ).json();
    assert.deepEqual([read.productName, read.host, read.hostKind], ["Rational DOORS", null, "ethernet"]);
    assert.deepEqual((await answer({ request: made.code })).json().fields, {
      "host.value": ["ethernet_needs_12_hex"],
    });
    const wrong = await answer({ request: made.code, value: "00:1B:44:11:3A:B9" });
    assert.deepEqual(
      [wrong.statusCode, wrong.json().fields],
      [400, { "host.value": ["not_the_asking_host"] }],
    );
    assert.equal((await stage.pool()).issued ?? 0, 0);
    assert.equal(
      (await answer({ request: made.code, value: "001b.4411.3ab7", name: "plant01" })).statusCode,
      201,
    );
    const next = await request();
    const known = await stage.as(HANA, {
      method: "POST",
      url: `${SITE}/air-gap/readings`,
      payload: { request: next.code },
    });
    assert.equal(known.json().host.name, "plant01");
  });

  test("once: asked again, by another form and 12 at once, the answer is the same and the pool is taken from once", async () => {
    const made = await request();
    const forms = [made.text, made.fragment, `https://portal.example/air-gap#${made.fragment}`];
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, i) => answer({ request: forms[i % 3] })),
    );
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).toSorted(), [...Array(11).fill(200), 201]);
    const bodies = new Set(replies.map(({ body }) => body));
    assert.equal(bodies.size, 1);
    assert.equal((await stage.pool()).issued, 2);
    assert.deepEqual(await stage.uneven(), []);
    const again = await answer({ request: made.text, quantity: 9 });
    assert.deepEqual([again.statusCode, again.json().quantity], [200, 2]);
    assert.equal((await answer({ request: (await request()).text, quantity: 1 })).statusCode, 201);
    assert.equal((await stage.pool()).issued, 3);
    const { items } = (await stage.as(HANA, { url: `${SITE}/air-gap/requests` })).json();
    assert.equal(items.length, 2);
    assert.equal(
      (await stage.as(HANA, { url: `${SITE}/air-gap/requests/${items[0].id}` })).json().id,
      items[0].id,
    );
  });

  test("BR-100 never beyond the line; nothing is kept of a request that could not be answered", async () => {
    const made = await request();
    const reply = await answer({ request: made.text, quantity: 11 });
    assert.equal(reply.json().code, "quantity_exceeds_available");
    assert.equal((await answer({ request: made.text, quantity: 10 })).statusCode, 201);
  });

  test("a version-based key is told by version; a product that the site does not own, another line's, a slip by its group", async () => {
    const change = await answer({
      request: (await request("change")).text,
      lineId: KEY_LINES.change,
      quantity: 1,
    });
    assert.equal(change.statusCode, 201, change.body);
    assert.ok(change.json().answerCode.startsWith("CA1-"));
    assert.equal(
      (await answer({ request: (await request("was")).text })).json().code,
      "air_gap_product_unknown",
    );
    assert.deepEqual(
      (
        await answer({ request: (await request("change", { ...HOST, value: "00:1B:44:11:3A:11" })).text })
      ).json().fields,
      {
        lineId: ["line_of_other_product"],
      },
    );
    const groups = (await request()).code.split("-");
    groups[4] = "ABC";
    const slip = (await answer({ request: groups.join("-") })).json();
    assert.deepEqual([slip.fields, slip.group], [{ request: ["code_group"] }, 4]);
  });

  test("BR-94 members of the Key Center only; strangers learn nothing", async () => {
    const text = (await request()).text;
    assert.equal(
      (await answer({ request: text }, "mio@aoba.example")).json().code,
      "key_membership_required",
    );
    assert.equal((await answer({ request: text }, "rei@elsewhere.example")).statusCode, 404);
    assert.equal((await stage.as(undefined, { url: "/air-gap" })).statusCode, 401);
  });
});

describe("the pages of the air gap", () => {
  test("paste, choose, answer: the lines to type, the file and a QR code; pasted again, the same page", async () => {
    const made = await request();
    const entry = await stage.as(HANA, {
      url: `/air-gap?site=${CAST.aoba}&request=${encodeURIComponent(made.fragment)}`,
    });
    assert.equal(entry.statusCode, 303);
    const question = await stage.as(HANA, { url: String(entry.headers.location) });
    assert.match(question.body, /Rational DOORS/);
    assert.match(question.body, /plant01/);
    const payload = { request: made.fragment, lineId: CAST.aobaDoors, quantity: "2" };
    const given = await stage.as(HANA, {
      method: "POST",
      url: `/sites/${CAST.aoba}/air-gap`,
      payload: new URLSearchParams(payload).toString(),
      headers: FORM,
    });
    assert.equal(given.statusCode, 303, given.body);
    const page = (await stage.as(HANA, { url: String(given.headers.location) })).body;
    assert.match(page, /CA1-[0-9A-Z]{5}-/);
    assert.match(page, /class="qr"/);
    const again = await stage.as(HANA, {
      url: `/sites/${CAST.aoba}/air-gap?request=${encodeURIComponent(made.fragment)}`,
    });
    assert.equal(again.headers.location, given.headers.location);
    const slip = await stage.as(HANA, { url: `/sites/${CAST.aoba}/air-gap?request=CR1-0000` });
    assert.equal(slip.statusCode, 400);
  });
});

const FORM = { "content-type": "application/x-www-form-urlencoded" };
