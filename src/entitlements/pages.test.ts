/** The pages of entitlements and proofs, and the mail with which a proof is announced. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { LANGUAGES } from "../platform/language.ts";
import { entitlementMails } from "./mails.ts";
import type { ProofMailFacts } from "./proofs/rules.ts";
import { proofSay } from "./proofs/texts.ts";
import { entitlementSay } from "./texts.ts";

const HANA = "hana@aoba.example";
const SITE = `/sites/${CAST.aoba}`;

const say = entitlementSay("ja");
const proofWords = proofSay("ja");

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function page(url: string, email: string | undefined = HANA) {
  const reply = await portal.as(email, { url, headers: { accept: "text/html" } });
  return { status: reply.statusCode, body: reply.body, location: reply.headers.location };
}

describe("the page of entitlements", () => {
  test("links each line, keeps the question in every address, and offers the sheets of the same question", async () => {
    const { status, body } = await page(
      `${SITE}/entitlements?q=SO-4&status=active&sort=-coveredThrough&product=`,
    );
    assert.equal(status, 200);
    assert.match(body, /href="\/sites\/site_aoba\/entitlements\/line_aobawas"/);
    assert.match(body, /entitlements\.csv\?status=active&amp;q=SO-4&amp;sort=-coveredThrough/);
    assert.match(body, /aria-sort="descending"/);
  });

  test("says what to do when nothing matches", async () => {
    const { body } = await page(`${SITE}/entitlements?q=nothing`);
    assert.ok(body.includes(say("noneFound")));
    assert.ok(body.includes(say("showAll")));
  });

  test("leads a stranger to the sign-in and back", async () => {
    const reply = await portal.app.inject({ url: `${SITE}/entitlements`, headers: { accept: "text/html" } });
    assert.equal(reply.statusCode, 303);
    assert.match(String(reply.headers.location), /^\/sign-in\?next=/);
  });
});

describe("the pages of proofs", () => {
  test("show the certificate with its files, its code and its state", async () => {
    const list = await page(`${SITE}/proofs?order=SO-4711`);
    const href =
      /href="(\/sites\/site_aoba\/proofs\/proof_\w+)"/.exec(list.body)?.[1] ?? assert.fail("no proof");
    const { status, body } = await page(href);
    assert.equal(status, 200);
    for (const said of [
      "青葉商事",
      "D55WJLL",
      "100200",
      `${href}.pdf`,
      `${href}.json`,
      proofWords("validText", { issuer: "Carnet Demo Software" }),
    ]) {
      assert.ok(body.includes(said), said);
    }
  });

  test("say which orders have a proof when one has none", async () => {
    const { body } = await page(`${SITE}/proofs?order=SO-0000`);
    assert.ok(body.includes(proofWords("noneOfOrder", { number: "SO-0000" })));
  });

  test("BR-55 403 tell an FCT site the rule", async () => {
    const { status, body } = await page(`/sites/${CAST.hangangFct}/proofs`, "seoyeon@hangang.example");
    assert.equal(status, 403);
    assert.match(body, /BR-55/);
  });
});

describe("the public check", () => {
  test("takes a typed code to its own address, and shows a stranger the paper's words and state", async () => {
    const { items } = (await portal.as(HANA, { url: `/v1${SITE}/proofs?order=SO-4700` })).json();
    const asked = await portal.app.inject({ url: `/check?code=${items[0].checkCode.toLowerCase()}` });
    assert.equal(asked.statusCode, 303);
    const shown = await portal.app.inject({
      url: String(asked.headers.location),
      headers: { "accept-language": "en" },
    });
    assert.equal(shown.statusCode, 200);
    assert.ok(shown.body.includes(proofSay("en")("validText", { issuer: "Carnet Demo Software" })));
    assert.match(shown.body, /青葉商事/);
    assert.doesNotMatch(shown.body, /hana@aoba|site_aoba|SO-4711/);
  });

  test("404 lets whoever typed a code that nobody was given try again", async () => {
    const reply = await portal.app.inject({
      url: "/check/0000-0000-0000",
      headers: { "accept-language": "en" },
    });
    assert.equal(reply.statusCode, 404);
    assert.ok(reply.body.includes(proofSay("en")("checkUnknown")));
    assert.match(reply.body, /<form[^>]*action="\/check"/);
  });
});

describe("the mail of a proof (D-11)", () => {
  const facts: ProofMailFacts = {
    siteId: CAST.aoba,
    proofId: "proof_1",
    contactName: "森 花",
    checkCode: "K7QM3XRT9WHD",
    lineCount: 23,
    document: {
      customer: { name: "青葉商事", country: "JP", number: "1234567" },
      site: { number: "7001234", name: "青葉商事 本社", program: "PA" },
      agreementNumber: "100200",
      order: { number: "SO-4711", orderedOn: "2009-07-10", revision: 1 },
      version: 1,
      lines: [
        {
          line: 1,
          partNumber: "D55WJLL",
          description: "WAS license + 12 months",
          productName: "WebSphere Application Server",
          quantity: 5,
          services: ["subscription-and-support"],
          coveredFrom: "2009-07-10",
          coveredThrough: "2010-07-31",
        },
      ],
    },
  };

  for (const language of LANGUAGES) {
    test(`names customer, numbers, order, product, quantity and last day, and leads to the proof, in ${language}`, () => {
      const reader = {
        language,
        baseUrl: "https://portal.example",
        vendorName: "Vendor",
        careEmail: "care@vendor.example",
      };
      const mail = entitlementMails["proof-issued"](facts, reader);
      const text = JSON.stringify(mail);
      for (const said of [
        "森 花",
        "青葉商事",
        "1234567",
        "7001234",
        "100200",
        "SO-4711",
        "WebSphere Application Server",
        "D55WJLL",
        "2010",
        "K7QM-3XRT-9WHD",
        "https://portal.example/sites/site_aoba/proofs/proof_1",
        "22",
        "care@vendor.example",
      ]) {
        assert.ok(text.includes(said), said);
      }
    });
  }
});
