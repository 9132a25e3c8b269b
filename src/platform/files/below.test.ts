import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { openBelow } from "./below.ts";

const folder = mkdtempSync(join(tmpdir(), "carnet-below-"));
const root = join(folder, "releases");
mkdirSync(join(root, "was"), { recursive: true });
mkdirSync(`${root}-others`);
writeFileSync(join(root, "was", "a.bin"), "inside");
writeFileSync(join(folder, "secret"), "outside");
writeFileSync(join(`${root}-others`, "a.bin"), "outside");
symlinkSync(join(folder, "secret"), join(root, "link"));
symlinkSync(folder, join(root, "up"));
symlinkSync("was/a.bin", join(root, "fine"));
symlinkSync("circle", join(root, "circle"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("a file below the root is opened", () => {
  for (const name of ["was/a.bin", "./was/a.bin", "fine", pathToFileURL(join(root, "was/a.bin")).href]) {
    test(name.replace(folder, ""), async () => {
      const opened = await openBelow(root, name);
      assert.ok(opened.ok);
      assert.equal((await opened.value.readFile()).toString(), "inside");
      await opened.value.close();
    });
  }
});

describe("nothing else is", () => {
  const refused: [name: string, reason: string][] = [
    ["../secret", "url_not_allowed"],
    ["was/../../secret", "url_not_allowed"],
    ["was/../was/a.bin", "url_not_allowed"],
    ["..", "url_not_allowed"],
    ["was\\..\\..\\secret", "url_not_allowed"],
    ["", "url_not_allowed"],
    ["was/a.bin\0.txt", "url_not_allowed"],
    ["was/a.bin\n", "url_not_allowed"],
    [join(folder, "secret"), "url_not_allowed"],
    ["/etc/passwd", "url_not_allowed"],
    ["//etc/passwd", "url_not_allowed"],
    ["http://127.0.0.1/a.bin", "url_not_allowed"],
    ["ftp://x/a", "url_not_allowed"],
    ["data:text/plain,x", "url_not_allowed"],
    ["C:\\Windows\\win.ini", "url_not_allowed"],
    ["file://other.example/etc/passwd", "url_not_allowed"],
    [`file://${root}/was/..%2F..%2Fsecret`, "url_not_allowed"],
    [`file://${root}/%2e%2e/secret`, "url_not_allowed"],
    [`file://${root}/../secret`, "url_not_allowed"],
    [`file://${root}/was/a.bin%00`, "url_not_allowed"],
    ["file:///etc/passwd", "outside_root"],
    [pathToFileURL(join(`${root}-others`, "a.bin")).href, "outside_root"],
    ["link", "outside_root"],
    ["up/secret", "outside_root"],
    ["was", "not_a_file"],
    ["%2e%2e/secret", "missing"],
    ["..%2fsecret", "missing"],
    ["....//secret", "missing"],
    ["absent", "missing"],
    ["was/a.bin/more", "missing"],
    ["circle", "missing"],
    ["x".repeat(300), "missing"],
  ];
  for (const [name, reason] of refused) {
    test(`${reason}: ${JSON.stringify(name.replace(folder, "").slice(0, 50))}`, async () => {
      const opened = await openBelow(root, name);
      assert.deepEqual(opened.ok ? "opened" : opened.refusal.reason, reason);
    });
  }

  test("not even below a root that is not there", async () => {
    assert.deepEqual(await openBelow(join(folder, "none"), "a"), {
      ok: false,
      refusal: { reason: "missing" },
    });
  });
});
