/**
 * BAR case 32 with a clock that really moves: a program in a process of its own, whose wall clock libfaketime sets from
 * a file while it runs. Its monotonic clock is left alone: without that Node ends itself.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { type Installed, install } from "./installed.ts";
import { license, licenseKey } from "./sign.ts";
import { keys } from "./vectors/texts.ts";

const [library] = globSync("/usr/lib/{*/,}faketime/libfaketime.so.1");
let installed: Installed;
before(async () => {
  installed = await install();
  cpSync("packages/license/test/checker.mjs", join(installed.folder, "checker.mjs"));
});
after(() => installed.remove());

/** Two products: `doors` for 30 days from 5 January 2010, 03:00 UTC, and `was`, which lasts. */
function writeFile(): void {
  const listed = [licenseKey(), licenseKey({ id: "key_02", product: "was", expiresAt: null })];
  const host = { kind: "any", value: "", name: "" };
  writeFileSync(join(installed.folder, "license.txt"), license(keys.current, { host, keys: listed }));
}

/** A program in a time zone, with a memory of this name. `at` sets its wall clock and hears what it says of a product. */
function start(zone: string, memory: string) {
  const clock = join(installed.folder, `clock-${memory}-${zone.replace("/", "-")}`);
  const set = (instant: string): void => writeFileSync(clock, `${Date.parse(instant) / 1000}\n`);
  set("2010-01-05T03:00:00Z");
  const faked = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_FMT: "%s",
    FAKETIME_NO_CACHE: "1",
  };
  const env = { ...process.env, ...faked, FAKETIME_DONT_FAKE_MONOTONIC: "1", TZ: zone };
  const args = ["checker.mjs", "license.txt", keys.current.publicKey, `${memory}.json`];
  const child = spawn(process.execPath, args, {
    cwd: installed.folder,
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    at: async (instant: string, product = "doors"): Promise<string> => {
      set(instant);
      child.stdin.write(`${product}\n`);
      return String((await lines.next()).value);
    },
    stop: async (): Promise<void> => {
      child.stdin.end();
      await new Promise((done) => child.once("exit", done));
    },
  };
}

const code = (line: string): string => line.split(" ")[0] ?? "";

describe("BAR case 32 a tour with libfaketime", () => {
  test("ten days left; eleven days back, and forward again", async () => {
    assert.ok(library !== undefined, "libfaketime is missing: apt-get install faketime");
    writeFile();
    const program = start("UTC", "back");
    const said = [
      await program.at("2010-01-25T03:00:00Z"),
      await program.at("2010-01-14T03:00:00Z"),
      await program.at("2010-01-24T02:59:59Z"),
      await program.at("2010-01-24T03:00:00Z"),
      await program.at("2010-02-04T02:59:59Z"),
      await program.at("2010-02-04T03:00:00Z"),
    ];
    await program.stop();
    assert.deepEqual(said.map(code), ["ok", "clock_rolled_back", "clock_rolled_back", "ok", "ok", "expired"]);
    assert.match(said[1] ?? "", /Thu Jan 14 2010 03:00:00/);
  });

  test("five years ahead, and back: expired, then rolled back, at the next start too; what lasts goes on", async () => {
    assert.ok(library !== undefined, "libfaketime is missing: apt-get install faketime");
    writeFile();
    const program = start("UTC", "ahead");
    const said = [
      await program.at("2010-01-25T03:00:00Z"),
      await program.at("2015-01-25T03:00:00Z", "was"),
      await program.at("2015-01-25T03:00:00Z"),
      await program.at("2010-01-25T03:00:00Z", "was"),
    ];
    await program.stop();
    const again = start("UTC", "ahead");
    said.push(await again.at("2010-01-26T03:00:00Z", "was"), await again.at("2015-01-24T03:00:00Z", "was"));
    await again.stop();
    assert.deepEqual(said.map(code), ["ok", "ok", "expired", "clock_rolled_back", "clock_rolled_back", "ok"]);
  });

  test("nights of summer time, and a journey around the world with one memory: nothing happens", async () => {
    assert.ok(library !== undefined, "libfaketime is missing: apt-get install faketime");
    writeFile();
    const said: string[] = [];
    const berlin = start("Europe/Berlin", "zones");
    // In spring 02:00 to 03:00 is missing, in autumn it is there twice.
    for (const night of ["2010-03-28", "2010-10-31"]) {
      for (const time of ["00:59:59Z", "01:00:01Z", "01:30:00Z", "00:30:00Z", "01:59:59Z", "02:00:01Z"])
        said.push(await berlin.at(`${night}T${time}`, "was"));
    }
    await berlin.stop();
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo"]) {
      const program = start(zone, "zones");
      said.push(await program.at("2010-10-31T03:00:00Z", "was"));
      await program.stop();
    }
    assert.deepEqual([...new Set(said.map(code))], ["ok"]);
    assert.match(said[0] ?? "", /01:59:59 GMT\+0100/);
    assert.match(said[1] ?? "", /03:00:01 GMT\+0200/);
    assert.match(said.at(-3) ?? "", /Sun Oct 31 2010 17:00:00 GMT\+1400/);
  });
});
