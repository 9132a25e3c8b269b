import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { type Actor, type Context, systemContext } from "../platform/context.ts";
import { Problem } from "../platform/problem.ts";
import { authorize, authorizeVendor } from "./authorize.ts";
import type { Permission } from "./policy.ts";

let portal: TestPortal;

before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const person = (personId: string, staffRole: "operator" | null = null): Actor => ({
  kind: "person",
  personId,
  staffRole,
  isStrong: staffRole !== null,
});
const program = (...scopes: string[]): Actor => ({ kind: "program", apiKeyId: "apikey_test", scopes });

function as(actor: Actor): Context {
  return { ...systemContext(portal.portal, "test"), actor, address: "192.0.2.9", requestId: "req_test" };
}

/** Status, code and facts of the refusal; undefined when the work was done. */
async function refusal(work: Promise<unknown>) {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, code: error.code, facts: error.facts };
  }
}

const tryTo = (actor: Actor, permission: Permission, siteId: string) =>
  refusal(authorize(as(actor), permission, siteId, async () => "done"));

async function denials(siteId: string | null) {
  const { rows } = await sql<{ facts: Record<string, unknown>; actor: Actor; address: string }>`
    select facts, actor, address from events
     where name = 'access.denied' and site_id is not distinct from ${siteId} order by position`.execute(
    portal.owner,
  );
  return rows;
}

async function seen(personId: string, on: string | null) {
  await sql`update access_grants set last_seen_on = ${on}::date where person_id = ${personId}`.execute(
    portal.owner,
  );
}

describe("authorize", () => {
  test("does the work for whoever may", async () => {
    assert.equal(await tryTo(person(CAST.hana), "order.read", CAST.aoba), undefined);
  });

  test("401 for a stranger, and for a program: sites are people's", async () => {
    assert.equal((await tryTo({ kind: "visitor" }, "site.read", CAST.aoba))?.status, 401);
    assert.equal((await tryTo(program("site.administer"), "site.read", CAST.aoba))?.status, 401);
  });

  test("403 names the right that is missing, its rule and who can grant it", async () => {
    await seen(CAST.jun, "2010-02-01");
    const refused = await tryTo(person(CAST.mio), "order.read", CAST.aoba);
    assert.deepEqual(refused, {
      status: 403,
      code: "permission_required",
      facts: {
        permission: "order.read",
        privilege: "reporting",
        needed: "view",
        rule: "BR-44",
        helpers: [
          { name: "森 花", email: "hana@aoba.example" },
          { name: "阿部 純", email: "jun@aoba.example" },
        ],
        ask: `/v1/sites/${CAST.aoba}/privilege-requests`,
      },
    });
  });

  test("403 names nobody who never used the site, nor whose last day is over", async () => {
    const helpersFor = async () => (await tryTo(person(CAST.mio), "order.read", CAST.aoba))?.facts["helpers"];
    const hana = { name: "森 花", email: "hana@aoba.example" };
    await seen(CAST.jun, null);
    assert.deepEqual(await helpersFor(), [hana, { name: "jun@aoba.example", email: "jun@aoba.example" }]);
    await sql`update access_grants set valid_through = '2010-02-28' where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
    assert.deepEqual(await helpersFor(), [hana]);
    await sql`update access_grants set valid_through = null where person_id = ${CAST.jun}`.execute(
      portal.owner,
    );
  });

  test("403 names no place to ask for what somebody in that role can never be given", async () => {
    const refused = await tryTo(person(CAST.mio), "member.manage", CAST.aoba);
    assert.deepEqual([refused?.status, refused?.facts["ask"]], [403, null]);
  });

  test("403 BR-55 says that the program does not offer it, and names nobody to ask", async () => {
    const refused = await tryTo(person(CAST.seoyeon), "order.read", CAST.hangangFct);
    assert.deepEqual(refused, {
      status: 403,
      code: "program_not_eligible",
      facts: { permission: "order.read", program: "FCT", service: "orderHistory", rule: "BR-55" },
    });
  });

  test("404 for another's site is that of a site that is not there", async () => {
    const foreign = await tryTo(person(CAST.hana), "site.read", CAST.hangang);
    assert.deepEqual(foreign, await tryTo(person(CAST.hana), "site.read", "site_absent"));
    assert.deepEqual(foreign, await tryTo(person(CAST.hana), "site.read", "'; drop table sites; --"));
    assert.deepEqual([foreign?.status, foreign?.code], [404, "site_not_found"]);
  });

  test("404 from the day after the grant's last", async () => {
    await sql`update access_grants set valid_through = '2010-03-01' where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
    assert.equal(await tryTo(person(CAST.mio), "site.read", CAST.aoba), undefined);
    await sql`update access_grants set valid_through = '2010-02-28' where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
    assert.equal((await tryTo(person(CAST.mio), "site.read", CAST.aoba))?.status, 404);
    await sql`update access_grants set valid_through = null where person_id = ${CAST.mio}`.execute(
      portal.owner,
    );
  });

  test("a refusal is in the site's history: who, what, why, from where", async () => {
    const before = (await denials(CAST.aoba)).length;
    await tryTo(person(CAST.mio), "proof.read", CAST.aoba);
    const denied = (await denials(CAST.aoba)).slice(before);
    assert.deepEqual(denied, [
      {
        facts: { permission: "proof.read", reason: "permission_required" },
        actor: person(CAST.mio),
        address: "192.0.2.9",
      },
    ]);
  });

  test("a try at a hidden site is in the vendor's history only", async () => {
    const before = [(await denials(CAST.hangang)).length, (await denials(null)).length];
    await tryTo(person(CAST.hana), "order.read", CAST.hangang);
    assert.deepEqual(
      [(await denials(CAST.hangang)).length, (await denials(null)).length - (before[1] ?? 0)],
      [before[0], 1],
    );
    assert.deepEqual((await denials(null)).at(-1)?.facts, { permission: "order.read", siteId: CAST.hangang });
  });

  test("what the work wrote is undone when it fails", async () => {
    const failing = authorize(as(person(CAST.hana)), "site.read", CAST.aoba, async ({ query }) => {
      await sql`update sites set name = 'changed' where id = ${CAST.aoba}`.execute(query);
      throw new Problem(409, "some_rule");
    });
    assert.equal((await refusal(failing))?.code, "some_rule");
    const { rows } = await sql<{ name: string }>`select name from sites where id = ${CAST.aoba}`.execute(
      portal.owner,
    );
    assert.equal(rows[0]?.name, "青葉商事 本社");
  });
});

describe("authorizeVendor", () => {
  const tryVendor = (actor: Actor) =>
    refusal(authorizeVendor(as(actor), "site.administer", async () => "done"));

  test("does the work for the operator, and for a program whose key has the scope", async () => {
    assert.equal(await tryVendor(person(CAST.otto, "operator")), undefined);
    assert.equal(await tryVendor(program("feed.write", "site.administer")), undefined);
  });

  test("403 names the scope that the key lacks", async () => {
    const refused = await tryVendor(program("feed.write"));
    assert.deepEqual(refused, {
      status: 403,
      code: "scope_required",
      facts: { permission: "site.administer" },
    });
  });

  test("404 for a customer, who may not know of it; 401 for a stranger", async () => {
    assert.deepEqual((await tryVendor(person(CAST.hana)))?.code, "page_not_found");
    assert.deepEqual((await tryVendor({ kind: "visitor" }))?.status, 401);
  });

  test("a refusal is in the vendor's history", async () => {
    const before = (await denials(null)).length;
    await tryVendor(person(CAST.hana));
    await tryVendor(program());
    assert.equal((await denials(null)).length, before + 2);
  });
});
