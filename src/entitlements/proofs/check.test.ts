/** The paper of a proof, its signature, and the public check of both. */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import {
  HANA,
  joined,
  needs,
  openProofs,
  openssl,
  PROOFS,
  type ProofItem,
  type ProofStage,
  revise,
  textOf,
} from "../../../test/proofs.ts";
import { systemContext } from "../../platform/context.ts";
import { openSecrets } from "../../platform/secrets.ts";
import { checkProof, issueDueProofs } from "./operations.ts";
import { proofSay } from "./texts.ts";

const poppler = needs("pdftotext", "poppler-utils");
const signing = needs("openssl", "openssl");

describe("the signature of a proof", () => {
  let it: ProofStage;
  before(async () => {
    it = await openProofs();
  });
  after(() => it.close());

  test(
    "its exact bytes verify by openssl with the published key, and no other bytes do",
    signing,
    async () => {
      const [proof] = await it.proofs("?order=SO-4711");
      const { document, signature, keyId, algorithm } = await it.read(`${PROOFS}/${proof?.id}.json`);
      assert.equal(algorithm, "Ed25519");
      const pem = (await it.app.inject({ url: `/v1/proofs/keys/${keyId}` })).body;
      assert.equal(openssl(pem, document, signature), true);
      assert.equal(openssl(pem, document.replace('"quantity":5', '"quantity":6'), signature), false);
    },
  );

  test("its signature fails for every single bit of document and signature that is changed", async () => {
    const [proof] = await it.proofs("?order=SO-4711");
    const { document, signature, keyId } = await it.read(`${PROOFS}/${proof?.id}.json`);
    const { signer } = it.portal.secrets;
    const bytes = Buffer.from(document);
    const seal = Buffer.from(signature, "base64");
    assert.equal(signer.verify(keyId, bytes, seal), true);
    for (const part of [bytes, seal]) {
      for (const bit of bitsOf(part)) assert.equal(signer.verify(keyId, bytes, seal), false, `bit ${bit}`);
    }
    assert.equal(signer.verify(keyId, bytes.subarray(0, -1), seal), false);
  });

  test("it stays genuine when a new key signs from now on", async () => {
    const [before] = await it.proofs("?order=SO-4711");
    const { dataFolder } = it.portal.config;
    const { privateKey } = generateKeyPairSync("ed25519");
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    writeFileSync(join(dataFolder, "signing-keys", "0002.pem"), pem, { mode: 0o600 });
    const rotated = { ...it.portal, secrets: openSecrets(dataFolder, null) };
    assert.notEqual(rotated.secrets.signer.keyId, it.portal.secrets.signer.keyId);
    const context = systemContext(rotated, "test");
    await it.book("SO-4790", "2010-03-01");
    await issueDueProofs(context);
    const [after] = await it.proofs("?order=SO-4790");
    const old = await checkProof(context, before?.checkCode ?? "");
    const fresh = await checkProof(context, after?.checkCode ?? "");
    assert.deepEqual([old.isGenuine, fresh.isGenuine], [true, true]);
    assert.deepEqual(
      [old.keyId, fresh.keyId],
      [it.portal.secrets.signer.keyId, rotated.secrets.signer.keyId],
    );
  });
});

