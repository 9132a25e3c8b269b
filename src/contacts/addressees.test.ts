/** The addressees of many sites at once are those of each. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { listSiteFacts } from "../agreements/index.ts";
import { systemContext } from "../platform/context.ts";
import { addresseeOf, listSiteAddressees } from "./index.ts";

const SITES = [CAST.aoba, CAST.hangang, CAST.hangangFct, CAST.formosa];

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function both() {
  return asPortal(systemContext(portal.portal, "test"), async (scope) => {
    const sites = await listSiteFacts(scope, SITES);
    const many = await listSiteAddressees(scope, "RENEWAL", sites);
    const each = [];
    for (const siteId of SITES) each.push(await addresseeOf(siteScopeOf(scope, siteId), "RENEWAL"));
    return { many: SITES.map((siteId) => many.get(siteId)), each };
  });
}

test("BR-47 the primary contact, the registered one, a named one, nobody: for many sites as for one", async () => {
  const { many, each } = await both();
  assert.deepEqual(many, each);
  assert.deepEqual(
    many.map((to) => [to?.email, to?.isFallback]),
    [
      ["hana@aoba.example", true],
      ["seoyeon@hangang.example", true],
      ["seoyeon@hangang.example", true],
      ["lihua@formosa.example", true],
    ],
  );
  await sql`
    insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code,
                              country, language, saved_at, saved_by)
    values (${CAST.aoba}, 'RENEWAL', 'v1', '佐藤 恵', 'sato@aoba.example', 'sato@aoba.example', '1', '1', '1', '1', '1',
            'JP', 'ja', now(), ${CAST.hana})`.execute(portal.owner);
  await sql`update people set state = 'disabled' where id = ${CAST.seoyeon}`.execute(portal.owner);
  await sql`update sites set contact_email = null, contact_email_key = null where id = ${CAST.formosa}`.execute(
    portal.owner,
  );
  const later = await both();
  assert.deepEqual(later.many, later.each);
  assert.deepEqual(
    later.many.map((to) => to?.email),
    ["sato@aoba.example", "seoyeon@hangang.example", "seoyeon@hangang.example", undefined],
  );
  assert.deepEqual(
    later.many.map((to) => to?.isFallback),
    [false, true, true, undefined],
  );
});
