/**
 * `@carnet/license` against the real portal, over a real port: what the one writes the other reads, and neither shares a
 * line with the other.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { checkAnswerCode, makeRequest } from "../packages/license/src/air-gap.ts";
import {
  checkLicense,
  learnKeys,
  learnRevocations,
  newState,
  openClient,
  readAnswer,
  readKeys,
  readLease,
  readLicense,
  readRevocations,
  type Trust,
  trustKeys,
} from "../packages/license/src/index.ts";
import { answerBytes, answerCode } from "../src/air-gap/answer.rules.ts";
import { hashOfHost, hashOfProduct, readRequest } from "../src/air-gap/request.rules.ts";
import { signCode, signLicense, signToken } from "../src/license-files/index.ts";
import { testPortal } from "./portal.ts";

const carnet = await testPortal();
const { licenseSigning } = carnet.portal;
const now = carnet.portal.clock.now().getTime();
const issuedAt = new Date(now).toISOString().replace(".000", "");
let base: string;
let trust: Trust;

interface PublicKeys {
  readonly keys: readonly { readonly id: string; readonly publicKey: string; readonly pem: string }[];
  readonly list: string;
  readonly lists: readonly string[];
}

async function get<Body>(path: string): Promise<Body> {
  return (await (await fetch(`${base}/v1/licensing/${path}`)).json()) as Body;
}

before(async () => {
  base = await carnet.app.listen({ port: 0, host: "127.0.0.1" });
  const { keys } = await get<PublicKeys>("public-keys");
  trust = await trustKeys(keys.map(({ publicKey }) => publicKey));
});
after(() => carnet.close());

const KEY = {
  id: "key_1",
  product: "doors",
  productName: "要求管理 Rational DOORS",
  scheme: "date-based",
  version: null,
  coveredThrough: "2010-03-31",
  quantity: 6,
  lock: "node-locked",
  kind: "permanent",
  startsAt: null,
  expiresAt: null,
} as const;

describe("what the portal signs, the package reads", () => {
  test("key ids are the same on both sides", async () => {
    const { keys } = await get<PublicKeys>("public-keys");
    assert.ok(keys.length > 0);
    assert.deepEqual([...trust.keys.keys()].sort(), keys.map(({ id }) => id).sort());
  });

  test("a host's file", async () => {
    const host = { kind: "ethernet", value: "001122aabbcc", name: "app01 青葉" } as const;
    const license = { fileId: "lfile_1", sequence: 7, siteNumber: "007001234", host, issuedAt, keys: [KEY] };
    const read = await readLicense(signLicense(licenseSigning, license).text, trust);
    assert.ok(read.ok, read.code);
    const asked = { product: "doors", releasedOn: "2010-03-31", hosts: [host], now, state: newState() };
    assert.deepEqual(checkLicense(read.value, asked), {
      ok: true,
      code: "ok",
      detail: "key_1",
      key: KEY,
      until: null,
    });
  });

  test("the lists of keys and of revocations, by each key that is trusted", async () => {
    const [{ list, lists }, revoked] = [
      await get<PublicKeys>("public-keys"),
      await get<{ list: string; sequence: number }>("revocations"),
    ];
    assert.ok(lists.includes(list));
    for (const text of lists) {
      assert.equal((await readKeys(text, trust)).code, "ok");
      assert.equal((await learnKeys(text, trust, newState(), now)).code, "ok");
    }
    const read = await readRevocations(revoked.list, trust);
    assert.equal(read.ok && read.value.sequence, revoked.sequence);
    assert.equal((await learnRevocations(revoked.list, trust, newState(), now)).code, "ok");
  });

  test("leases and answers", async () => {
    const lease = {
      leaseId: "lease_1",
      licenseKeyId: "key_1",
      product: "doors",
      version: null,
      coveredThrough: "2010-03-31",
      machine: "m1:0123456789abcdef",
      nonce: "AAECAwQFBgcICQoLDA0ODw",
      sequence: 1,
      kind: "floating",
      issuedAt,
      expiresAt: issuedAt,
    };
    const answer = {
      nonce: lease.nonce,
      checkedAt: issuedAt,
      valid: true,
      code: "valid",
      licenseKeyId: "key_1",
      product: "doors",
      coveredThrough: null,
      expiresAt: null,
    };
    assert.equal((await readLease(signToken(licenseSigning, "carnet-lease-v1", lease), trust)).code, "ok");
    assert.equal((await readAnswer(signToken(licenseSigning, "carnet-answer-v1", answer), trust)).code, "ok");
    assert.equal(
      (await readAnswer(signToken(licenseSigning, "carnet-lease-v1", lease), trust)).code,
      "wrong_purpose",
    );
  });

  test("a client that knows but one of the keys fetches the lists", async () => {
    const [{ publicKey } = { publicKey: "" }] = (await get<PublicKeys>("public-keys")).keys;
    const own = await trustKeys([publicKey]);
    const client = await openClient({
      base,
      key: "",
      machine: "m1:0123456789abcdef",
      product: "doors",
      trust: own,
      now: () => now,
    });
    assert.equal((await client.update()).ok, true);
    assert.equal(client.state.seen["revocations"]?.keyId, licenseSigning.keyId);
    assert.deepEqual([...own.keys.keys()].sort(), [...trust.keys.keys()].sort());
  });
});

describe("the air gap", () => {
  const hosts = [
    { kind: "ethernet", value: "001122aabbcc" },
    { kind: "hostname", value: "app01.aoba.example" },
    { kind: "internet", value: "2001:db8::10" },
    { kind: "any", value: "" },
  ];

  test("the portal reads the request's code, its file and its address", async () => {
    for (const host of hosts) {
      const made = await makeRequest({ product: "doors", host, now });
      for (const text of [
        made.code,
        made.code.toLowerCase(),
        made.text,
        `${base}/air-gap#${made.fragment}`,
      ]) {
        const read = readRequest(text);
        assert.ok(read.ok, JSON.stringify(read));
        const { nonce, hostKind, hostHash, productHash } = read.value;
        const expected = [
          made.nonce,
          host.kind,
          hashOfHost({ kind: host.kind, value: host.value }),
          hashOfProduct("doors"),
        ];
        assert.deepEqual([nonce, hostKind, hostHash, productHash], expected);
      }
    }
  });

  test("the program takes the typed answer, for its request and its host", async () => {
    const { keyId } = licenseSigning;
    const version = { ...KEY, scheme: "version-based", version: "9.2", coveredThrough: null } as const;
    for (const key of [KEY, version, { ...KEY, expiresAt: "2010-03-31T03:00:00Z" }]) {
      for (const host of hosts) {
        const { nonce } = await makeRequest({ product: "doors", host, now });
        const bytes = answerBytes({ ...key, host, nonce, keyId });
        assert.ok(bytes);
        const code = answerCode(bytes, signCode(licenseSigning, bytes));
        const asked = { product: "doors", releasedOn: "2010-03-31", version: "9.2", now, state: newState() };
        assert.equal((await checkAnswerCode(code, trust, { ...asked, hosts: [host], nonce })).code, "ok");
        assert.equal(
          (await checkAnswerCode(code, trust, { ...asked, hosts: [host], nonce: "00000000" })).code,
          "wrong_host",
        );
        const late = { ...asked, now: Date.parse("2010-04-01T00:00:00Z"), hosts: [host], nonce };
        assert.equal(
          (await checkAnswerCode(code, trust, late)).code,
          "expiresAt" in key && key.expiresAt !== null ? "expired" : "ok",
        );
      }
    }
  });
});
