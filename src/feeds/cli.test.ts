/** The command line's exit codes, against a portal that listens. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { lines, OTTO, order } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { type ApiClient, apiClient, DONE, Misuse, REFUSED } from "../platform/cli.ts";
import { feedCommands } from "./cli.ts";

let portal: TestPortal;
let api: ApiClient;
let folder = "";
before(async () => {
  portal = await testPortal();
  folder = portal.portal.config.dataFolder;
  await portal.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = portal.app.server.address() as AddressInfo;
  const payload = { name: "command line", scopes: ["feed.write"] };
  const made = await portal.as(OTTO, { method: "POST", url: "/v1/api-keys", payload });
  api = apiClient({ CARNET_BASE_URL: `http://127.0.0.1:${port}`, CARNET_API_KEY: made.json().key });
});
after(() => portal.close());

/** The exit code and what was printed; jobs run as they come. */
async function run(verb: string, args: readonly string[]) {
  const printed: string[] = [];
  const log = mock.method(console, "log", (text: string) => printed.push(text));
  const command = feedCommands.find((each) => each.verb === verb);
  assert(command !== undefined);
  try {
    let isDone = false;
    const running = command.run(api, args).finally(() => {
      isDone = true;
    });
    running.catch(() => {}); // looked at below
    while (!isDone) {
      await portal.portal.jobs.drain();
      await sleep(20);
    }
    return { code: await running, printed: printed.join("\n") };
  } finally {
    log.mock.restore();
  }
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("0 for a feed that was applied, plain or packed, and `show` tells the same", async () => {
  const plain = await run("import", [file("good.jsonl", lines([order({ number: "C-1" })]))]);
  assert.equal(plain.code, DONE);
  assert.match(plain.printed, /applied: 1 lines, 0 faults/);
  const packed = await run("import", [
    file("good.jsonl.gz", gzipSync(lines([order({ number: "C-2" })]))),
    "--json",
  ]);
  const report = JSON.parse(packed.printed);
  assert.deepEqual([packed.code, report.state, report.name], [DONE, "applied", "good.jsonl.gz"]);
  const shown = await run("show", [report.id, "--json"]);
  assert.deepEqual([shown.code, shown.printed], [DONE, packed.printed]);
});

test("1 for a feed with faults, with a table of them; a dry run of it as well", async () => {
  const bad = file("bad.jsonl", lines([order({ number: "C-3", site: "7999999" })]));
  for (const args of [[bad], [bad, "--dry-run"]]) {
    const { code, printed } = await run("import", args);
    assert.equal(code, REFUSED);
    assert.match(
      printed,
      /LINE +FIELD +CODE +WHAT IS WRONG\n1 +site +unknown_site +There is no site 7999999\./,
    );
  }
});

test("0 for a dry run without faults, of a sheet too", async () => {
  const sheet = file("customers.csv", "country,number,name\nJP,4444444,Midori\n");
  const { code, printed } = await run("import", [sheet, "--type", "customer", "--dry-run"]);
  assert.equal(code, DONE);
  assert.match(printed, /checked: 2 lines/);
});

test("2 for a file that is not there", async () => {
  await assert.rejects(run("import", [join(folder, "missing.jsonl")]), Misuse);
  await assert.rejects(run("import", []), Misuse);
});
