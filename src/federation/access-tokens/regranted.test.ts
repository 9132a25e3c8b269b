import assert from "node:assert/strict";
import { test } from "node:test";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";

test("BAR 23 a token whose owner was removed does not come back when the owner is added again", async () => {
  const portal = await testPortal();
  const [hana, mio, site] = ["hana@aoba.example", "mio@aoba.example", `/v1/sites/${CAST.aoba}`];
  const asked = { name: "nightly", scopes: ["site.read"], expiresOn: "2010-05-01" };
  const post = async (as: string, url: string, payload: object) => {
    const reply = await portal.as(as, { method: "POST", url, payload });
    assert.equal(reply.statusCode, 201, reply.body);
    return reply.json();
  };
  const { token } = await post(mio, `${site}/access-tokens`, asked);
  const use = async (bearer: string) => {
    const headers = { authorization: `Bearer ${bearer}` };
    return (await portal.app.inject({ url: site, headers })).statusCode;
  };
  assert.equal(await use(token), 200);
  await portal.as(hana, { method: "DELETE", url: `${site}/members/${CAST.mio}` });
  assert.equal(await use(token), 404);
  portal.clock.set("2010-03-01T03:10:00Z");
  await post(hana, `${site}/members`, { email: mio });
  assert.equal(await use(token), 401);
  const { token: another } = await post(mio, `${site}/access-tokens`, asked);
  assert.equal(await use(another), 200);
  await portal.close();
});
