/** The starters in `bin`: they hand over everything, and leave nothing behind however they end. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, test } from "node:test";

const SCRIPT = `
  import { become } from ${JSON.stringify(join(import.meta.dirname, "../../bin/launch.mjs"))};
  await become("test/crash/waiter.ts");`;

describe("a starter", () => {
  test("hands over arguments and exit code", async () => {
    const starter = start(process.execPath, [
      "--input-type=module",
      "--eval",
      SCRIPT,
      "carnet",
      "feed",
      "two words",
    ]);
    assert.match(await starter.said("ready"), /ready feed two words/);
    starter.process.kill("SIGTERM");
    await starter.ended;
    assert.equal(starter.process.exitCode, 7);
  });

  test("passes Ctrl-C on once, though the terminal and npm both send it", async () => {
    const starter = start(process.execPath, ["--input-type=module", "--eval", SCRIPT]);
    await starter.said("ready");
    starter.process.kill("SIGINT");
    await starter.said("SIGINT");
    starter.process.kill("SIGINT");
    await starter.ended;
    assert.equal(starter.output().match(/SIGINT/g)?.length, 1);
  });

  test("takes its program with it when it is killed", async () => {
    const starter = start(process.execPath, ["--input-type=module", "--eval", SCRIPT]);
    await starter.said("ready");
    starter.process.kill("SIGKILL");
    await starter.ended;
    assert.match(starter.output(), /SIGTERM/);
  });

  test("ends when npm is killed above it", async () => {
    const env = { ...process.env, npm_lifecycle_event: "start", SCRIPT, NODE: process.execPath };
    const npm = start("sh", ["-c", '"$NODE" --input-type=module --eval "$SCRIPT"; true'], env);
    await npm.said("ready");
    npm.process.kill("SIGKILL");
    await npm.ended;
    assert.match(npm.output(), /SIGTERM/);
  });
});

interface Started {
  readonly process: ChildProcess;
  output(): string;
  /** Waits until the word is in the output, and gives that. */
  said(word: string): Promise<string>;
  /** Resolves once nobody holds its output any more: the program itself has ended. */
  readonly ended: Promise<unknown>;
}

function start(program: string, args: readonly string[], env = process.env): Started {
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const said = async (word: string) => {
    while (!output.includes(word)) await once(child.stdout, "data");
    return output;
  };
  return { process: child, output: () => output, said, ended: once(child, "close") };
}
