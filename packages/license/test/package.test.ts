/** The package as it is shipped: its size, its types, its README, its command, and openssl's opinion of its vectors. */
import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type Installed, install } from "./installed.ts";
import { KEY, openPortal } from "./portal.ts";
import { license, licenseKey } from "./sign.ts";
import { answerCode } from "./vectors/codes.ts";
import { keys, texts } from "./vectors/texts.ts";

let installed: Installed;
before(async () => {
  installed = await install({ types: true });
});
after(() => installed.remove());

async function sizeOf(entry: string): Promise<number> {
  const stdin = { contents: `export * from "@carnet/license${entry}"`, resolveDir: installed.folder };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

describe("size", () => {
  test("all of the package's main entry, minified and gzipped, is at most 6 kB", async () => {
    const [main, airGap] = [await sizeOf(""), await sizeOf("/air-gap")];
    console.log(`@carnet/license ${main} bytes gzipped, @carnet/license/air-gap ${airGap}`);
    assert.ok(main <= 6 * 1024, `${main} bytes`);
    assert.ok(airGap <= 5 * 1024, `${airGap} bytes`);
  });

  test("it depends on nothing, and no file is long", () => {
    const manifest = JSON.parse(readFileSync(join(installed.path, "package.json"), "utf8")) as object;
    assert.ok(!("dependencies" in manifest || "peerDependencies" in manifest));
    const sources = readdirSync("packages/license/src").map(
      (name) => [name, readFileSync(`packages/license/src/${name}`, "utf8")] as const,
    );
    for (const [name, text] of sources) {
      assert.ok(text.split("\n").length <= 251, name);
      const foreign = [...text.matchAll(/from "([^".][^"]*)"/g)].map(([, path]) => path);
      assert.deepEqual(
        foreign.filter((path) => name !== "host.ts" || !path?.startsWith("node:")),
        [],
        name,
      );
    }
  });
});

describe("types", () => {
  test("a program in TypeScript compiles against the shipped types, and misuse does not", () => {
    const program = (line: string): string => `
      import { checkLicense, newState, openClient, readLicense, trustKeys, type Check } from "@carnet/license";
      import { makeRequest } from "@carnet/license/air-gap";
      import { hostFacts, machineName } from "@carnet/license/host";
      const trust = await trustKeys(["x"]);
      const read = await readLicense("", trust);
      const asked = { product: "doors", hosts: hostFacts(), now: 0, state: newState() };
      if (read.ok) { const check: Check = checkLicense(read.value, asked); if (check.code === "expired") console.log(check.until); }
      const client = await openClient({ base: "", key: "", machine: machineName("x"), trust, product: "doors" });
      const seat = await client.checkout({ wait: true });
      if (seat.ok) seat.keep(); else console.log(seat.code === "no_seats");
      await makeRequest({ product: "doors", host: { kind: "any", value: "" }, now: 0 });
      ${line}`;
    const tsc = (name: string, text: string) => {
      writeFileSync(join(installed.folder, name), text);
      const flags = [
        "--noEmit",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2022",
        "--lib",
        "es2023,dom",
        "--types",
        "",
        "--skipLibCheck",
        "false",
      ];
      return spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), ...flags, name], {
        cwd: installed.folder,
        encoding: "utf8",
      });
    };
    const good = tsc("good.mts", program(""));
    assert.equal(good.status, 0, good.stdout);
    const bad = tsc("bad.mts", program('if (!read.ok && read.code === "expired") console.log();'));
    assert.match(bad.stdout, /TS2367/);
  });
});

describe("README", () => {
  test("its program runs as printed, and prints what stands there", async () => {
    const readme = readFileSync(join(installed.path, "README.md"), "utf8");
    const [, program = ""] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
    const [, printed] = /It prints, where all is well:\n\n```\n([\s\S]*?)```/.exec(readme) ?? [];
    writeFileSync(join(installed.folder, "program.mjs"), program);
    const host = { kind: "any", value: "", name: "" };
    const portal = await openPortal(5);
    portal.isFloating = true;
    portal.now = Date.now();
    const file = (sequence: number) =>
      license(keys.current, { sequence, host, keys: [licenseKey({ id: "key_09", expiresAt: null })] });
    portal.newestFile = file(8);
    writeFileSync(join(installed.folder, "license.txt"), file(7));
    const env = {
      ...process.env,
      PORTAL: portal.address,
      ONLINE_KEY: KEY,
      TRUSTED_KEYS: keys.current.publicKey,
    };
    try {
      const run = () =>
        promisify(execFile)(process.execPath, ["program.mjs"], { cwd: installed.folder, env });
      assert.equal((await run()).stdout, printed);
      assert.equal(readFileSync(join(installed.folder, "license.txt"), "utf8"), portal.newestFile);
      assert.ok(existsSync(join(installed.folder, "license-state.json")));
      assert.equal(portal.live(), 0);
      portal.isAway = true;
      const away = (await run()).stdout;
      assert.equal(away, "file: ok\nseat: unreachable\nkey: ok (offline) lasts\n");
    } finally {
      await portal.close();
    }
  });
});

