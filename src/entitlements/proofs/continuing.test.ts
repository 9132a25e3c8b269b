/** Proofs of orders that renew or reinstate, alone or with licenses: booked in the portal, or brought by a feed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, test } from "node:test";
import { type QueryResult, type RootOperationNode, sql, type UnknownRow } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { faultsOf, feed, line, order } from "../../../test/feed.ts";
import {
  HANA,
  joined,
  needs,
  openProofs,
  openssl,
  PROOFS,
  type ProofStage,
  textOf,
} from "../../../test/proofs.ts";
import { buy, newLicense, purchaseLine, purchaseOf, renewalOfWas } from "../../../test/purchases.ts";
import { addQuote } from "../../../test/quotes.ts";
import { asPortal, siteScopeOf } from "../../access/index.ts";
import { systemContext } from "../../platform/context.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { entitlementMails } from "../mails.ts";
import { issueProofs } from "./issue.documents.ts";
import { PROOFS_JOB } from "./rules.ts";
import { proofSay } from "./texts.ts";

const poppler = needs("pdftotext", "poppler-utils");
const signing = needs("openssl", "openssl");
const QUOTE = `/v1/sites/${CAST.aoba}/renewal-quotes/quote_aoba`;

let it: ProofStage;
const contentOf = async (number: string) => {
  const [proof] = await it.proofs(`?order=${number}`);
  assert.ok(proof, `${number} has no proof`);
  return { ...(await it.read(`${PROOFS}/${proof.id}`)), id: proof.id };
};
/** Who was written to with the proofs of an order. */
const mailsOf = async (number: string) => {
  const { rows } = await sql<{ to: string }>`
    select to_address as to
      from mails join orders on dedupe_key like 'proof-issued ' || orders.id || ' %'
     where number = ${number}`.execute(it.owner);
  return rows.map(({ to }) => to);
};

const RENEWED_WAS = {
  line: 2,
  partNumber: "E025QLL",
  description: "WAS renewal 12 months",
  productName: "WebSphere Application Server",
  quantity: 5,
  services: ["subscription-and-support"],
  coveredFrom: "2010-08-01",
  coveredThrough: "2011-03-31",
  kind: "renewal",
  continues: { orderNumber: "SO-4711", line: 1 },
};

