/** `carnet signing-key …` and `carnet license verify`, against the whole portal; and what case 31 asks of a file. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, type TestContext, test } from "node:test";
import { testPortal } from "../../test/portal.ts";
import { addApiKey, Program } from "../../test/signing.ts";
import { verifyLicense } from "../license-verify.ts";
import type { ApiClient, Call } from "../platform/cli.ts";
import { signingKeyCommands } from "./cli.ts";
import { readLicenseFile, signLicense } from "./index.ts";
import type { LicensePayload } from "./payload.data.ts";

const carnet = await testPortal();
const folder = mkdtempSync(join(tmpdir(), "carnet-verify-"));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await carnet.close();
});
const { licenseSigning } = carnet.portal;
const bearer = await addApiKey(carnet.owner, "signing-key.manage");
const api: ApiClient = {
  baseUrl: "http://127.0.0.1:9",
  call: async <Answer>(url: string, { method = "GET", body }: Call = {}) => {
    const headers = { authorization: `Bearer ${bearer}` };
    const reply = await carnet.app.inject({
      method: method as "GET",
      url,
      headers,
      ...(body ? { payload: body } : {}),
    });
    if (reply.statusCode >= 400) throw new Error(reply.json().code);
    return reply.json<Answer>();
  },
};

const LICENSE: LicensePayload = {
  fileId: "lfile_1",
  sequence: 1,
  siteNumber: "007001234",
  host: { kind: "hostname", value: "app01", name: "app01" },
  issuedAt: "2010-03-01T03:00:00Z",
  keys: [
    {
      ...{
        id: "key_1",
        product: "doors",
        productName: "Rational DOORS",
        scheme: "date-based",
        version: null,
      },
      ...{ coveredThrough: "2010-03-31", quantity: 1, lock: "node-locked", kind: "permanent" },
      ...{ startsAt: null, expiresAt: null },
    },
  ],
};

const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** What a command printed, and its exit code. */
async function run(t: TestContext, work: () => Promise<number> | undefined) {
  const printed: string[] = [];
  const log = t.mock.method(console, "log", (text: string) => printed.push(text));
  const code = await work();
  log.mock.restore();
  return { code, text: printed.join("\n") };
}

describe("carnet license verify", () => {
  const verify = (t: TestContext, ...args: string[]) => run(t, () => verifyLicense.run(api, args));

  test("0 for a good file, by PEM keys, bare keys or the portal's answer; 1 with the code for any other", async (t) => {
    const { body } = await carnet.as(undefined, { url: "/v1/licensing/public-keys" });
    const { keys } = JSON.parse(body);
    const { text } = signLicense(licenseSigning, LICENSE);
    const file = put("good.lic", text);
    const answer = put("keys.json", body);
    const pem = put("keys.pem", keys.map((key: { pem: string }) => key.pem).join(""));
    const bare = put("keys.txt", keys.map((key: { publicKey: string }) => key.publicKey).join("\n"));
    for (const given of [answer, pem, bare]) assert.equal((await verify(t, file, "--keys", given)).code, 0);
    const asked = [
      "--product",
      "doors",
      "--host",
      "hostname:app01",
      "--released",
      "2010-03-01",
      "--keys",
      pem,
    ];
    assert.equal((await verify(t, file, ...asked)).code, 0);
    const told = JSON.parse((await verify(t, file, "--keys", pem, "--json")).text);
    assert.deepEqual([told.ok, told.code, told.content.fileId], [true, "ok", "lfile_1"]);
    const bad = put("bad.lic", text.replace("eyJ", "eyK"));
    assert.deepEqual(JSON.parse((await verify(t, bad, "--keys", pem, "--json")).text).code, "bad_signature");
    assert.equal((await verify(t, bad, "--keys", pem)).code, 1);
    const elsewhere = asked.with(3, "hostname:app02");
    assert.match((await verify(t, file, ...elsewhere)).text, /^wrong_host/);
    const over = signLicense(licenseSigning, {
      ...LICENSE,
      keys: LICENSE.keys.map((key) => ({ ...key, expiresAt: "2010-03-02T00:00:00Z" })),
    });
    assert.match((await verify(t, put("over.lic", over.text), "--keys", pem)).text, /^expired/);
    const stranger = put("other.pem", "A".repeat(43));
    assert.match((await verify(t, file, "--keys", stranger)).text, /^unknown_key/);
  });

  test("misuse says what is missing", async () => {
    await assert.rejects(verifyLicense.run(api, []), /name the file/);
    await assert.rejects(verifyLicense.run(api, [join(folder, "none.lic")]), /cannot be read/);
    await assert.rejects(verifyLicense.run(api, [put("a.lic", "x")]), /no portal answers/);
    await assert.rejects(
      verifyLicense.run(api, [put("a.lic", "x"), "--keys", put("k", "x")]),
      /no public key/,
    );
  });
});