describe("carnet-license", () => {
  const run = (...args: string[]) => {
    const program = join(installed.path, "bin", "carnet-license.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: installed.folder,
      encoding: "utf8",
    });
    return { status, said: stdout + stderr };
  };

  test("verifies a file against PEM, base64url or the portal's own answer", () => {
    const file = join(installed.folder, "one.txt");
    writeFileSync(
      file,
      license(keys.current, {
        host: { kind: "any", value: "", name: "" },
        keys: [licenseKey({ expiresAt: null })],
      }),
    );
    const trusts = [
      keys.current.pem,
      keys.current.publicKey,
      JSON.stringify({ keys: [{ publicKey: keys.current.publicKey }] }),
    ];
    for (const [i, text] of trusts.entries()) {
      writeFileSync(join(installed.folder, `keys${i}`), text);
      const { status, said } = run(
        "verify",
        "one.txt",
        "--keys",
        `keys${i}`,
        "--product",
        "doors",
        "--released",
        "2010-03-31",
      );
      assert.deepEqual([status, said], [0, "ok: key_01, it lasts\n"]);
    }
    const late = run(
      "verify",
      "one.txt",
      "--keys",
      "keys0",
      "--product",
      "doors",
      "--released",
      "2010-04-01",
      "--json",
    );
    assert.deepEqual([late.status, (JSON.parse(late.said) as { code: string }).code], [1, "not_covered"]);
    writeFileSync(join(installed.folder, "strange"), keys.strange.pem);
    assert.match(run("verify", "one.txt", "--keys", "strange").said, /^unknown_key: /);
    assert.equal(run("verify", "one.txt").status, 2);
    assert.equal(run("conquer").status, 2);
  });

  test("asks with a code and a file, and takes the typed answer", () => {
    const asked = run("request", "--product", "doors", "--host", "ethernet:00:11:22:AA:BB:CC", "--json");
    const { code, nonce, file } = JSON.parse(asked.said) as { code: string; nonce: string; file: string };
    assert.match(code, /^CR1(-[0-9A-Z]{5}){6}$/);
    assert.match(readFileSync(join(installed.folder, file), "utf8"), /^-----BEGIN CARNET REQUEST-----\n\n/);
    writeFileSync(join(installed.folder, "keys"), keys.current.pem);
    const typed = answerCode(keys.current, { nonce, expiry: 0xffffff }).toLowerCase().split("\n");
    const options = ["--nonce", nonce, "--product", "doors", "--keys", "keys", "--released", "2010-03-31"];
    const told = run("answer", ...typed, ...options, "--host", "ethernet:001122aabbcc");
    assert.deepEqual([told.status, told.said], [0, "ok: it lasts\n"]);
    assert.equal(run("answer", ...typed.slice(1), ...options).status, 1);
  });
});

describe("BAR 9 openssl and coreutils alone", () => {
  for (const [reader, label, purpose] of [
    ["license", "LICENSE", "carnet-license-v1"],
    ["revocations", "REVOCATIONS", "carnet-revocations-v1"],
    ["keys", "KEYS", "carnet-keys-v1"],
  ] as const) {
    test(`say of the vectors for ${reader} what we say, as far as they can see`, () => {
      const folder = "docs/license-file/texts";
      const all = readdirSync(folder).sort();
      const asked = texts
        .map((vector, i) => ({ ...vector, path: join(folder, all[i] ?? "") }))
        .filter((it) => it.reader === reader);
      const script = ["test/openssl-license.sh", label, purpose, "docs/license-file/keys"];
      const said = execFileSync("sh", [...script, ...asked.map(({ path }) => path)], { encoding: "utf8" })
        .trim()
        .split("\n");
      const told = said.map((line, i) => [asked[i]?.name, line.split(" ")[0]]);
      const expected = asked.map(({ name, code, isSigned }, i) => [
        name,
        isSigned && told[i]?.[1] === "ok" ? "ok" : code,
      ]);
      assert.deepEqual(told, expected);
    });
  }
});
