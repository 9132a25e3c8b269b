/** Who is told of an order, by its channel, and how each mail reads. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { buy, newLicense, purchaseOf, renewalOfWas } from "../../test/purchases.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { systemContext } from "../platform/context.ts";
import { LANGUAGES } from "../platform/language.ts";
import { renderMail } from "../platform/mail/render.ts";
import { found } from "../platform/problem.ts";
import { bookPurchase } from "./book.documents.ts";
import { type OrderMailFacts, purchaseMails } from "./mails.ts";

const FACTS: OrderMailFacts = {
  ...{ reader: "buyer", siteId: "site_aoba", siteNumber: "7001234", siteName: "青葉商事 <b>本社</b>" },
  ...{
    customer: "青葉商事",
    customerNumber: "1234567",
    agreementNumber: "100200",
    orderNumber: "W014VVYMG0ABC",
  },
  ...{ orderedOn: "2010-03-01", placedBy: "森 花", channel: "online", purchaseOrderNumber: "PO-77" },
  ...{ quote: { number: "QTEST0AB1", version: 2 }, level: "E", currency: "JPY", amount: 22_000 },
  ...{ salesEmail: "sales@carnet.example", lineCount: 23 },
  lines: [
    {
      ...{ kind: "renewal", partNumber: "E025QLL", quantity: 5, unitPrice: 1200, amount: 4000, months: 8 },
      ...{ productName: "WAS", coveredFrom: "2010-08-01", coveredThrough: "2011-03-31" },
    },
    {
      ...{
        kind: "license",
        partNumber: "D55WJLL",
        quantity: 3,
        unitPrice: 6000,
        amount: 18_000,
        months: null,
      },
      ...{ productName: "WAS", coveredFrom: "2010-03-01", coveredThrough: "2011-02-28" },
    },
  ],
};

for (const language of LANGUAGES) {
  test(`the mail says what was ordered, how the amounts came about and until when it covers, in ${language}`, () => {
    const about = {
      language,
      baseUrl: "https://portal.example",
      vendorName: "V",
      careEmail: "care@carnet.example",
    };
    for (const reader of ["buyer", "partner", "sales", "renewal"] as const) {
      for (const channel of ["online", "partner", "vendor", "automatic"] as const) {
        const mail = renderMail(
          purchaseMails,
          { template: "order-placed", facts: { ...FACTS, reader, channel } },
          about,
        );
        const { subject, text, html } = mail;
        for (const part of [subject, text, html]) assert.doesNotMatch(part, /undefined|\{\w+\}|\[object/);
        assert.match(text, /5 × \D{0,4}1,200.* × 8\/12 = \D{0,4}4,000/);
        assert.match(text, /QTEST0AB1/);
        assert.match(text, /22,000/);
        assert.ok(!html.includes("<b>本社"), "what a name holds is no markup");
        const isOfSite = reader === "buyer" || reader === "renewal";
        assert.equal(
          text.includes("/sites/site_aoba/orders/W014VVYMG0ABC"),
          isOfSite,
          "only the site's own get in",
        );
      }
    }
  });
}

describe("who is told", () => {
  let portal: TestPortal;
  before(async () => {
    portal = await testPortal();
  });
  after(() => portal.close());

  const toldOf = async (number: string) => {
    const { rows } = await sql<{ to: string }>`
      select mails.to_address || ' ' || mails.language as to
        from mails join deliveries on deliveries.mail_id = mails.id
       where template = 'order-placed' and deliveries.about ->> 'orderNumber' = ${number}
       order by 1`.execute(portal.owner);
    return rows.map(({ to }) => to);
  };

  test("BR-78g online who ordered; through the partner the reseller too; from the vendor the sales desk", async () => {
    const { salesEmail } = portal.portal.config;
    const channels = {
      online: [],
      partner: ["orders@sakura.example ja"],
      vendor: [`${salesEmail} en`],
    } as const;
    for (const channel of ["online", "partner", "vendor"] as const) {
      const { orderNumber } = await buy(portal, purchaseOf([newLicense], { channel }));
      assert.deepEqual(await toldOf(orderNumber), ["hana@aoba.example ja", ...channels[channel]].sort());
      const {
        reseller,
        placement,
        channel: told,
      } = (
        await portal.as("hana@aoba.example", { url: `/v1/sites/${CAST.aoba}/orders/${orderNumber}` })
      ).json();
      assert.deepEqual([told, placement.placedBy, placement.level], [channel, "森 花", "E"]);
      assert.equal(reseller, channel === "partner" ? "Sakura Partners" : null);
    }
  });

  test("3.18.13 an automatic renewal has nobody who placed it; who is named for renewals is told", async () => {
    const context = systemContext(portal.portal, "renewals.run");
    const booked = await asPortal(context, async (vendor) => {
      const scope = siteScopeOf(vendor, CAST.aoba);
      const site = found(await findSiteFacts(scope), "site");
      return bookPurchase(scope, context, site, purchaseOf([renewalOfWas], { channel: "automatic" }));
    });
    assert.deepEqual(await toldOf(booked.orderNumber), ["hana@aoba.example ja"]);
    const url = `/v1/sites/${CAST.aoba}/orders/${booked.orderNumber}`;
    const { placement, channel } = (await portal.as("hana@aoba.example", { url })).json();
    assert.deepEqual([channel, placement.placedBy], ["automatic", null]);
  });

  test("the order's page shows the way, the customer's number, months and amount; history and search know it", async () => {
    const { orderNumber } = await buy(
      portal,
      purchaseOf([newLicense], { purchaseOrderNumber: "PO/2010-42", quote: { id: "quote_x", version: 2 } }),
    );
    const hana = async (url: string) => (await portal.as("hana@aoba.example", { url })).body;
    const page = await hana(`/sites/${CAST.aoba}/orders/${orderNumber}`);
    for (const words of ["PO/2010-42", "森 花", "18,000", "/renewal-quotes/quote_x?version=2"]) {
      assert.ok(page.includes(words), words);
    }
    assert.ok((await hana(`/v1/sites/${CAST.aoba}/orders?q=2010-42`)).includes(orderNumber));
    assert.ok((await hana(`/v1/sites/${CAST.aoba}/history`)).includes(`注文 ${orderNumber}`));
    assert.match(await hana(`/sites/${CAST.aoba}/orders.csv?q=2010-42`), /PO\/2010-42/);
  });
});
