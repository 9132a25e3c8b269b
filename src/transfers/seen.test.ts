/** What each side learns of the other: that it asked, consented or declined, and no name, no word, no number more. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { HANA, KEN, OSAKA, type TransferStage, transferStage } from "../../test/transfers.ts";
import { transaction } from "../platform/database.ts";

const AOBA = CAST.aoba;
let stage: TransferStage;
before(async () => {
  stage = await transferStage();
});
after(() => stage.close());

/** All that a person can read of transfers at a site: API, pages, the site's history. */
async function allSeen(email: string, siteId: string, id: string): Promise<string> {
  const urls = [
    ...[
      `/v1/sites/${siteId}/transfers`,
      `/v1/sites/${siteId}/transfers/${id}`,
      `/v1/sites/${siteId}/history?limit=100`,
    ],
    ...[`/sites/${siteId}/transfers`, `/sites/${siteId}/transfers/${id}`, `/sites/${siteId}/history`],
  ];
  const replies = await Promise.all(urls.map((url) => stage.as(email, { url })));
  for (const [at, reply] of replies.entries())
    assert.equal(reply.statusCode, 200, `${urls[at]} ${reply.body}`);
  return replies.map(({ body }) => body).join("\n");
}

describe("a number that is nobody's, and one that is somebody's", () => {
  test("are answered alike, before and after the job has looked", async () => {
    const ask = async (targetSiteNumber: string, lineId: string) => {
      const reply = await stage.ask({ targetSiteNumber, lineIds: [lineId] });
      assert.equal(reply.statusCode, 201, reply.body);
      const { id } = reply.json();
      const seen = JSON.stringify(await stage.read(id));
      await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
      return [reply.body, seen].map((body) =>
        body
          .replaceAll(targetSiteNumber, "#")
          .replaceAll(id, "#")
          .replaceAll(/"requestedAt":"[^"]*"/g, ""),
      );
    };
    assert.deepEqual(await ask("7777777", CAST.aobaWas), await ask("7005555", CAST.aobaWas));
    assert.deepEqual(await ask("7777777", CAST.aobaWas), await ask("7004321", CAST.aobaWas));
  });

  test("the own primary is asked by the same one mail, whether the number is somebody's or nobody's", async () => {
    const mailed = async (targetSiteNumber: string) => {
      const { id } = (await stage.ask({ targetSiteNumber, lineIds: [CAST.aobaWas] })).json();
      const mails = (await stage.mailsTo(HANA)).filter(({ text }) => text.includes(id));
      await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/cancellation`);
      const plain = (text: string) => text.replaceAll(targetSiteNumber, "#").replaceAll(id, "#");
      return mails.map(({ subject, text }) => plain(`${subject} ${text}`)).toSorted();
    };
    const asked = await mailed("7777777");
    assert.ok(asked.length > 0);
    assert.deepEqual(asked, await mailed("7004321"));
    assert.equal(asked.length, 2, "one that asks, one that says that its keys are back");
  });

  test("a malformed number, the own one, and a line of somebody else", async () => {
    assert.equal((await stage.ask({ targetSiteNumber: "12" })).statusCode, 400);
    assert.equal((await stage.ask({ targetSiteNumber: "007001234" })).json().code, "transfer_to_same_site");
    assert.equal((await stage.ask({ lineIds: [CAST.hangangDoors] })).statusCode, 404);
    assert.equal((await stage.ask({ reason: " " })).statusCode, 400);
  });

  test("a key user asks for nothing, a stranger finds nothing", async () => {
    assert.equal((await stage.ask({}, { email: "mio@aoba.example" })).statusCode, 403);
    assert.equal((await stage.ask({}, { email: KEN })).statusCode, 404);
    assert.equal(
      (await stage.as("rei@elsewhere.example", { url: `/v1/sites/${AOBA}/transfers` })).statusCode,
      404,
    );
  });
});

describe("canaries on both sides", () => {
  let id = "";

  test("before the target consents the source learns nothing of it", async () => {
    const asked = await stage.ask();
    id = asked.json().id;
    const { rows } = await sql<{ targetSiteId: string }>`
      select target_site_id from transfers where id = ${id}`.execute(stage.portal.owner);
    assert.equal(rows[0]?.targetSiteId, OSAKA);
    const seen = await allSeen(HANA, AOBA, id);
    assert.ok(!/大阪|Canaryken|Kanarien|site_osaka/.test(seen));
  });

  test("the target's primary gets a mail with who asks and what for, and sees no word and no order of the source", async () => {
    const mail = (await stage.mailsTo(KEN)).find(({ text }) => text.includes(id));
    assert.match(mail?.subject ?? "", /007001234 to 007005555/);
    const home = await stage.as(KEN, { url: `/sites/${OSAKA}` });
    assert.match(home.body, /Your consent: a transfer of licenses with site 7001234/);
    assert.match(mail?.text ?? "", /青葉商事 本社[\s\S]*Rational DOORS: 10/);
    const seen = await allSeen(KEN, OSAKA, id);
    assert.match(seen, /青葉商事 本社/);
    for (const canary of ["Canarywhy", "SO-4700", CAST.aobaDoors, "hana@aoba", "person_hana", "森 花"])
      assert.ok(!seen.includes(canary), `the target reads ${canary}`);
  });

  test("who at the target consented, and in which words, stays there", async () => {
    const words = { decision: "consent", reason: "Canarynote" };
    assert.equal((await stage.consent(id, KEN, OSAKA, words)).statusCode, 200);
    const seen = await allSeen(HANA, AOBA, id);
    assert.match(seen, /target-consented/);
    assert.match(seen, /大阪支店/); // its name is told from here on
    assert.ok(!/Canaryken|Kanarien|Canarynote|ken@aoba|person_ken/.test(seen));
    assert.match(await allSeen(KEN, OSAKA, id), /Canarynote/);
  });

  test("keys, support case and normalisation of the source are nothing to the target", async () => {
    const got = await stage.get({ host: { kind: "hostname", value: "canaryhost", name: "canaryhost" } });
    assert.equal(got.statusCode, 201, got.body);
    await stage.post(HANA, `/v1/sites/${AOBA}/transfers/${id}/support-case`, { reason: "Canaryfire" });
    await stage.desk(id, "normalisation", { ticket: "CT-9", note: "Canaryrecord" });
    const seen = await allSeen(KEN, OSAKA, id);
    assert.ok(!/canaryhost|Canaryfire|CT-9|Canaryrecord|support-case|normalised|"blocked"/.test(seen));
    assert.match(await allSeen(HANA, AOBA, id), /CT-9/);
  });

  test("a decline tells the other side that, not why; both are mailed", async () => {
    const words = { decision: "decline", reason: "Canaryno" };
    assert.equal((await stage.consent(id, KEN, OSAKA, words)).json().state, "rejected");
    const seen = await allSeen(HANA, AOBA, id);
    assert.match(seen, /rejected/);
    assert.ok(!/Canaryno\b|Canaryken/.test(seen));
    assert.ok((await stage.mailsTo(HANA)).some(({ subject }) => subject.includes("拒否")));
  });

  test("the notes are behind the wall of their own site, in the database too", async () => {
    const notesOf = (siteId: string) =>
      transaction(stage.portal.portal.db, { siteId }, async (query) => {
        const { rows } = await sql<{ byName: string; note: string }>`
          select by_name, note from transfer_notes where transfer_id = ${id}`.execute(query);
        return JSON.stringify(rows);
      });
    assert.ok(!/Canaryken|Canarynote|Canaryno\b/.test(await notesOf(AOBA)));
    assert.ok(!/Canarywhy|Canaryfire|Canaryrecord/.test(await notesOf(OSAKA)));
    const others = await transaction(stage.portal.portal.db, { siteId: CAST.hangang }, async (query) => {
      const tables = ["transfers", "transfer_lines", "transfer_steps", "transfer_notes"];
      const counts = tables.map((table) => sql`select from ${sql.table(table)} where true`.execute(query));
      return (await Promise.all(counts)).map(({ rows }) => rows.length);
    });
    assert.deepEqual(others, [0, 0, 0, 0]);
  });
});
