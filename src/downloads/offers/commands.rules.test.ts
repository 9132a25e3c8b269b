import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { statementOf } from "../releases/rules.ts";
import { fetchCommands, hashCommands, signatureCommands } from "./commands.rules.ts";

const folder = mkdtempSync(join(tmpdir(), "carnet-commands-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A name that a shell would tear apart. */
const NAME = 'it\'s $(whoami) `id` "7.0" & 製品.zip';

test("the commands print the file's SHA-256, whatever its name", () => {
  writeFileSync(join(folder, NAME), "content");
  const { linux, macos } = hashCommands(NAME);
  const expected = createHash("sha256").update("content").digest("hex");
  assert.equal(run(linux).match(/[0-9a-f]{64}/)?.[0], expected);
  assert.equal(run(macos).match(/[0-9a-f]{64}/)?.[0], expected);
});

test("the commands verify a signature with OpenSSL, and find a changed statement", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(folder, "public.pem"), publicKey.export({ type: "spki", format: "pem" }));
  const statement = statementOf({
    sha256: "ab".repeat(32),
    sizeBytes: 7,
    name: NAME,
    productCode: "was",
    version: "7.0",
    platform: "any",
    language: "en",
  });
  const signature = sign(null, Buffer.from(statement), privateKey).toString("base64");
  const keyHref = pathToFileURL(join(folder, "public.pem")).href;
  assert.match(run(signatureCommands({ keyHref, statement, signature })), /Signature Verified Successfully/);
  const forged = statement.replace("\n7\n", "\n8\n");
  assert.throws(() => run(signatureCommands({ keyHref, statement: forged, signature })));
});

test("every address and name in a command is one word of the shell", () => {
  const commands = fetchCommands({
    href: "https://portal.example/downloads/a'b",
    name: NAME,
    sha256: "ab".repeat(32),
  });
  for (const command of Object.values(commands)) {
    const words = run(`printf '%s\\n' ${command}`).trimEnd().split("\n");
    const joined = words.join("\n");
    assert.ok(joined.includes(NAME), command);
    assert.ok(joined.includes("https://portal.example/downloads/a'b"), command);
  }
});

function run(command: string): string {
  return execFileSync("bash", ["-e", "-c", command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
