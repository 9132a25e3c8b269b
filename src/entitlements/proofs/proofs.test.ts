/** Proofs of entitlement, as orders bring them. Aoba has two orders with licenses, both of 2009. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { HANA, openProofs, PROOFS, type ProofStage, revise, textOf } from "../../../test/proofs.ts";

const SEOYEON = "seoyeon@hangang.example";

describe("a proof of entitlement", () => {
  let it: ProofStage;
  before(async () => {
    it = await openProofs();
  });
  after(() => it.close());

  test("BR-60 there is one for each order, in the site's list, the newest order's first, page by page", async () => {
    const items = await it.proofs();
    assert.deepEqual(
      items.map(({ orderNumber }) => orderNumber),
      ["SO-4711", "SO-4700"],
    );
    const { next } = await it.read(`${PROOFS}?limit=1`);
    assert.deepEqual(await it.proofs(`?limit=1&after=${next}`), items.slice(1));
    assert.deepEqual(new Set(items.map(({ state }) => state)), new Set(["valid"]));
  });

  test("BR-61 it is there at once when its order is booked, and states product, quantity and services", async () => {
    await it.book("SO-4720", "2010-03-01");
    const [proof] = await it.proofs("?order=SO-4720");
    const { status, content, isGenuine } = await it.read(`${PROOFS}/${proof?.id}`);
    assert.deepEqual([status, isGenuine], [200, true]);
    assert.deepEqual(content.customer, { name: "青葉商事", country: "JP", number: "1234567" });
    assert.deepEqual(content.site, { number: "7001234", name: "青葉商事 本社", program: "PA" });
    assert.deepEqual(content.order, { number: "SO-4720", orderedOn: "2010-03-01", revision: 1 });
    assert.equal(content.agreementNumber, "100200");
    assert.deepEqual(content.lines, [
      {
        line: 1,
        partNumber: "D55WJLL",
        description: "WAS license + 12 months",
        productName: "WebSphere Application Server",
        quantity: 7,
        services: ["subscription-and-support"],
        coveredFrom: "2010-03-01",
        coveredThrough: "2011-02-28",
      },
    ]);
  });

  test("its day of issue is the site's: an order of a morning in Japan has no proof of the day before", async () => {
    const early = await openProofs("2010-03-01T18:00:00Z");
    after(() => early.close());
    await early.book("SO-4720", "2010-03-02");
    const [proof] = await early.proofs("?order=SO-4720");
    const { body } = await early.as(HANA, { url: `/sites/${CAST.aoba}/proofs/${proof?.id}` });
    assert.match(body, /datetime="2010-03-02"/);
    assert.ok(!body.includes('datetime="2010-03-01"'));
    const paper = await early.as(HANA, { url: `/sites/${CAST.aoba}/proofs/${proof?.id}.pdf` });
    const said = textOf(paper.rawPayload);
    assert.equal(said.match(/2010年3月2日/g)?.length, 2, "ordered and issued on");
    assert.doesNotMatch(said, /2010年3月1日/);
  });

  test("BR-66 it is perpetual, and stays valid when subscription and support has ended", async () => {
    const later = await openProofs("2011-04-01T03:00:00Z");
    after(() => later.close());
    const [proof] = await later.proofs("?order=SO-4711");
    const { content } = await later.read(`${PROOFS}/${proof?.id}`);
    assert.deepEqual(
      [proof?.state, content.license, content.lines[0].coveredThrough],
      ["valid", "perpetual", "2010-07-31"],
    );
  });

  test("404 another site's proof and one that is not there are answered alike, byte by byte, in every form", async () => {
    const theirs = await it.read(`/v1/sites/${CAST.hangang}/proofs`, SEOYEON);
    for (const form of ["", ".json", ".pdf"]) {
      const bodies = await Promise.all(
        [theirs.items[0].id, "proof_nothing"].map(async (id) => {
          const reply = await it.as(HANA, { url: `${PROOFS}/${id}${form}` });
          assert.equal(reply.statusCode, 404);
          return reply.body.replaceAll(/req_\w+/g, "");
        }),
      );
      assert.equal(bodies[0], bodies[1]);
    }
  });

  test("401, 403: it takes a sign-in and the privilege to see account documents", async () => {
    assert.equal((await it.app.inject({ url: PROOFS })).statusCode, 401);
    const { status, privilege } = await it.read(PROOFS, "mio@aoba.example");
    assert.deepEqual([status, privilege], [403, "accountDocuments"]);
  });

  test("BR-55 403 an FCT site has none, and is told the rule", async () => {
    const { status, code, rule } = await it.read(`/v1/sites/${CAST.hangangFct}/proofs`, SEOYEON);
    assert.deepEqual([status, code, rule], [403, "program_not_eligible", "BR-55"]);
    await it.issue();
    const { rows } = await sql`select from proofs where site_id = ${CAST.hangangFct}`.execute(it.owner);
    assert.equal(rows.length, 0);
  });
});

describe("issuing", () => {
  let it: ProofStage;
  before(async () => {
    it = await openProofs();
  });
  after(() => it.close());

  test("makes each proof once, however many issue at once and how often", async () => {
    await Promise.all([it.issue(), it.issue(), it.proofs(), it.proofs(), it.issue()]);
    await it.issue();
    const { rows } = await sql<{ proofs: number; events: number }>`
      select (select count(*)::int from proofs) as proofs,
             (select count(*)::int from events where name = 'proof.issued') as events`.execute(it.owner);
    assert.deepEqual(rows, [{ proofs: 3, events: 3 }]);
    const due = await sql`select from orders where proof_due`.execute(it.owner);
    assert.equal(due.rows.length, 0);
  });

  test("BR-60 mails the proof of a new order to the contact once, and none of an order that was old when it arrived", async () => {
    await it.book("SO-4730", "2010-02-20");
    await it.book("SO-4731", "2010-02-21");
    await it.book("SO-2001", "2009-01-01");
    await it.issue();
    await it.issue();
    const sent = await it.mails();
    assert.deepEqual(
      sent.map(({ toAddress }) => toAddress),
      [HANA, HANA],
    );
    assert.deepEqual(
      sent.map(({ dedupeKey }) => dedupeKey),
      ["proof-issued order_so-4730 1", "proof-issued order_so-4731 1"],
    );
  });

  test("BR-60 with a contact for proofs named, the mail goes there, in that language; cleared, to the primary again", async () => {
    const url = `/v1/sites/${CAST.aoba}/contacts/POE`;
    const place = { phone: "1", street: "s", city: "c", region: "r", postalCode: "1" };
    const payload = { name: "Kim", email: "licenses@aoba.example", language: "ko", ...place };
    assert.equal((await it.as(HANA, { method: "PUT", url, payload })).statusCode, 200);
    await it.book("SO-4750", "2010-02-22");
    await it.issue();
    assert.deepEqual((await it.read(PROOFS)).addressee, {
      name: "Kim",
      email: "licenses@aoba.example",
      isFallback: false,
    });
    await it.as(HANA, { method: "DELETE", url });
    await it.book("SO-4751", "2010-02-23");
    await it.issue();
    const { rows } = await sql<{ toAddress: string; language: string }>`
      select to_address, language from mails where dedupe_key like 'proof-issued order_so-475%'
       order by dedupe_key`.execute(it.owner);
    assert.deepEqual(
      rows.map(({ toAddress, language }) => [toAddress, language]),
      [
        ["licenses@aoba.example", "ko"],
        [HANA, "ja"],
      ],
    );
    const sent = await sql<{ facts: { sentTo?: string } }>`
      select facts from events where name = 'proof.issued' and facts->>'orderNumber' = 'SO-4750'`.execute(
      it.owner,
    );
    assert.equal(sent.rows[0]?.facts.sentTo, "licenses@aoba.example");
    await sql`delete from mails where dedupe_key like 'proof-issued order_so-475%'`.execute(it.owner);
  });

  test("supersedes the proof of a revised order by the next version, with a mail of its own", async () => {
    await revise(it, "order_so-4730", "quantity");
    await it.issue();
    const versions = await it.proofs("?order=SO-4730");
    assert.deepEqual(
      new Set(versions.map(({ version, state }) => `${version} ${state}`)),
      new Set(["1 superseded", "2 valid"]),
    );
    assert.equal((await it.mails()).length, 3);
  });

  test("withdraws the proof of an order that lost its licenses, and makes no other", async () => {
    await revise(it, "order_so-4731", "no licenses");
    await it.issue();
    assert.deepEqual(
      (await it.proofs("?order=SO-4731")).map(({ state }) => state),
      ["withdrawn"],
    );
    const { rows } = await sql<{
      facts: object;
    }>`select facts from events where name = 'proof.withdrawn'`.execute(it.owner);
    assert.deepEqual(
      rows.map(({ facts }) => Object(facts).orderNumber),
      ["SO-4731"],
    );
  });

  test("a person who reads does not wait for a feed that holds an order; the others' proofs are made", async () => {
    await it.book("SO-4740", "2009-06-01");
    await it.book("SO-4741", "2009-06-02");
    await it.owner.transaction().execute(async (feed) => {
      await sql`select from orders where id = 'order_so-4740' for update`.execute(feed);
      assert.equal((await it.proofs("?order=SO-4741")).length, 1);
      assert.equal((await it.proofs("?order=SO-4740")).length, 0);
    });
    assert.equal((await it.proofs("?order=SO-4740")).length, 1);
  });

  test("works through a site with more orders than one transaction takes", async () => {
    for (let n = 0; n < 205; n++) await it.book(`BULK-${n}`, "2009-05-05");
    await it.issue();
    const { rows } = await sql<{ made: number }>`
      select count(*)::int as made from proofs where order_number like 'BULK-%' and state = 'valid'`.execute(
      it.owner,
    );
    assert.equal(rows[0]?.made, 205);
  });
});
