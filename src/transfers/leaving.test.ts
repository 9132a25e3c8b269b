/** What goes with lines that leave, and what license support cannot execute. Source: BR-78h, BR-102, decision 0033. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import {
  consentBoth,
  HANA,
  KEN,
  LISA,
  OSAKA,
  SEOYEON,
  type TransferStage,
  transferStage,
} from "../../test/transfers.ts";

const AOBA = CAST.aoba;
let stage: TransferStage;
before(async () => {
  stage = await transferStage();
});
after(() => stage.close());

describe("what goes with the line", () => {
  test("its renewal offer is withdrawn, the others stay; the cart counts a change, simulations stay readable", async () => {
    const { owner, portal } = stage.portal;
    await portal.jobs.enqueue(portal.db, "renewals.run", [{}]);
    await stage.drain();
    const offers = async () => {
      const { rows } = await sql<{ state: string }>`
        select quote.state from renewal_offers offer
          join renewal_quotes quote on quote.site_id = offer.site_id and quote.id = offer.quote_id
         where offer.line_id = ${CAST.aobaDoors}`.execute(owner);
      return rows.map(({ state }) => state);
    };
    assert.deepEqual(await offers(), ["open"]);
    const { items } = (await stage.as(HANA, { url: `/v1/sites/${AOBA}/renewal-quotes` })).json();
    const added = await stage.post(HANA, `/v1/sites/${AOBA}/cart/lines`, {
      lineId: CAST.aobaDoors,
    });
    assert.ok(added.statusCode < 500, added.body);
    const cart = async () => (await stage.as(HANA, { url: `/v1/sites/${AOBA}/cart` })).json();
    const before = await cart();
    const { id } = (await stage.ask()).json();
    await consentBoth(stage, id);
    assert.equal((await stage.desk(id, "execution")).statusCode, 200);
    assert.deepEqual(await offers(), []);
    const quote = (
      await stage.as(HANA, { url: `/v1/sites/${AOBA}/renewal-quotes/${items[0].quoteId}` })
    ).json();
    assert.deepEqual(
      quote.lines.map((line: { product: string; state: string }) => `${line.product} ${line.state}`).sort(),
      ["doors withdrawn", "was quoted"],
    );
    const now = await cart();
    assert.equal(before.lines.length, 1, added.body);
    assert.deepEqual([now.lines, now.revision > before.revision], [[], true]);
    for (const path of ["studio", "renewal-quotes", "cart", "orders/SO-4700", "license-keys", ""]) {
      const page = await stage.as(HANA, { url: `/sites/${AOBA}/${path}`.replace(/\/$/, "") });
      assert.equal(page.statusCode, 200, `${path} ${page.statusCode}`);
    }
  });

  test("the next renewal run offers the line at the target alone", async () => {
    const { portal, owner } = stage.portal;
    await portal.jobs.enqueue(portal.db, "renewals.run", [{}]);
    await stage.drain();
    const { rows } = await sql<{ siteId: string }>`
      select distinct offer.site_id from renewal_offers offer join entitlement_lines line
          on line.site_id = offer.site_id and line.id = offer.line_id
       where line.product_code = 'doors' and offer.state = 'open'`.execute(owner);
    assert.ok(!rows.some(({ siteId }) => siteId === AOBA));
  });
});

describe("what cannot be executed", () => {
  const at = { email: SEOYEON, siteId: CAST.hangangFct };

  test("BR-78h Express to Express: consented to by both, still refused", async () => {
    await sql`update sites set program = 'PAE', agreement_id = null where id in (${AOBA}, ${OSAKA})`.execute(
      stage.portal.owner,
    );
    const { id } = (await stage.ask({ lineIds: [CAST.aobaWas] })).json();
    await consentBoth(stage, id);
    const refused = await stage.desk(id, "execution");
    assert.deepEqual([refused.statusCode, refused.json().code], [409, "express_single_site"]);
    assert.equal((await stage.read(id)).isSecondExpressSite, true);
    await stage.desk(id, "rejection", { ticket: "T-2", note: "One location" });
    assert.equal((await stage.read(id)).state, "rejected");
  });

  test("BR-102 no part is named for the other program: license support enters one that fits", async () => {
    await sql`update parts set migrates_to = null where number = 'D052ALL'`.execute(stage.portal.owner);
    const payload = { targetSiteNumber: "3005678", lineIds: [CAST.hangangFctDoors] };
    const { id } = (await stage.ask(payload, at)).json();
    await stage.consent(id, SEOYEON, CAST.hangangFct);
    await stage.consent(id, SEOYEON, CAST.hangang);
    assert.equal((await stage.read(id, SEOYEON, CAST.hangangFct)).lines[0].becomes, null);
    const parts = (partNumber: string) => ({ ticket: "T-3", parts: [{ place: 1, partNumber }] });
    assert.equal((await stage.desk(id, "execution")).json().code, "transfer_part_unknown");
    assert.equal(
      (await stage.desk(id, "execution", parts("E075NLL"))).json().code,
      "transfer_part_not_offered",
    );
    assert.equal(
      (await stage.desk(id, "execution", parts("D052ALL"))).json().code,
      "transfer_part_not_offered",
    );
    const done = await stage.desk(id, "execution", parts("D09LELL"));
    assert.equal(done.statusCode, 200, done.body);
    assert.equal(done.json().lines[0].becomes, "D09LELL");
  });

  test("a number that is nobody's is told to the desk alone; its list is a sheet, too", async () => {
    const { id } = (await stage.ask({ targetSiteNumber: "7777777", lineIds: [CAST.aobaWas] })).json();
    assert.equal((await stage.desk(id, "execution")).json().code, "transfer_no_such_site");
    const sheet = await stage.as(LISA, { url: "/v1/operator/transfers.csv?state=open" });
    assert.match(sheet.body, /7777777/);
    assert.equal((await stage.as(KEN, { url: "/v1/operator/transfers" })).statusCode, 404);
    await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
  });

  test("BAR 18 who asked or consented does not execute it, though he were license support, too", async () => {
    await sql`
      insert into staff_members (person_id, role, invited_at, invited_by)
      values ('person_hana', 'license-support', '2009-01-01', 'system')`.execute(stage.portal.owner);
    await sql`update sites set program = 'PA' where id in (${AOBA}, ${OSAKA})`.execute(stage.portal.owner);
    stage.portal.signOut();
    const { id } = (await stage.ask({ lineIds: [CAST.aobaWas] })).json();
    await consentBoth(stage, id);
    const own = await stage.post(HANA, `/v1/operator/transfers/${id}/execution`, { ticket: "T-4" });
    assert.deepEqual([own.statusCode, own.json().code], [409, "transfer_by_oneself"], own.body);
    assert.equal((await stage.desk(id, "execution")).statusCode, 200);
  });

  test("a quote in which nothing is left is closed with the last line that goes", async () => {
    const { rows } = await sql<{ state: string }>`
      select distinct state from renewal_quotes where site_id = ${AOBA}`.execute(stage.portal.owner);
    assert.deepEqual(rows, [{ state: "closed" }]);
  });
});