describe("GET /v1/proofs/check/{code}", () => {
  let it: ProofStage;
  let proof: ProofItem;
  before(async () => {
    it = await openProofs();
    proof = (await it.proofs("?order=SO-4711"))[0] ?? assert.fail("no proof");
  });
  after(() => it.close());

  /** Without a sign-in. */
  const check = async (code: string) => {
    const reply = await it.app.inject({ url: `/v1/proofs/check/${encodeURIComponent(code)}` });
    return { status: reply.statusCode, ...reply.json() };
  };

  test("200 shows a stranger what is on the paper and its state, and nothing more", poppler, async () => {
    const { status, ...answer } = await check(proof.checkCode);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(answer).sort(), ["content", "isGenuine", "state", "supersededBy"]);
    assert.deepEqual([answer.state, answer.isGenuine, answer.supersededBy], ["valid", true, null]);
    const pdf = await it.as(HANA, { url: `${PROOFS}/${proof.id}.pdf?language=en` });
    const paper = textOf(pdf.rawPayload);
    const { schema: _, issuedAt: __, license: ___, ...content } = answer.content;
    const words: Record<string, string> = {
      "subscription-and-support": "Subscription and support",
      "2009-07-10": "July 10, 2009",
      "2010-07-31": "Jul 31, 2010",
      JP: "Japan",
    };
    for (const value of valuesOf(content)) {
      assert.ok(paper.includes(joined(words[value] ?? value)), `not on the paper: ${value}`);
    }
    for (const said of ["perpetual", "March 1, 2010"]) assert.ok(paper.includes(joined(said)), said);
  });

  test("200 reads the code in any case, with look-alikes, dashes and spaces, or without", async () => {
    const plain = proof.checkCode.replaceAll("-", "");
    const alike = plain.toLowerCase().replaceAll("1", "l").replaceAll("0", "o");
    for (const code of [plain, alike, ` ${plain.slice(0, 6)} ${plain.slice(6)} `]) {
      assert.equal((await check(code)).status, 200, code);
    }
  });

  test("404 answers a code that nobody was given and one that cannot be alike, byte by byte", async () => {
    const bodies = await Promise.all(
      ["0000-0000-0000", "nonsense", CAST.aoba, "%00x"].map(async (code) => {
        const reply = await it.app.inject({ url: `/v1/proofs/check/${code}` });
        return `${reply.statusCode} ${reply.body.replaceAll(/req_\w+/g, "")}`;
      }),
    );
    assert.match(bodies[0] ?? "", /^404 .*proof_not_found/);
    assert.deepEqual(bodies.slice(1, 3), [bodies[0], bodies[0]]);
    assert.match(bodies[3] ?? "", /^400 /);
  });

  test("200 says that a proof was superseded, by which version, or withdrawn", async () => {
    await revise(it, "order_aobawas", "quantity");
    await it.issue();
    const { state, supersededBy } = await check(proof.checkCode);
    assert.deepEqual([state, supersededBy], ["superseded", 2]);
    const newer = (await it.proofs("?order=SO-4711")).find(({ version }) => version === 2);
    await revise(it, "order_aobawas", "no licenses");
    await it.issue();
    assert.equal((await check(newer?.checkCode ?? "")).state, "withdrawn");
  });

  test("200 says that the signature is wrong for one bit more or less, another key, or another's signature", async () => {
    const [other] = await it.proofs("?order=SO-4700");
    const code = other?.checkCode ?? "";
    const plain = code.replaceAll("-", "");
    const isGenuine = async () => (await check(code)).isGenuine;
    const forge = async (column: string, value: string | Buffer, then: () => Promise<void>) => {
      const was = await sql<{
        was: string;
      }>`select ${sql.ref(column)} as was from proofs where check_code = ${plain}`.execute(it.owner);
      const set = (to: unknown) =>
        sql`update proofs set ${sql.ref(column)} = ${to} where check_code = ${plain}`.execute(it.owner);
      await set(value);
      await then();
      await set(was.rows[0]?.was);
    };
    const refused = async () => assert.equal(await isGenuine(), false);
    const { rows } = await sql<{
      document: string;
    }>`select document from proofs where check_code = ${plain}`.execute(it.owner);
    const document = rows[0]?.document ?? "";
    assert.equal(await isGenuine(), true);
    await forge("document", document.replace('"quantity":10', '"quantity":90'), refused);
    await forge("document", `${document} `, refused);
    const { privateKey } = generateKeyPairSync("ed25519");
    await forge("signature", sign(null, Buffer.from(document), privateKey), refused);
    await forge("key_id", "0123456789abcdef", refused);
    await forge("document", "{", async () => assert.equal((await check(code)).code, "proof_damaged"));
    assert.equal(await isGenuine(), true);
  });

  test("429 slows down an address that guesses", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 70; n++) statuses.push((await check("0000-0000-0000")).status);
    assert.equal(statuses.at(-1), 429);
    const page = await it.app.inject({ url: "/check/0000-0000-0000" });
    assert.equal(page.statusCode, 429);
  });
});

describe("GET /v1/sites/{siteId}/proofs/{proofId}.pdf", () => {
  let it: ProofStage;
  before(async () => {
    it = await openProofs();
  });
  after(() => it.close());

  test(
    "200 prints what the document says, in the site's language or the one that is asked for",
    poppler,
    async () => {
      const [proof] = await it.proofs("?order=SO-4711");
      const { content } = await it.read(`${PROOFS}/${proof?.id}`);
      const papers = [
        ["", "ja"],
        ["?language=en", "en"],
        ["?language=ko", "ko"],
        ["?language=zh-TW", "zh-TW"],
      ] as const;
      for (const [query, language] of papers) {
        const reply = await it.as(HANA, { url: `${PROOFS}/${proof?.id}.pdf${query}` });
        assert.equal(reply.headers["content-type"], "application/pdf");
        const text = textOf(reply.rawPayload);
        const line = content.lines[0];
        const said = [
          proofSay(language)("paperTitle"),
          content.customer.name,
          content.customer.number,
          content.site.number,
          content.site.name,
          "100200",
          "SO-4711",
          line.partNumber,
          line.productName,
          line.description,
          String(line.quantity),
          proof?.checkCode,
          content.keyId,
        ];
        for (const value of said) assert.ok(text.includes(joined(value ?? "")), `${query}: ${value}`);
      }
    },
  );

  test("200 gives equal bytes for the same proof", async () => {
    const [proof] = await it.proofs("?order=SO-4711");
    const paper = async () => (await it.as(HANA, { url: `${PROOFS}/${proof?.id}.pdf` })).rawPayload;
    assert.deepEqual(await paper(), await paper());
  });
});

/** Every text and number within a value. */
function valuesOf(value: unknown): string[] {
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(valuesOf)
    : [String(value)];
}

/** Turns one bit after the other round, and back before the next. */
function* bitsOf(bytes: Buffer): Generator<number> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flip = () => {
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    };
    flip();
    yield bit;
    flip();
  }
}