describe("the proof of a renewal order", () => {
  let number: string;
  before(async () => {
    it = await openProofs("2010-01-02T03:00:00Z");
    await addQuote(it);
    const lineIds = [CAST.aobaDoors, CAST.aobaWas];
    const payload = { channel: "online", purchaseOrderNumber: "PO-77", lineIds };
    const placed = await it.as(HANA, { method: "POST", url: `${QUOTE}/orders`, payload });
    assert.equal(placed.statusCode, 201, placed.body);
    number = placed.json().orderNumber;
  });
  after(() => it.close());

  test("BR-61 is there at once: part, quantity, services, the days that it brought, and the license that it continues", async () => {
    const { status, state, isGenuine, content } = await contentOf(number);
    assert.deepEqual([status, state, isGenuine], [200, "valid", true]);
    assert.deepEqual([content.schema, content.license], ["carnet-proof-v2", "perpetual"]);
    assert.deepEqual(content.order, { number, orderedOn: "2010-01-02", revision: 1 });
    assert.deepEqual(content.lines[1], RENEWED_WAS);
    const { partNumber, quantity, coveredFrom, coveredThrough, continues } = content.lines[0];
    assert.deepEqual(
      [partNumber, quantity, coveredFrom, coveredThrough, continues],
      ["E075NLL", 10, "2010-04-01", "2011-03-31", { orderNumber: "SO-4700", line: 1 }],
    );
  });

  test("BR-60 goes to the primary contact by mail, once, with what it continues and through when, in four languages", async () => {
    await it.portal.jobs.drain();
    await it.issue();
    assert.deepEqual(await mailsOf(number), [HANA]);
    const { id: proofId, checkCode, content: document } = await contentOf(number);
    const facts = { siteId: CAST.aoba, proofId, contactName: "森 花", checkCode, lineCount: 2, document };
    for (const language of LANGUAGES) {
      const careEmail = "care@vendor.example";
      const reader = { language, baseUrl: "https://p.example", vendorName: "Vendor", careEmail };
      const said = JSON.stringify(entitlementMails["proof-issued"](facts, reader));
      const renews = proofSay(language)("renews", { number: "SO-4711", line: "1" });
      for (const part of [renews, "E025QLL", "2010", "2011"])
        assert.ok(said.includes(part), `${language}: ${part}`);
    }
  });

  test("verifies by openssl, byte for byte, and not for another quantity", signing, async () => {
    const { id } = await contentOf(number);
    const { document, signature, keyId } = await it.read(`${PROOFS}/${id}.json`);
    const pem = (await it.app.inject({ url: `/v1/proofs/keys/${keyId}` })).body;
    assert.equal(openssl(pem, document, signature), true);
    assert.equal(openssl(pem, document.replace('"quantity":5', '"quantity":6'), signature), false);
  });

  test(
    "its paper says what it continues, and that it adds no licenses, in four languages",
    poppler,
    async () => {
      const { id } = await contentOf(number);
      for (const language of LANGUAGES) {
        const say = proofSay(language);
        const paper = textOf(
          (await it.as(HANA, { url: `${PROOFS}/${id}.pdf?language=${language}` })).rawPayload,
        );
        const renews = say("renews", { number: "SO-4711", line: "1" });
        for (const said of ["E025QLL", renews, say("continuingNote"), say("perpetual")]) {
          assert.ok(paper.includes(joined(said)), `${language}: ${said}`);
        }
      }
    },
  );

  test("anybody checks it by its code: the API and the page say the same, without a sign-in", async () => {
    const { checkCode } = await contentOf(number);
    const answer = (await it.app.inject({ url: `/v1/proofs/check/${checkCode}` })).json();
    assert.deepEqual([answer.state, answer.isGenuine, answer.content.lines[1]], ["valid", true, RENEWED_WAS]);
    const url = `/check/${checkCode.replaceAll("-", "")}`;
    const page = (await it.app.inject({ url, headers: { "accept-language": "ja" } })).body;
    for (const said of ["ご注文 SO-4711 明細 1 の更新", "E025QLL", proofSay("ja")("continuingNote")]) {
      assert.ok(page.includes(said), said);
    }
  });

  test("the order's page leads to it", async () => {
    const page = (await it.as(HANA, { url: `/sites/${CAST.aoba}/orders/${number}` })).body;
    assert.ok(page.includes(`/sites/${CAST.aoba}/proofs?order=${number}`));
  });
});

