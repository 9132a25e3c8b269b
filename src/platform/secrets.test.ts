import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ConfigError } from "./config.ts";
import { openSecrets } from "./secrets.ts";

const root = mkdtempSync(join(tmpdir(), "carnet-secrets-"));
after(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
function newFolder(): string {
  return join(root, String(++folders));
}

const BYTES = Buffer.from("what is signed");

describe("a sealed value", () => {
  const secrets = openSecrets(newFolder(), null);
  const value = { to: "hana@aoba.example", code: "7K1Q-0M4T", list: [1, null, "葵"] };
  const box = secrets.seal(value);

  test("comes back as it was", () => {
    assert.deepEqual(secrets.unseal(box), value);
  });

  test("shows nothing, and is never the same twice", () => {
    assert.equal(box.includes("7K1Q"), false);
    const boxes = Array.from({ length: 1000 }, () => secrets.seal(value).subarray(0, 12).toString("hex"));
    assert.equal(new Set(boxes).size, 1000);
  });

  test("is refused when any bit of it was flipped", () => {
    for (let bit = 0; bit < box.length * 8; bit++) {
      const changed = Buffer.from(box);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      assert.throws(() => secrets.unseal(changed), `bit ${bit}`);
    }
  });

  test("is refused when it was cut, at any length", () => {
    for (let length = 0; length < box.length; length++)
      assert.throws(() => secrets.unseal(box.subarray(0, length)), `length ${length}`);
  });
});

describe("two folders", () => {
  test("share nothing", () => {
    const [one, other] = [openSecrets(newFolder(), null), openSecrets(newFolder(), null)];
    assert.throws(() => other.unseal(one.seal("secret")));
    assert.notDeepEqual(one.authenticate("cursor", "a"), other.authenticate("cursor", "a"));
    assert.notEqual(one.signer.keyId, other.signer.keyId);
    assert.equal(other.signer.verify(one.signer.keyId, BYTES, one.signer.sign(BYTES)), false);
    assert.equal(other.signer.publicKey(one.signer.keyId), undefined);
  });

  test("with one secret of the settings open each other's boxes", () => {
    const secret = "q7Zk2vN8xW4mB6tR1yH9cD3fJ5gL0pSa";
    const [one, other] = [newFolder(), newFolder()].map((folder) => openSecrets(folder, secret));
    assert.equal(other?.unseal(one?.seal("shared") ?? Buffer.alloc(0)), "shared");
  });

  test("that are one, opened again, are the same", () => {
    const folder = newFolder();
    const [one, again] = [openSecrets(folder, null), openSecrets(folder, null)];
    assert.equal(again.unseal(one.seal("kept")), "kept");
    assert.equal(again.signer.verify(one.signer.keyId, BYTES, one.signer.sign(BYTES)), true);
  });

  test("a key for one purpose is none for another", () => {
    const secrets = openSecrets(newFolder(), null);
    assert.notDeepEqual(secrets.authenticate("cursor", "a"), secrets.authenticate("passcode", "a"));
  });
});

describe("the files", () => {
  test("are the owner's alone, and nothing is left of their making", () => {
    const folder = newFolder();
    openSecrets(folder, null);
    const modes = ["", "secret", "signing-keys", "signing-keys/0001.pem"].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );
    assert.deepEqual(modes, [0o700, 0o600, 0o700, 0o600]);
    assert.deepEqual(readdirSync(folder, { recursive: true }).length, 3);
  });

  test("that four processes make at once are made once", async () => {
    const folder = newFolder();
    const script = `import { openSecrets } from ${JSON.stringify(join(import.meta.dirname, "secrets.ts"))};
      const { authenticate, signer } = openSecrets(${JSON.stringify(folder)}, null);
      console.log(authenticate("who", "am I").toString("hex"), signer.keyId);`;
    const args = ["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", script];
    const said = await Promise.all(Array.from({ length: 4 }, () => outputOf(args)));
    assert.equal(new Set(said).size, 1);
    assert.match(said[0] ?? "", /^[0-9a-f]{64} [0-9a-f]{16}\n$/);
  });

  const damages: [title: string, damage: (folder: string) => void][] = [
    ["an empty secret", (folder) => writeFileSync(join(folder, "secret"), "")],
    ["a secret cut short", (folder) => writeFileSync(join(folder, "secret"), "abc\n")],
    ["a secret that others may read", (folder) => chmodSync(join(folder, "secret"), 0o644)],
    ["an empty signing key", (folder) => writeFileSync(keyFile(folder), "")],
    [
      "a damaged signing key",
      (folder) => writeFileSync(keyFile(folder), readFileSync(keyFile(folder), "utf8").slice(0, 80)),
    ],
    ["a signing key of another kind", (folder) => writeFileSync(keyFile(folder), pemOf("rsa"))],
    ["a signing key that the group may read", (folder) => chmodSync(keyFile(folder), 0o640)],
  ];
  for (const [title, damage] of damages) {
    test(`${title} is refused in one sentence`, () => {
      const folder = newFolder();
      openSecrets(folder, null);
      damage(folder);
      assert.throws(
        () => openSecrets(folder, null),
        (error) =>
          error instanceof ConfigError && /^[^\n]+$/.test(error.message) && error.message.includes(folder),
      );
    });
  }
});

describe("the signer", () => {
  test("signs with its newest key, and knows the signatures of the older one", () => {
    const folder = newFolder();
    const old = openSecrets(folder, null).signer;
    const signed = old.sign(BYTES);
    writeFileSync(join(folder, "signing-keys", "0002.pem"), pemOf("ed25519"), { mode: 0o600 });
    const { signer } = openSecrets(folder, null);
    assert.notEqual(signer.keyId, old.keyId);
    assert.equal(signer.verify(old.keyId, BYTES, signed), true);
    assert.equal(signer.verify(signer.keyId, BYTES, signer.sign(BYTES)), true);
    assert.equal(signer.verify(signer.keyId, BYTES, signed), false);
    assert.equal(signer.publicKey(old.keyId), old.publicKey(old.keyId));
  });

  test("refuses each changed bit of the bytes and of the signature", () => {
    const { signer } = openSecrets(newFolder(), null);
    const signature = signer.sign(BYTES);
    for (const [which, length] of [
      [0, BYTES.length],
      [1, signature.length],
    ] as const) {
      for (let bit = 0; bit < length * 8; bit++) {
        const parts: [Buffer, Buffer] = [Buffer.from(BYTES), Buffer.from(signature)];
        parts[which].writeUInt8(parts[which].readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        assert.equal(signer.verify(signer.keyId, ...parts), false);
      }
    }
  });

  test("of a folder that was restored from a backup signs as before", () => {
    const [folder, copy] = [newFolder(), newFolder()];
    const { signer } = openSecrets(folder, null);
    mkdirSync(join(copy, "signing-keys"), { recursive: true });
    copyFileSync(keyFile(folder), keyFile(copy));
    assert.equal(openSecrets(copy, null).signer.verify(signer.keyId, BYTES, signer.sign(BYTES)), true);
  });
});

function keyFile(folder: string): string {
  return join(folder, "signing-keys", "0001.pem");
}

function pemOf(kind: "rsa" | "ed25519"): string {
  const pair =
    kind === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  return pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

async function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  await once(child, "close");
  return said;
}
