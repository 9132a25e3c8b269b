/** One primary and four secondaries, whatever happens at once. Source: BR-39, BR-40, A-16, BAR 6, 30. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { systemContext } from "../platform/context.ts";
import { transaction } from "../platform/database.ts";
import { asPortal, siteScopeOf } from "./authorize.ts";
import { deleteGrant, insertGrant, type Swap, swapPrimary, updateGrant } from "./grants.store.ts";
import { DEFAULT_PRIVILEGES, type Role } from "./policy.ts";
import type { SiteScope } from "./scopes.data.ts";

let stage: TestPortal;
before(async () => {
  stage = await testPortal();
});
after(() => stage.close());

beforeEach(async () => {
  await sql`delete from access_grants where site_id = 'site_aoba'`.execute(stage.owner);
  await sql`
    insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                               entitlement_allocation, manage_access, contact_update, account_documents, granted_at,
                               granted_by, last_seen_on)
    select 'site_aoba', person_id, role, place, 'none', 'none', 'none', 'none', 'none', 'none', 'none', '2009-04-01', 'x', '2010-02-01'
      from (values ('person_hana', 'primary', null), ('person_jun', 'secondary', 1), ('person_mio', 'user', null))
           as given (person_id, role, place)`.execute(stage.owner);
});

const at = new Date("2010-03-01T03:00:00Z");

function within<Value>(work: (scope: SiteScope) => Promise<Value>): Promise<Value> {
  return asPortal(systemContext(stage.portal, "test"), (scope) => work(siteScopeOf(scope, CAST.aoba)));
}

async function grants(): Promise<string[]> {
  const { rows } = await sql<{ grant: string }>`
    select substr(person_id, 8) || ' ' || role || coalesce(' ' || secondary_place, '') as grant
      from access_grants where site_id = 'site_aoba' order by role, secondary_place, person_id`.execute(
    stage.owner,
  );
  return rows.map(({ grant }) => grant);
}

const swap = (change: Partial<Swap> = {}): Swap => ({
  from: CAST.hana,
  to: CAST.jun,
  fromRole: "secondary",
  privileges: { primary: DEFAULT_PRIVILEGES.primary, from: DEFAULT_PRIVILEGES.secondary },
  at,
  by: CAST.hana,
  ...change,
});

const give = (personId: string, role: Exclude<Role, "primary"> = "secondary") =>
  within((scope) =>
    insertGrant(scope, {
      personId,
      role,
      privileges: DEFAULT_PRIVILEGES[role],
      validThrough: null,
      grantedAt: at,
      grantedBy: CAST.hana,
    }),
  );

describe("handing the primary's place over", () => {
  test("to a secondary gives the old primary the place that is left", async () => {
    assert.equal(await within((scope) => swapPrimary(scope, swap())), "swapped");
    assert.deepEqual(await grants(), ["jun primary", "hana secondary 1", "mio user"]);
    const { rows } =
      await sql`select from access_grants where person_id = 'person_jun' and last_seen_on = '2010-02-01'`.execute(
        stage.owner,
      );
    assert.equal(rows.length, 1, "when he was here is not forgotten");
  });

  test("to a user takes a free place, or is refused when there is none", async () => {
    assert.equal(await within((scope) => swapPrimary(scope, swap({ to: CAST.mio }))), "swapped");
    assert.deepEqual(await grants(), ["mio primary", "jun secondary 1", "hana secondary 2"]);
    for (const personId of [CAST.lihua, CAST.nobody]) assert.equal(await give(personId), "granted");
    assert.equal(await give(CAST.seoyeon), "secondary_limit");
    assert.equal(await give(CAST.otto, "user"), "granted");
    const refused = within(async (scope) => {
      const outcome = await swapPrimary(scope, swap({ from: CAST.mio, to: CAST.otto }));
      if (outcome !== "swapped") throw new Error(outcome);
    });
    await assert.rejects(refused, /secondary_limit/);
    assert.equal((await grants())[0], "mio primary");
  });

  test("to somebody new, and the old one goes", async () => {
    assert.equal(
      await within((scope) => swapPrimary(scope, swap({ to: CAST.nobody, fromRole: "none" }))),
      "swapped",
    );
    assert.deepEqual(await grants(), ["nobody primary", "jun secondary 1", "mio user"]);
  });

  test("into a place that is vacant, and not when it is not", async () => {
    assert.equal(await within((scope) => swapPrimary(scope, swap({ from: null }))), "primary_changed");
    await sql`delete from access_grants where role = 'primary' and site_id = 'site_aoba'`.execute(
      stage.owner,
    );
    assert.equal(await within((scope) => swapPrimary(scope, swap({ from: null }))), "swapped");
    assert.deepEqual(await grants(), ["jun primary", "mio user"]);
  });

  test("BR-39 by twenty at once happens once, and no reader ever sees none or two", async () => {
    const seen = new Set<number>();
    let isOver = false;
    const watch = async () => {
      while (!isOver) {
        const { rows } = await sql<{ count: number }>`
          select count(*)::int as count from access_grants where site_id = 'site_aoba' and role = 'primary'`.execute(
          stage.owner,
        );
        seen.add(rows[0]?.count ?? -1);
      }
    };
    const watching = watch();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        within((scope) => swapPrimary(scope, swap({ to: n % 2 === 0 ? CAST.jun : CAST.mio }))),
      ),
    );
    isOver = true;
    await watching;
    assert.equal(outcomes.filter((outcome) => outcome === "swapped").length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === "primary_changed").length, 19);
    assert.deepEqual([...seen], [1]);
  });

  test("BR-39 a second primary cannot be stored", async () => {
    const second = transaction(stage.portal.db, { siteId: CAST.aoba }, (query) =>
      sql`update access_grants set role = 'primary' where site_id = 'site_aoba' and person_id = 'person_mio'`.execute(
        query,
      ),
    );
    await assert.rejects(second, /access_grants_one_primary/);
  });
});

describe("the four places", () => {
  test("BR-40 the fourth and the fifth at once: one of them", async () => {
    for (const personId of [CAST.lihua, CAST.nobody]) await give(personId);
    const outcomes = await Promise.all([give(CAST.seoyeon), give(CAST.otto)]);
    assert.deepEqual(outcomes.sort(), ["granted", "secondary_limit"]);
  });

  test("are the lowest free first, and kept by who has one", async () => {
    await give(CAST.lihua);
    const change = { personId: CAST.jun, privileges: DEFAULT_PRIVILEGES.user, validThrough: null } as const;
    assert.equal(await within((scope) => updateGrant(scope, { ...change, role: "user" })), "changed");
    await give(CAST.nobody);
    assert.deepEqual((await grants()).slice(1, 3), ["nobody secondary 1", "lihua secondary 2"]);
    const privileges = DEFAULT_PRIVILEGES.secondary;
    const again = { ...change, personId: CAST.lihua, role: "secondary", privileges } as const;
    assert.equal(await within((scope) => updateGrant(scope, again)), "changed");
    assert.deepEqual((await grants()).slice(1, 3), ["nobody secondary 1", "lihua secondary 2"]);
  });
});

test("the primary's grant is neither changed nor deleted by its name", async () => {
  const change = {
    personId: CAST.hana,
    role: "user",
    privileges: DEFAULT_PRIVILEGES.user,
    validThrough: null,
  } as const;
  assert.equal(await within((scope) => updateGrant(scope, change)), "absent");
  assert.equal(await within((scope) => deleteGrant(scope, CAST.hana)), false);
  assert.equal(await within((scope) => deleteGrant(scope, CAST.seoyeon)), false);
  assert.equal(await give(CAST.mio, "user"), "already_member");
});