describe("a proof of what the portal books", () => {
  beforeEach(async () => {
    it = await openProofs();
  });
  const closing = (work: () => Promise<void>) => async () => {
    try {
      await work();
    } finally {
      await it.close();
    }
  };

  test(
    "BR-60 a reinstatement's says so, from the day of its order",
    closing(async () => {
      it.clock.set("2010-09-15T03:00:00Z");
      const { orderNumber } = await buy(
        it,
        purchaseOf([
          purchaseLine({
            ...{ kind: "reinstatement", partNumber: "D55WKLL", quantity: 5, unitPrice: 3600, months: null },
            continues: CAST.aobaWas,
          }),
        ]),
      );
      const [said, ...others] = (await contentOf(orderNumber)).content.lines;
      assert.deepEqual(
        [others.length, said.kind, said.partNumber, said.quantity, said.coveredFrom, said.coveredThrough],
        [0, "reinstatement", "D55WKLL", 5, "2010-09-15", "2011-09-30"],
      );
      assert.deepEqual(said.continues, { orderNumber: "SO-4711", line: 1 });
    }),
  );

  test(
    "BR-60 a mixed order's lists licenses and renewals, each with its own days",
    closing(async () => {
      const { orderNumber } = await buy(it, purchaseOf([renewalOfWas, newLicense]));
      const { content } = await contentOf(orderNumber);
      assert.deepEqual(content.lines, [
        { ...RENEWED_WAS, line: 1 },
        {
          line: 2,
          partNumber: "D55WJLL",
          description: "WAS license + 12 months",
          productName: "WebSphere Application Server",
          quantity: 3,
          services: ["subscription-and-support"],
          coveredFrom: "2010-03-01",
          coveredThrough: "2011-02-28",
          kind: "license",
          continues: null,
        },
      ]);
    }),
  );

  test(
    "licenses alone are said as ever: the document of the first schema, byte for byte",
    closing(async () => {
      const { orderNumber } = await buy(it, purchaseOf([newLicense]));
      const { id, checkCode, keyId, content } = await contentOf(orderNumber);
      const { document } = await it.read(`${PROOFS}/${id}.json`);
      assert.equal(
        document,
        `{"schema":"carnet-proof-v1","checkCode":"${checkCode.replaceAll("-", "")}","version":1,` +
          `"issuedAt":"${content.issuedAt}","issuer":"Carnet Demo Software","keyId":"${keyId}",` +
          '"customer":{"name":"青葉商事","country":"JP","number":"1234567"},' +
          '"site":{"number":"7001234","name":"青葉商事 本社","program":"PA"},"agreementNumber":"100200",' +
          `"order":{"number":"${orderNumber}","orderedOn":"2010-03-01","revision":1},"license":"perpetual",` +
          '"lines":[{"line":1,"partNumber":"D55WJLL","description":"WAS license + 12 months",' +
          '"productName":"WebSphere Application Server","quantity":3,"services":["subscription-and-support"],' +
          '"coveredFrom":"2010-03-01","coveredThrough":"2011-02-28"}]}',
      );
    }),
  );
});

