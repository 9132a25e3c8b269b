/** Writes docs/license-file/: the keys, the armoured texts and vectors.json. `tsx packages/license/test/vectors/make.ts`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answers, requests } from "./codes.ts";
import { lives } from "./lives.ts";
import { APP01 } from "./steps.ts";
import { keys, texts } from "./texts.ts";

/** Every file of docs/license-file/, by its path there. */
export function vectorFiles(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, { id, pem }] of Object.entries(keys)) {
    if (name !== "strange") files.set(`keys/${id}.pem`, Buffer.from(pem));
  }
  const listed = texts.map(({ text, ...vector }, i) => {
    const file = `texts/${String(i + 1).padStart(3, "0")}-${vector.code}.txt`;
    files.set(file, Buffer.from(text));
    return { file, ...vector };
  });
  const told = Object.entries(keys).map(([name, { id, publicKey }]) => ({ name, id, publicKey }));
  const trust = { trusted: ["current", "next", "spoilt"], compromised: ["spoilt"] };
  const asked = {
    product: "doors",
    version: "7.1",
    releasedOn: "2010-03-31",
    hosts: APP01,
    nonce: "a1b2c3d4",
  };
  const all = {
    version: 1,
    keys: told,
    ...trust,
    texts: listed,
    lives,
    requests,
    answers: { asked, answers },
  };
  files.set("vectors.json", Buffer.from(`${JSON.stringify(all, null, 2)}\n`));
  return files;
}

if (process.argv[1]?.endsWith("make.ts")) {
  const folder = "docs/license-file";
  for (const part of ["texts", "keys"]) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const [path, bytes] of vectorFiles()) writeFileSync(join(folder, path), bytes);
}
