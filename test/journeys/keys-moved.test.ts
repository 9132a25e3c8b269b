/**
 * A Japanese licence administrator moves three products from a dead host to a new one: both hosts are seen before, both
 * files come in one archive and are true, and all of it can be undone. BR-100, P-07, DOMAIN §3.22.4.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { CAST } from "../cast.ts";
import { addKeyProducts, KEY_LINES } from "../key-products.ts";
import { unzip } from "../unzip.ts";
import { findingsOf, type Journey, openJourney, signInAs } from "./stage.ts";

const HANA = "hana@aoba.example";
const KEYS = `/sites/${CAST.aoba}/license-keys`;

let journey: Journey;
let page: Page;

before(async () => {
  journey = await openJourney();
  await addKeyProducts(journey.portal);
  const visitor = await journey.visitor({ language: "ja" });
  await signInAs(journey, visitor, HANA);
  page = await visitor.newPage();
  page.setDefaultTimeout(10_000);
});
after(() => journey.close());

const words = async () => ((await page.textContent("main")) ?? "").replaceAll(/\s+/g, " ");

async function submit(button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

async function whole(): Promise<void> {
  assert.deepEqual(await findingsOf(page), []);
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  assert.ok(wide <= 0, `${page.url()} is too wide`);
}

describe("three products leave a dead host, in Japanese", () => {
  test("they were got for it, each by a check and a click", async () => {
    for (const [lineId, quantity] of [
      [CAST.aobaDoors, "6"],
      [KEY_LINES.quest, "5"],
      [KEY_LINES.change, "4"],
    ] as const) {
      await page.goto(KEYS);
      await page.click(`main a[href="${KEYS}/get?lineId=${lineId}"]`);
      await page.fill("[name=quantity]", quantity);
      const known = page.locator("[name=hostId]");
      if ((await known.count()) === 0) {
        await page.selectOption("[name=kind]", "ethernet");
        await page.fill("[name=value]", "00-1B-44-11-3A-B7");
        await page.fill("[name=name]", "旧サーバー app01");
      } else await known.selectOption({ index: 1 });
      await submit("main form button.primary");
      assert.match(await words(), /旧サーバー app01/);
      await whole();
      await submit("main form button.primary");
      assert.match(await words(), /キーを取得しました[\s\S]*\.lic/);
    }
    await whole();
  });

  test("the new host is typed, and both hosts are seen as they will be", async () => {
    await page.goto(`${KEYS}/hosts`);
    await page.click("main tbody a");
    await page.click(`main a[href*="/move?from="]`);
    await whole();
    await page.selectOption("[name=kind]", "ethernet");
    await page.fill("[name=value]", "001b.4411");
    await submit("main form button.primary");
    assert.match(await words(), /00:1B:44:11:3A:B7/, "what is wrong is told with an example");
    await page.fill("[name=value]", "001b.4411.3ab8");
    await page.fill("[name=name]", "新サーバー app02");
    await submit("main form button.primary");
    const told = await words();
    assert.match(told, /3 件のキーを 1 回で移動します/);
    assert.match(told, /移動元：旧サーバー app01.*現在.*6 × Rational DOORS.*移動後キーはありません/);
    assert.match(
      told,
      /移動先：新サーバー app02.*新規.*移動後.*4 × Rational Change.*5 × Rational ClearQuest.*6 × Rational DOORS/,
    );
    await whole();
  });

  test("one click moves all three; the archive holds both files, and openssl says that they are true", async () => {
    await submit("main form button.primary");
    assert.match(await words(), /3 件のキーを移動しました.*両方のファイル/);
    await whole();
    const href = (await page.getAttribute('main a[href$="archive.zip"]', "href")) ?? "";
    const reply = await journey.portal.as(HANA, { url: href });
    const files = unzip(reply.rawPayload);
    assert.deepEqual(
      [...files.keys()],
      ["README.txt", "1-app01/license-app01-4.lic", "2-app02/license-app02-1.lic"],
    );
    assert.match(String(files.get("README.txt")), /サイト 007001234.*[\s\S]*それぞれのホストにインストール/);
    const {
      keys: [signer],
    } = (await journey.portal.as(undefined, { url: "/v1/licensing/public-keys" })).json();
    const held = ["1-app01/license-app01-4.lic", "2-app02/license-app02-1.lic"].map((name) =>
      payloadOf(String(files.get(name)), signer.pem),
    );
    assert.deepEqual(
      held.map(({ host, keys }) => [
        host.value,
        keys.map(({ quantity, product }) => `${quantity} ${product}`),
      ]),
      [
        ["001b44113ab7", []],
        ["001b44113ab8", ["4 change", "5 quest", "6 doors"]],
      ],
    );
  });

  test("within a day it is undone, and the old host has everything again", async () => {
    await submit('main form[action$="/undo"] button');
    assert.match(await words(), /移動を取り消しました/);
    await whole();
    await page.goto(`${KEYS}/hosts?q=app01`);
    assert.match(
      await words(),
      /旧サーバー app01[\s\S]*Rational Change、Rational ClearQuest、Rational DOORS/,
    );
  });
});

interface Said {
  readonly host: { readonly value: string };
  readonly keys: readonly { readonly product: string; readonly quantity: number }[];
}

/** What the file says, when openssl finds its signature to be the portal's. */
function payloadOf(text: string, pem: string): Said {
  const [, signature = ""] = /^Signature: (.+)$/m.exec(text) ?? [];
  const body = text.split("\n\n")[1]?.replace(/-----END[\s\S]*/, "") ?? "";
  const payload = Buffer.from(body.replaceAll("\n", ""), "base64");
  const folder = mkdtempSync(join(tmpdir(), "carnet-move-"));
  try {
    const [content, sig, pub] = ["payload", "sig", "pub.pem"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(content, payload);
    writeFileSync(sig, Buffer.from(signature, "base64"));
    writeFileSync(pub, pem);
    const told = execFileSync("openssl", [
      "pkeyutl",
      "-verify",
      "-rawin",
      "-pubin",
      "-inkey",
      pub,
      "-sigfile",
      sig,
      "-in",
      content,
    ]);
    assert.match(String(told), /Verified Successfully/);
    return JSON.parse(String(readFileSync(content)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
