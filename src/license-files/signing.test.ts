/** What the portal signs, seen by OpenSSL and by the package of those who verify. Source: BAR rows 9 and 50. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { testPortal } from "../../test/portal.ts";
import { asPortal } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";
import { pemOf } from "../platform/key-ring.ts";
import { type LicensePayload, readLicenseFile, signCode, signLicense, signToken } from "./index.ts";
import { listSigningKeys } from "./keys/keys.store.ts";

const carnet = await testPortal();
const folder = mkdtempSync(join(tmpdir(), "carnet-openssl-"));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await carnet.close();
});
const { licenseSigning } = carnet.portal;

const LICENSE: LicensePayload = {
  fileId: "lfile_1",
  sequence: 7,
  siteNumber: "007001234",
  host: { kind: "ethernet", value: "001122aabbcc", name: "app01 青葉" },
  issuedAt: "2010-01-05T03:00:00Z",
  keys: [
    {
      id: "key_1",
      product: "doors",
      productName: "Rational DOORS",
      scheme: "date-based",
      version: null,
      coveredThrough: "2010-03-31",
      quantity: 6,
      lock: "node-locked",
      kind: "permanent",
      startsAt: null,
      expiresAt: null,
    },
  ],
};

describe("a host's file", () => {
  test("is the armour of docs/license-file.md, and is read back", () => {
    const { text, keyId } = signLicense(licenseSigning, LICENSE);
    const lines = text.split("\n");
    assert.deepEqual(
      [lines[0], lines[1], lines[3], lines.at(-2), lines.at(-1)],
      ["-----BEGIN CARNET LICENSE-----", `Key: ${keyId}`, "", "-----END CARNET LICENSE-----", ""],
    );
    assert.ok(lines.slice(4, -3).every((line) => line.length === 64));
    const { fileId, keys } = readLicenseFile(licenseSigning, text) ?? {};
    assert.deepEqual([fileId, keys], [LICENSE.fileId, LICENSE.keys]);
  });

  test("BAR 9: OpenSSL says so too, and no longer once a bit is another", async () => {
    const { text, keyId } = signLicense(licenseSigning, LICENSE);
    const [, , signature = "", , ...body] = text.split("\n");
    const payload = Buffer.from(body.slice(0, -2).join(""), "base64");
    const bytes = Buffer.from(signature.slice("Signature: ".length), "base64");
    assert.match(await openssl(keyId, payload, bytes), /Verified Successfully/);
    payload[40] = (payload[40] ?? 0) ^ 1;
    await assert.rejects(openssl(keyId, payload, bytes));
  });

  test("a lease and a typed answer are signed by the same key", async () => {
    const [payload = "", signature = ""] = signToken(licenseSigning, "carnet-lease-v1", {
      leaseId: "lease_1",
    }).split(".");
    const bytes = Buffer.from(payload, "base64url");
    assert.equal(
      bytes.toString(),
      `{"purpose":"carnet-lease-v1","keyId":"${licenseSigning.keyId}","leaseId":"lease_1"}`,
    );
    assert.match(await openssl(licenseSigning.keyId, bytes, Buffer.from(signature, "base64url")), /Verified/);
    const code = Buffer.from("29 bytes of a typed answer ..");
    const signed = Buffer.concat([Buffer.from("carnet-code-v1\n"), code]);
    assert.match(await openssl(licenseSigning.keyId, signed, signCode(licenseSigning, code)), /Verified/);
  });
});

/** Throws unless OpenSSL accepts the signature. */
async function openssl(keyId: string, payload: Uint8Array, signature: Uint8Array): Promise<string> {
  const keys = await asPortal(systemContext(carnet.portal, "test"), listSigningKeys);
  const key = keys.find(({ id }) => id === keyId);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const args = [
    "-verify",
    "-rawin",
    "-pubin",
    "-inkey",
    file("pub.pem", pemOf(key?.publicKey ?? Buffer.alloc(0))),
  ];
  const files = ["-sigfile", file("sig", signature), "-in", file("payload", payload)];
  return execFileSync("openssl", ["pkeyutl", ...args, ...files], { encoding: "utf8" });
}