describe("a proof of renewals that a feed brings", () => {
  before(async () => {
    it = await openProofs();
    await sql`insert into parts (number, product_code, kind, programs, service_months, description)
              values ('M00DOORS', 'doors', 'media', '{PA}', 0, 'DOORS media kit')`.execute(it.owner);
  });
  after(() => it.close());
  const renewal = line({ part: "E025QLL", quantity: 5, renews: { order: "SO-4711", line: 1 } });
  const media = line({ part: "M00DOORS", quantity: 1 });
  const stateOf = async (number: string) =>
    (await it.proofs(`?order=${number}`)).map(({ version, state }) => `${version} ${state}`).sort();

  test("BR-60 is mailed when the order is new; its next revision supersedes it, and one without them withdraws it", async () => {
    const number = "SO-5200";
    const first = await feed(it, [order({ number, orderedOn: "2010-02-20", revision: 1, lines: [renewal] })]);
    assert.deepEqual(faultsOf(first), []);
    const { content, checkCode } = await contentOf(number);
    assert.deepEqual(content.lines, [{ ...RENEWED_WAS, line: 1 }]);
    assert.equal((await mailsOf(number)).length, 1);
    const doors = line({ line: 2, part: "E075NLL", quantity: 10, renews: { order: "SO-4700", line: 1 } });
    await feed(it, [order({ number, orderedOn: "2010-02-20", revision: 2, lines: [renewal, doors] })]);
    assert.deepEqual(await stateOf(number), ["1 superseded", "2 valid"]);
    const old = (await it.app.inject({ url: `/v1/proofs/check/${checkCode}` })).json();
    assert.deepEqual([old.state, old.supersededBy, old.content.lines.length], ["superseded", 2, 1]);
    assert.equal((await mailsOf(number)).length, 2);
    await feed(it, [order({ number, orderedOn: "2010-02-20", revision: 3, lines: [media] })]);
    assert.deepEqual(await stateOf(number), ["1 superseded", "2 withdrawn"]);
  });

  test("an order of media kits alone has none", async () => {
    await feed(it, [order({ number: "SO-5201", orderedOn: "2010-02-20", lines: [media] })]);
    assert.deepEqual(await stateOf("SO-5201"), []);
  });

  test("BR-60 of an old order is made without a mail; so is one that the migration finds without a proof", async () => {
    const of = (number: string, orderedOn: string, at: number) => {
      const renews = { order: "SO-2000", line: at };
      return order({ number, orderedOn, lines: [line({ part: "E025QLL", quantity: 2, renews })] });
    };
    const licensed = [1, 2].map((at) => line({ line: at, part: "D55WJLL", quantity: 2 }));
    await feed(it, [
      order({ number: "SO-2000", orderedOn: "2008-07-10", lines: licensed }),
      of("SO-5202", "2009-05-01", 1),
      of("SO-5203", "2010-02-02", 2),
    ]);
    assert.deepEqual([await stateOf("SO-5202"), await mailsOf("SO-5202")], [["1 valid"], []]);
    assert.equal((await mailsOf("SO-5203")).length, 1);
    // As it was before 0019: done, without a proof.
    await sql`delete from mails where template = 'proof-issued'`.execute(it.owner);
    await sql`delete from proofs where order_number in ('SO-5202', 'SO-5203')`.execute(it.owner);
    it.clock.set("2010-06-01T03:00:00Z");
    it.signOut();
    await sql.raw(readFileSync("db/migrations/0019_proofs.sql", "utf8")).execute(it.owner.withoutPlugins());
    const due = await sql<{ number: string }>`select number from orders where proof_due order by 1`.execute(
      it.owner,
    );
    const numbers = due.rows.map((row) => row.number);
    assert.ok(numbers.includes("SO-5202") && numbers.includes("SO-5203"), String(numbers));
    assert.ok(!numbers.includes("SO-2000"), "a proof of licenses is not made again");
    await it.issue();
    assert.deepEqual([await stateOf("SO-5202"), await stateOf("SO-5203")], [["1 valid"], ["1 valid"]]);
    assert.deepEqual([await mailsOf("SO-5202"), await mailsOf("SO-5203")], [[], []]);
  });

  test("a hundred are made with as many statements as one", async () => {
    const all = Array.from({ length: 101 }, (_, at) => at + 1);
    const licenses = all.map((at) => line({ line: at, part: "D55WJLL", quantity: 1 }));
    await feed(it, [order({ number: "BULK", orderedOn: "2009-07-10", lines: licenses })]);
    const renewing = all.map((at) =>
      order({
        number: `BULK-${at}`,
        orderedOn: "2010-06-01",
        lines: [line({ part: "E025QLL", quantity: 1, renews: { order: "BULK", line: at } })],
      }),
    );
    await feed(it, renewing);
    await sql`delete from proofs where order_number like 'BULK-%'`.execute(it.owner);
    await sql`update orders set proof_due = true where number like 'BULK-%'`.execute(it.owner);
    const [one, hundred] = [await countStatements(1), await countStatements(100)];
    assert.ok(one > 5);
    assert.equal(hundred, one);
    assert.deepEqual(await stateOf("BULK-77"), ["1 valid"]);
  });

  async function countStatements(limit: number): Promise<number> {
    let statements = 0;
    const counting = {
      transformQuery: ({ node }: { node: RootOperationNode }) => {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }: { result: QueryResult<UnknownRow> }) => result,
    };
    const context = systemContext(it.portal, PROOFS_JOB);
    const made = await asPortal(context, (scope) => {
      const counted = { ...scope, query: scope.query.withPlugin(counting) };
      return issueProofs(siteScopeOf(counted, CAST.aoba), context, { limit, isInHurry: false });
    });
    assert.equal(made, limit);
    return statements;
  }
});
