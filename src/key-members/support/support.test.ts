/** License support adds and takes out members only by the primary's consent. DOMAIN §1.5, BR-54. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { AGENTS, addAgents } from "../../../test/agents.ts";
import { CAST } from "../../../test/cast.ts";
import { clearKeyCenter, countOf, HANGANG_KEYS, REI, SEOYEON, sentOf } from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
  await addAgents(portal.owner);
});
after(() => portal.close());
beforeEach(async () => {
  await clearKeyCenter(portal);
  await sql`delete from consents`.execute(portal.owner);
});

const OTTO = "otto@vendor.example";
const LISA = AGENTS.lisa.email;
const URL = "/v1/operator/key-members";
const asked = { siteNumber: "003005678", email: REI, ticket: "T-1" };

const add = (as: string = LISA, more: object = {}) =>
  portal.as(as, { method: "POST", url: URL, payload: { ...asked, ...more } });
const remove = (as: string = LISA) =>
  portal.as(as, { method: "POST", url: `${URL}/removals`, payload: asked });

const allow = (purpose = "license-key-members") =>
  portal.as(SEOYEON, {
    method: "POST",
    url: `/v1/sites/${CAST.hangang}/consents`,
    payload: { purpose, validThrough: "2010-03-31" },
  });

test("BR-54 without the primary's consent to just this: 403, nothing done, the try in the site's history", async () => {
  await allow("add-member");
  const reply = await add();
  assert.deepEqual(
    [reply.statusCode, reply.json().code, reply.json().rule],
    [403, "consent_required", "BR-54"],
  );
  const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");
  const unknown = await add(LISA, { siteNumber: "3999999" });
  assert.equal(bare(unknown.body), bare(reply.body)); // a number that is nobody's reads the same
  assert.equal(await countOf(portal, "key_members"), 0);
  const history = await portal.as(SEOYEON, { url: `/sites/${CAST.hangang}/history` });
  assert.match(history.body, /동의가 없어 지원 담당자의 작업이 거부되었습니다/);
});

test("BR-54 with it: added and taken out, mailed, in the history; taken back it is over", async () => {
  const { id } = (await allow()).json();
  const added = await add();
  assert.equal(added.statusCode, 201, added.body);
  const { items } = (await portal.as(REI, { url: HANGANG_KEYS })).json();
  assert.equal(items.find(({ isMe }: { isMe: boolean }) => isMe).because, "support");
  assert.equal((await add()).json().code, "already_member");
  assert.equal((await remove()).statusCode, 200);
  assert.equal((await portal.as(REI, { url: HANGANG_KEYS })).statusCode, 404);
  assert.equal((await remove()).statusCode, 404);
  assert.deepEqual(await sentOf(portal), [`key-member.added ${REI}`, `key-member.removed ${REI}`]);
  await portal.as(SEOYEON, { method: "DELETE", url: `/v1/sites/${CAST.hangang}/consents/${id}` });
  assert.equal((await add()).statusCode, 403);
});

test("DOMAIN 1.5 support engineers and care may not at all; the operator stands in; a page does the same", async () => {
  await allow();
  for (const agent of [AGENTS.sue, AGENTS.cara]) {
    const reply = await add(agent.email);
    assert.deepEqual([reply.statusCode, reply.json().code], [403, "staff_role_required"]);
  }
  assert.equal((await add(SEOYEON)).statusCode, 404);
  await sql`delete from consents`.execute(portal.owner);
  assert.equal((await add(OTTO)).statusCode, 201);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const payload = `action=remove&siteNumber=3005678&email=${encodeURIComponent(REI)}&ticket=T-2&role=user`;
  const post = { method: "POST", url: "/operator/key-members", headers, payload } as const;
  const refused = await portal.as(LISA, post);
  assert.equal(refused.statusCode, 403);
  assert.match(refused.body, /BR-54/);
  await allow();
  assert.equal((await portal.as(LISA, post)).statusCode, 303);
  assert.equal(await countOf(portal, "key_members"), 0);
  const faults = await portal.as(LISA, {
    ...post,
    payload: "action=add&siteNumber=1&email=x&ticket=&role=user",
  });
  assert.equal(faults.statusCode, 400);
});
