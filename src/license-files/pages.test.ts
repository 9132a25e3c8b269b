/** The vendor's page of signing keys, without a script. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { testPortal } from "../../test/portal.ts";
import { addSecondOperator, OLGA, OTTO } from "../../test/signing.ts";

const carnet = await testPortal();
after(() => carnet.close());
before(() => addSecondOperator(carnet.owner));
const PATH = "/operator/signing-keys";
const form = (email: string, url: string, payload: string) =>
  carnet.as(email, {
    method: "POST",
    url,
    payload,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" },
  });

describe("the page of signing keys", () => {
  test("says what each key may do, since when, and from when on the next one may take over", async () => {
    const { statusCode, body } = await carnet.as(OTTO, { url: PATH });
    assert.equal(statusCode, 200);
    assert.match(body, /Current[\s\S]*Next/);
    assert.match(body, /It may take over from Mar(ch)? 7, 2010, 22:00 EST/);
    assert.match(body, /BEGIN PUBLIC KEY/);
    assert.doesNotMatch(body, /PRIVATE KEY-----/);
  });

  test("a rotation takes two: the one who asks is told to wait, the other one confirms", async () => {
    carnet.clock.set("2010-03-09T03:00:00Z");
    carnet.signOut();
    const before = carnet.portal.licenseSigning.keyId;
    const empty = await form(OTTO, `${PATH}/rotations`, "reason=");
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /Enter a reason/);
    const asked = await form(OTTO, `${PATH}/rotations`, "reason=yearly");
    assert.deepEqual([asked.statusCode, asked.headers.location], [303, `${PATH}?news=asked`]);
    const own = (await carnet.as(OTTO, { url: PATH })).body;
    assert.match(own, /You asked for this, so somebody else confirms it/);
    assert.doesNotMatch(own, /Confirm and carry out/);
    const others = (await carnet.as(OLGA, { url: PATH })).body;
    const [, id] = others.match(/changes\/(skchange_\w+)\/confirmation/) ?? [];
    assert.equal(carnet.portal.licenseSigning.keyId, before);
    const done = await form(OLGA, `${PATH}/changes/${id}/confirmation`, "");
    assert.deepEqual([done.statusCode, done.headers.location], [303, `${PATH}?news=done`]);
    assert.notEqual(carnet.portal.licenseSigning.keyId, before);
    assert.match((await carnet.as(OLGA, { url: `${PATH}?news=done` })).body, /Retired/);
  });

  test("a compromise needs a key and a reason, and can be withdrawn", async () => {
    const empty = await form(OTTO, `${PATH}/compromises`, "keyId=&because=");
    assert.equal(empty.statusCode, 400);
    const { keyId } = carnet.portal.licenseSigning;
    await form(OTTO, `${PATH}/compromises`, `keyId=${keyId}&because=lost+laptop`);
    const [, id] =
      (await carnet.as(OTTO, { url: PATH })).body.match(/changes\/(skchange_\w+)\/withdrawal/) ?? [];
    const done = await form(OTTO, `${PATH}/changes/${id}/withdrawal`, "");
    assert.equal(done.headers.location, `${PATH}?news=withdrawn`);
    assert.equal(carnet.portal.licenseSigning.keyId, keyId);
  });

  test("in four languages", async () => {
    for (const [language, word] of Object.entries({ ja: "署名鍵", ko: "서명 키", "zh-TW": "簽章金鑰" })) {
      const cookie = `${await carnet.cookieOf(OTTO)}; language=${language}`;
      const { body } = await carnet.app.inject({ url: PATH, headers: { cookie } });
      assert.ok(body.includes(word), language);
    }
  });
});