describe("carnet signing-key", () => {
  const [list, rotate, compromise] = signingKeyCommands;

  test("list, rotate and compromise", async (t) => {
    assert.match(
      (await run(t, () => list?.run(api, []))).text,
      /current[\s\S]*next[\s\S]*may take over from 2010-03-08/,
    );
    await assert.rejects(async () => rotate?.run(api, ["--reason", "yearly"]), /next_key_too_young/);
    carnet.clock.set("2010-03-09T03:00:00Z");
    const before = licenseSigning.keyId;
    const rotated = await run(t, () => rotate?.run(api, ["--reason", "yearly"]));
    assert.match(rotated.text, new RegExp(`^${before} signs no more`));
    const given = licenseSigning.keyId;
    const done = await run(t, () => compromise?.run(api, [given, "--reason", "drill", "--json"]));
    assert.deepEqual([done.code, JSON.parse(done.text).state], [0, "done"]);
    assert.notEqual(licenseSigning.keyId, given);
    await assert.rejects(
      async () => compromise?.run(api, ["x", "--reason", "y"]),
      /name the key by its 16 digits/,
    );
    await assert.rejects(async () => rotate?.run(api, []), /--reason TEXT/);
  });
});

describe("BAR case 31: a file that was touched", () => {
  test("every bit flipped, every length cut: neither the portal nor the package accepts one, none crashes", async () => {
    const program = await Program.built(carnet);
    const { text } = signLicense(licenseSigning, LICENSE);
    const bytes = Buffer.from(text, "latin1");
    let accepted = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const touched = flipped.toString("latin1");
      if (readLicenseFile(licenseSigning, touched) !== null) accepted += 1;
      if (bit % 8 === 0 && (await program.read(touched)) === "ok") accepted += 1;
    }
    for (let length = 0; length < text.length; length++) {
      if (readLicenseFile(licenseSigning, text.slice(0, length)) !== null) accepted += 1;
      if (readLicenseFile(licenseSigning, text.slice(length + 1)) !== null) accepted += 1;
    }
    assert.equal(accepted, 0);
    console.log(`${bytes.length * 8} bits flipped, ${text.length * 2} cuts: 0 accepted`);
  });

  test("another file's header, another key's id, another label, doubled members and other line ends", async () => {
    const one = signLicense(licenseSigning, LICENSE).text.split("\n");
    const other = signLicense(licenseSigning, { ...LICENSE, sequence: 2 }).text.split("\n");
    const read = (lines: string[]) => readLicenseFile(licenseSigning, lines.join("\n"));
    assert.notEqual(read(one), null);
    assert.equal(read(one.with(2, other[2] ?? "")), null);
    assert.equal(read(one.with(1, "Key: 0123456789abcdef")), null);
    const label = (lines: string[]) => lines.map((line) => line.replace("LICENSE", "REVOCATIONS"));
    assert.equal(read(label(one)), null);
    assert.notEqual(readLicenseFile(licenseSigning, one.join("\r\n")), null);
    assert.equal(readLicenseFile(licenseSigning, one.join("\r")), null);
    assert.equal(readLicenseFile(licenseSigning, ` ${one.join("\n")}`), null);
  });
});
