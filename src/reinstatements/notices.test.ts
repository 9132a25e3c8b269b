/** D-26 for many sites at once: to whom, with what, and in how few statements. Each site alone says what is right. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { fillSites } from "../../test/many-sites.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { listSiteFacts } from "../agreements/index.ts";
import { addresseeOf } from "../contacts/index.ts";
import { systemContext } from "../platform/context.ts";
import { offerFactsOf } from "./mails.ts";
import { queueReinstatementMails } from "./notices.documents.ts";
import { listReinstatementOffers } from "./offers.documents.ts";

const SITES = 200;

let portal: TestPortal;
/** Of each site all ten lines: of those of 1 to 9 months more some are covered still. */
let lapsed: { siteId: string; lineIds: string[] }[];

before(async () => {
  portal = await testPortal({ now: "2010-08-31T16:00:00Z" }); // in Taipei the day before
  const run = (text: string) => sql.raw(text).execute(portal.owner);
  await fillSites(run, SITES, 12);
  // A level of its own for one agreement, a later one for another; three currencies; a part and prices of some products.
  await run("update agreement_levels set level = 'E' where agreement_id = 'agreement_b3'");
  await run("insert into agreement_levels values ('agreement_b4', '2010-09-01', 'E', 'feed')");
  await run("update sites set country = 'KR', language = 'ko' where number ~ '^31' and number::int % 5 = 1");
  await run(
    "update sites set country = 'TW', language = 'zh-TW' where number ~ '^31' and number::int % 5 = 2",
  );
  await run(`insert into parts (number, product_code, kind, programs, service_months, description)
    select 'R' || lpad(n::text, 4, '0'), 'p' || n, 'reinstatement', case when n % 4 = 0 then '{PA}' else '{PA,PAE}' end::text[], 12, ''
      from generate_series(0, 14) n`);
  await run(`insert into prices (part_number, currency, level, valid_from, amount)
    select kind || lpad(n::text, 4, '0'), currency, level, since,
           1000 * ascii(currency) + 100 * ascii(level) + n + extract(month from since)
      from generate_series(0, 11) n, unnest(array['JPY', 'KRW', 'TWD']) currency, unnest(array['BL', 'D', 'E']) level,
           unnest(array['2007-01-01', '2010-09-01']::date[]) since, unnest(array['D', 'R']) kind
     where kind = 'D' or n < 5`);
  await run(`insert into key_contacts (site_id, type, version, name, email, email_key, phone, street, city, region, postal_code,
                                       country, language, saved_at, saved_by)
    select id, 'RENEWAL', 'v', 'R ' || number, 'r@site.example', 'r@site.example', '', '', '', '', '', 'JP', 'en', now(), ''
      from sites where id like 'site_b%' and number::int % 7 = 0`);
  await run("update sites set contact_email = null, contact_email_key = null where id = 'site_b000011'");
  const { rows } = await sql<{ siteId: string; lineIds: string[] }>`
    select site_id, array_agg(id) as line_ids from entitlement_lines
     where id like 'line_b%' group by site_id order by site_id`.execute(portal.owner);
  lapsed = rows;
});
after(() => portal.close());

test("D-26 two hundred sites at once: each the mail that it would get alone, once, in few statements", async () => {
  const context = systemContext(portal.portal, "test");
  const expected = await asPortal(context, async (scope) => {
    const sites = await listSiteFacts(
      scope,
      lapsed.map(({ siteId }) => siteId),
    );
    const mails = new Map<string, object>();
    for (const site of sites) {
      const own = siteScopeOf(scope, site.siteId);
      const to = await addresseeOf(own, "RENEWAL");
      const lineIds = lapsed.find(({ siteId }) => siteId === site.siteId)?.lineIds;
      const offers = await listReinstatementOffers(own, context, site, lineIds);
      if (to === null || offers.length === 0) continue;
      const facts = offerFactsOf(site, {
        name: to.name,
        sales: portal.portal.config.salesEmail,
        lines: offers,
      });
      mails.set(site.siteId, { to: to.email, language: to.language, facts });
    }
    return mails;
  });
  assert.ok(expected.size > 90 && expected.size < SITES, `${expected.size} of ${SITES} sites`);
  const statements = await send([...lapsed, ...lapsed.slice(0, 3), { siteId: "site_none", lineIds: ["x"] }]);
  const { rows } = await sql<{
    siteId: string;
    dedupeKey: string;
    to: string;
    language: string;
    sealed: Buffer;
  }>`
    select delivery.site_id, mail.dedupe_key, mail.to_address as "to", mail.language, mail.sealed_facts as sealed
      from mails mail join deliveries delivery on delivery.mail_id = mail.id
     where mail.template = 'reinstatement-offer'`.execute(portal.owner);
  const made = rows.map(({ siteId, to, language, sealed }) => {
    const facts = portal.portal.secrets.unseal(sealed);
    return [siteId, { to, language, facts }] as const;
  });
  assert.equal(made.length, expected.size);
  assert.deepEqual(new Map(made.toSorted()), new Map([...expected].toSorted()));
  const key = rows.find(({ siteId }) => siteId === "site_b000002")?.dedupeKey;
  assert.equal(key, "reinstatement-offer site_b000002 2010-09-01");
  assert.ok(statements <= 30, `${statements} statements`);
  await send(lapsed);
  const { rows: again } = await sql`select from mails`.execute(portal.owner);
  assert.equal(again.length, expected.size);
});

/** Answers in how many statements. */
async function send(lines: typeof lapsed): Promise<number> {
  const context = systemContext(portal.portal, "test");
  return asPortal(context, async (scope) => {
    const executor = scope.query.getExecutor();
    const execute = executor.executeQuery;
    let statements = 0;
    executor.executeQuery = function (this: typeof executor, ...query) {
      statements++;
      return execute.apply(this, query);
    } as typeof execute;
    await queueReinstatementMails(scope, context, lines);
    return statements;
  });
}
