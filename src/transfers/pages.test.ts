/** Transfers on their pages, without a script: BR-101, BR-103 and BR-104 as people meet them; the mails in four languages. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { HANA, KEN, LISA, OSAKA, type TransferStage, transferStage } from "../../test/transfers.ts";
import { LANGUAGES } from "../platform/language.ts";
import { transferMails } from "./mails.ts";

const AOBA = `/sites/${CAST.aoba}`;
let stage: TransferStage;
let id = "";
before(async () => {
  stage = await transferStage();
});
after(() => stage.close());

const form = (email: string, url: string, fields: Record<string, string>) =>
  stage.as(email, {
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(fields).toString(),
  });
const page = async (email: string, url: string) => {
  const reply = await stage.as(email, { url });
  assert.equal(reply.statusCode, 200, `${url} ${reply.statusCode}`);
  return reply.body;
};

describe("on the pages", () => {
  test("BR-104 nothing is there until somebody asks, and it says who may", async () => {
    assert.match(await page(HANA, `${AOBA}/transfers`), /移管はありません[\s\S]*キーセンター管理者が申請/);
  });

  test("a form with faults comes back with what was chosen and what is wrong", async () => {
    const reply = await form(HANA, `${AOBA}/transfers/new`, { targetSiteNumber: "12", reason: "理由です" });
    assert.equal(reply.statusCode, 400);
    assert.match(reply.body, /3 または 7 で始まる 7 桁[\s\S]*理由です/);
  });

  test("BR-101 asked for with 6 issued: blocked, the keys with their links", async () => {
    assert.equal((await stage.get({})).statusCode, 201);
    const sent = { targetSiteNumber: "007005555", reason: "統合", [`line.${CAST.aobaDoors}`]: "on" };
    const reply = await form(HANA, `${AOBA}/transfers/new`, sent);
    assert.equal(reply.statusCode, 303, reply.body);
    const location = String(reply.headers.location);
    id = /transfer_\w+/.exec(location)?.[0] ?? "";
    await stage.drain();
    const shown = await page(HANA, location);
    assert.match(shown, /移管を申請しました[\s\S]*先に返却が必要なキー[\s\S]*build-01/);
    assert.match(shown, new RegExp(`href="${AOBA}/license-keys/key_`));
    const again = await form(HANA, `${AOBA}/transfers/new`, sent);
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /進行中の別の移管に含まれています/);
  });

  test("BR-103 the customer cannot return: says why, license support ends the keys, it is ready", async () => {
    const empty = await form(HANA, `${AOBA}/transfers/${id}/support-case`, { supportReason: "" });
    assert.equal(empty.statusCode, 400);
    const asked = await form(HANA, `${AOBA}/transfers/${id}/support-case`, { supportReason: "火災" });
    assert.equal(asked.statusCode, 303, asked.body);
    const desk = `/operator/transfers/${id}`;
    assert.match(await page(LISA, desk), /Put the records right[\s\S]*火災/);
    const without = await form(LISA, `${desk}/normalisation`, { "normalisation.ticket": "" });
    assert.equal(without.statusCode, 400);
    const words = { "normalisation.ticket": "T-9", "normalisation.note": "Burned" };
    assert.equal((await form(LISA, `${desk}/normalisation`, words)).statusCode, 303);
    assert.match(await page(HANA, `${AOBA}/transfers/${id}`), /キー返却済み[\s\S]*Burned[\s\S]*T-9/);
  });

  test("both consent by a button; executed; each side's page says where the lines are", async () => {
    const consent = { decision: "consent" };
    assert.equal((await form(HANA, `${AOBA}/transfers/${id}/consent`, consent)).statusCode, 303);
    assert.equal((await form(HANA, `${AOBA}/transfers/${id}/consent`, consent)).statusCode, 409);
    assert.equal((await form(KEN, `/sites/${OSAKA}/transfers/${id}/consent`, consent)).statusCode, 303);
    const done = await form(LISA, `/operator/transfers/${id}/execution`, { "execution.ticket": "T-10" });
    assert.equal(done.statusCode, 303, done.body);
    assert.match(await page(HANA, `${AOBA}/transfers/${id}`), /007005555 に移管されました/);
    assert.match(await page(KEN, `/sites/${OSAKA}/transfers/${id}`), /The lines are at your site/);
    assert.match(
      await page(KEN, `/sites/${OSAKA}/history`),
      /License support executed the transfer with site 7001234/,
    );
    const told = (await stage.mailsTo(KEN)).find(({ subject }) => subject.startsWith("Licenses transferred"));
    assert.match(told?.text ?? "", /at site 007005555 now/);
  });

  test("a decline needs a reason, and ends it", async () => {
    const asked = await stage.ask({ lineIds: [CAST.aobaWas] });
    const url = `/sites/${OSAKA}/transfers/${asked.json().id}/consent`;
    assert.equal((await form(KEN, url, { decision: "decline", declineReason: " " })).statusCode, 400);
    assert.equal((await form(KEN, url, { decision: "decline", declineReason: "No" })).statusCode, 303);
    assert.equal((await stage.read(asked.json().id)).state, "rejected");
  });
});

describe("the mails", () => {
  test("read whole in four languages, each state and each side", () => {
    const of = {
      transferId: "t",
      siteId: "s",
      siteName: "青葉",
      siteNumber: "007001234",
      targetNumber: "007005555",
    };
    for (const language of LANGUAGES) {
      const reader = { language, baseUrl: "https://portal.example", careEmail: "care@vendor.example" };
      const texts = [
        ...["source", "target"].map((side) => ({
          name: "transfer-asked",
          facts: { ...of, side, lines: [] },
        })),
        ...["blocked", "ready", "transferred", "cancelled", "rejected"].map((state) => ({
          ...{ name: "transfer-told", facts: { ...of, side: "source", state } },
        })),
      ].map(({ name, facts }) => JSON.stringify(transferMails[name]?.(facts as never, reader as never)));
      assert.equal(new Set(texts).size, 7, language);
      for (const text of texts)
        assert.match(text, /007005555[\s\S]*https:\/\/portal\.example\/sites\/s\/transfers\/t/);
    }
  });
});
