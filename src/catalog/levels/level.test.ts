/** What a site's people see of their price level, by API and page. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-05-10T03:00:00Z", settings: { CARNET_PRICE_LEVELS: "points" } });
  await sql`update parts set points = 30 where number = 'D09LELL'`.execute(portal.owner);
  await sql`
    insert into agreement_levels values ('agreement_aoba', '2010-04-01', 'D', 'points');
    insert into orders (id, site_id, number, ordered_on, revision, booked_at)
    values ('order_later', 'site_aoba', 'SO-4800', '2010-04-20', 1, '2010-04-20T01:00:00Z');
    insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    values ('oline_later', 'site_aoba', 'order_later', 1, 'D09LELL', 10)`.execute(portal.owner);
});
after(() => portal.close());

const HANA = "hana@aoba.example";
const read = async (email: string, siteId: string) =>
  (await portal.as(email, { url: `/v1/sites/${siteId}/price-level` })).json();
const page = async (email: string, siteId: string) => {
  const { body } = await portal.as(email, { url: `/sites/${siteId}/price-level` });
  return (body.match(/<main[\s\S]*<\/main>/)?.[0] ?? "").replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
};

describe("P-03 a site's price level", () => {
  test("P-03 says which one holds, since when, and what is missing to the next", async () => {
    assert.deepEqual(await read(HANA, CAST.aoba), {
      level: "D",
      since: "2010-04-01",
      currency: "JPY",
      agreement: "100200",
      setBy: "points",
      history: [
        { validFrom: "2010-04-01", level: "D", source: "points" },
        { validFrom: "1900-01-01", level: "E", source: "feed" },
      ],
      term: { from: "2010-04-01", through: "2011-03-31" },
      points: 300,
      earned: "BL",
      next: { level: "E", points: 1000, missing: 700 },
      resetsOn: "2011-04-01",
    });
  });

  test("is a page in the reader's language", async () => {
    const text = await page(HANA, CAST.aoba);
    for (const words of [
      "価格レベル",
      "2010/04/01",
      "レベル E までの不足ポイント 700",
      "2011/04/01",
      "当初から",
    ])
      assert.ok(text.includes(words), `${words} in ${text}`);
  });

  test("counts the other sites of the agreement, without showing their orders", async () => {
    await sql`
      insert into sites (id, number, program, agreement_id, customer_id, name, country, language, registered_on,
                         contact_given_name, contact_family_name, documents_due)
      values ('site_osaka', '7005555', 'PA', 'agreement_aoba', 'customer_aoba', '大阪', 'JP', 'ja', '2010-04-02', 'K', 'I',
              false);
      insert into orders (id, site_id, number, ordered_on, revision, booked_at)
      values ('order_osaka', 'site_osaka', 'SO-4900', '2010-05-02', 1, '2010-05-02T01:00:00Z');
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      values ('oline_osaka', 'site_osaka', 'order_osaka', 1, 'D09LELL', 40)`.execute(portal.owner);
    const { points, next, earned } = await read(HANA, CAST.aoba);
    assert.deepEqual(
      { points, next, earned },
      { points: 1500, earned: "E", next: { level: "F", points: 2500, missing: 1000 } },
    );
    assert.ok(!(await page(HANA, CAST.aoba)).includes("SO-4900"));
  });

  test("is only for those who may see prices, and where there are any", async () => {
    const status = async (email: string, siteId: string) =>
      (await portal.as(email, { url: `/v1/sites/${siteId}/price-level` })).json().code;
    assert.equal(await status("mio@aoba.example", CAST.aoba), "permission_required");
    assert.equal(await status("seoyeon@hangang.example", CAST.hangangFct), "program_not_eligible");
    assert.equal(await status("seoyeon@hangang.example", CAST.aoba), "site_not_found");
  });

  test("without an agreement is the list price, and says why", async () => {
    await sql`
      insert into access_grants (site_id, person_id, role, secondary_place, software_and_services, reporting, entitlements,
                                 entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
      values ('site_formosa', 'person_lihua', 'primary', null, 'download_media_commerce', 'view', 'update', 'update',
              'update', 'update', 'view', '2010-01-01', 'passcode')`.execute(portal.owner);
    const { level, points, history, currency } = await read("lihua@formosa.example", CAST.formosa);
    assert.deepEqual(
      { level, points, history, currency },
      { level: "BL", points: null, history: [], currency: "TWD" },
    );
    assert.match(await page("lihua@formosa.example", CAST.formosa), /每次採購僅遵循當時的條款/);
  });
});
