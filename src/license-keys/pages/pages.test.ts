/** The customer's pages of keys: the same operations, the same refusals, forms that may come twice. Source: BR-100, BR-66. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts, KEY_LINES } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const PAGES = `/sites/${CAST.aoba}/license-keys`;
const OLD = { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" };

const see = (path: string, email = HANA) => stage.as(email, { url: `${PAGES}${path}` });
const send = (path: string, payload: Record<string, string> = {}, email = HANA) =>
  stage.as(email, {
    method: "POST",
    url: `${PAGES}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(payload).toString(),
  });
const attemptIn = (body: string) => /name="attempt" value="([\w-]+)"/.exec(body)?.[1] ?? "";
const words = (body: string) => body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

async function counts() {
  const { rows } = await sql<{ keys: number; moves: number }>`
    select (select count(*)::int from license_keys) as keys, (select count(*)::int from key_moves) as moves`.execute(
    stage.portal.owner,
  );
  return rows[0];
}

describe("BR-100 the page of keys", () => {
  test("says by product what is owned, in use and left, line by line, by the long site number; kits are not there", async () => {
    await stage.get({ quantity: 6, host: OLD });
    const page = await see("");
    assert.equal(page.statusCode, 200, page.body);
    assert.match(words(page.body), /サイト 007001234/);
    assert.match(words(page.body), /Rational DOORS 保有 10 − 使用中 6 = 取得可能 4/);
    assert.match(words(page.body), /SO-4700 明細 1/);
    assert.doesNotMatch(page.body, /Rational Kit|WebSphere/);
  });

  test("BR-66 a lapsed line says that its keys stay valid, and through when versions are covered", async () => {
    stage.portal.clock.set("2010-04-01T03:00:00Z");
    stage.portal.signOut();
    const page = await see("");
    assert.match(words(page.body), /2010年3月31日 まで[^<]*期限切れ|2010\/03\/31 まで.*期限切れ/);
    assert.match(words(page.body), /無期限に有効.*BR-66/);
    stage.portal.clock.set("2010-03-01T03:00:00Z");
    stage.portal.signOut();
  });

  test("gets 6 by check and form, once though it is sent twice at once; then 5 more are refused with the numbers", async () => {
    const asked = { lineId: CAST.aobaDoors, quantity: "6", ...OLD, delivery: "file", mailMe: "on" };
    const form = await see(`/get?lineId=${CAST.aobaDoors}`);
    assert.match(words(form.body), /保有 10 − 使用中 0 = 取得可能 10/);
    const check = await see(`/get?step=check&${new URLSearchParams(asked)}`);
    assert.equal(check.statusCode, 200, check.body);
    assert.deepEqual((await counts())?.keys, 0);
    const attempt = attemptIn(check.body);
    const replies = await Promise.all([1, 2, 3].map(() => send("/get", { ...asked, attempt })));
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode),
      [303, 303, 303],
    );
    const [place, ...others] = replies.map(({ headers }) => String(headers["location"]));
    assert.ok(others.every((other) => other === place));
    assert.deepEqual(await counts(), { keys: 1, moves: 0 });
    assert.equal((await stage.mails()).filter(({ text }) => text.includes("BEGIN CARNET")).length, 1);
    const done = await stage.as(HANA, { url: place ?? "" });
    assert.match(done.body, /license-app01-1\.lic/);
    const more = await see(`/get?step=check&${new URLSearchParams({ ...asked, quantity: "5" })}`);
    assert.equal(more.statusCode, 409);
    assert.match(words(more.body), /10.*6.*4/);
  });

  test("names what is wrong with a host beside its field, with an example", async () => {
    const asked = { lineId: CAST.aobaDoors, quantity: "1", kind: "ethernet", value: "00:1B:44" };
    const page = await see(`/get?step=check&${new URLSearchParams(asked)}`);
    assert.equal(page.statusCode, 400);
    assert.match(page.body, /id="field-value-error"[^>]*>[^<]*00:1B:44:11:3A:B7/);
  });

  test("shows an online key with what to do, then only on request", async () => {
    const asked = { lineId: CAST.aobaDoors, quantity: "2", delivery: "online" };
    const check = await see(`/get?step=check&${new URLSearchParams(asked)}`);
    const attempt = attemptIn(check.body);
    const got = await send("/get", { ...asked, attempt });
    assert.match(got.body, /carnet_lic_\w{33}/);
    const again = await send("/get", { ...asked, attempt });
    assert.equal(again.statusCode, 303);
    const { items } = (await stage.as(HANA, { url: `/v1${PAGES}` })).json();
    const page = await see(`/${items[0].id}`);
    assert.doesNotMatch(page.body, /carnet_lic_/);
    assert.match((await send(`/${items[0].id}/secret`)).body, /carnet_lic_\w{33}/);
  });
});

describe("one key", () => {
  test("is returned in part by its page; a second click leads to the same place", async () => {
    const { key } = (await stage.get({ quantity: 6, host: OLD })).json();
    assert.match(words((await see(`/${key.id}`)).body), /SO-4700.*取得：Rational DOORS × 6/);
    const replies = [
      await send(`/${key.id}/return`, { quantity: "2" }),
      await send(`/${key.id}/return`, { quantity: "2" }),
    ];
    assert.deepEqual(
      replies.map(({ statusCode, headers }) => [statusCode, headers["location"]]),
      [1, 2].map(() => [303, `${PAGES}/${key.id}/install?after=returned`]),
    );
    assert.equal((await stage.pool()).issued, 4);
    const more = await stage.get({ quantity: 1, host: OLD });
    const refused = await send(`/${more.json().key.id}/return`, { quantity: "3" });
    assert.equal(refused.statusCode, 409);
    assert.match(words((await see("/list")).body), /app01/);
    assert.match(words((await see("/people")).body), /森 花|花 森/);
  });
});

describe("P-07 moving by pages", () => {
  test("shows both hosts before and after, moves once however often the form comes, and undoes", async () => {
    const { key } = (await stage.get({ quantity: 6, host: OLD })).json();
    await stage.get({ lineId: KEY_LINES.quest, quantity: 5, host: OLD });
    assert.match((await see("/move")).body, new RegExp(`move\\?from=${key.host.id}`));
    const choose = await see(`/move?from=${key.host.id}`);
    const keys = [
      ...choose.body.matchAll(/name="keys" [^>]*value="(key_\w+)"|value="(key_\w+)"[^>]*name="keys"/g),
    ].map((m) => m[1] ?? m[2] ?? "");
    assert.equal(new Set(keys).size, 2);
    const asked = { from: key.host.id, step: "check", kind: "disk", value: "8A3F-09C2", name: "新 app02" };
    const ticks = keys.map((id) => `keys=${id}`).join("&");
    const check = await see(`/move?${new URLSearchParams(asked)}&${ticks}&quantity-${keys[0]}=5`);
    assert.equal(check.statusCode, 200, check.body);
    assert.match(words(check.body), /移動元：app01.*移動先：新 app02/);
    assert.deepEqual(await counts(), { keys: 2, moves: 0 });
    const form = Object.fromEntries(
      [...check.body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [
        m[1] ?? "",
        m[2] ?? "",
      ]),
    );
    const replies = await Promise.all([1, 2, 3].map(() => send("/move", form)));
    assert.deepEqual(
      replies.map(({ statusCode }) => statusCode),
      [303, 303, 303],
      replies[0]?.body,
    );
    assert.equal(new Set(replies.map(({ headers }) => headers["location"])).size, 1);
    assert.equal((await counts())?.moves, 1);
    const place = String(replies[0]?.headers["location"]);
    const done = await stage.as(HANA, { url: place });
    assert.match(words(done.body), /zip.*取り消せます/);
    const id = /moves\/(move_\w+)/.exec(place)?.[1] ?? "";
    assert.equal((await see(`/moves/${id}/archive.zip`)).statusCode, 200);
    const undone = [await send(`/moves/${id}/undo`), await send(`/moves/${id}/undo`)];
    assert.deepEqual(
      undone.map(({ statusCode }) => statusCode),
      [303, 303],
    );
    assert.match(words((await see(`/moves/${id}?news=1`)).body), /移動を取り消しました/);
    const host = await see(`/hosts/${key.host.id}`);
    assert.match(words(host.body), /app01 から 新 app02 へ/);
  });

  test("names a product that cannot go and goes on without it", async () => {
    const { key } = (await stage.get({ quantity: 6, host: OLD })).json();
    const quest = (await stage.get({ lineId: KEY_LINES.quest, quantity: 5, host: OLD })).json();
    await sql`insert into key_schemes (product_code, host_kinds, changed_at, changed_by)
              values ('quest', '{ethernet}', '2010-01-01', 'test')`.execute(stage.portal.owner);
    const check = await see(`/move?step=check&keys=${key.id}&keys=${quest.key.id}&kind=disk&value=8A3F-09C2`);
    await sql`delete from key_schemes`.execute(stage.portal.owner);
    assert.match(
      words(check.body),
      /5 × Rational ClearQuest : この製品はこの種類のホストに結び付けられません。選べる種類：イーサネット・アドレス/,
    );
    assert.doesNotMatch(check.body, /name="attempt"/);
    assert.match(check.body, new RegExp(`href="[^"]*keys=${key.id}[^"%]*"`));
  });
});

test("a host is found, renamed, its file mailed; strangers find nothing", async () => {
  const { key } = (await stage.get({ quantity: 1, host: OLD })).json();
  const host = `/hosts/${key.host.id}`;
  assert.match(words((await see("/hosts?q=00:1b:44")).body + (await see("/hosts?q=app")).body), /app01/);
  assert.equal((await send(`${host}/name`, { name: "本番" })).statusCode, 303);
  assert.equal((await send(`${host}/name`, { name: "x".repeat(81) })).statusCode, 400);
  assert.equal((await send(`${host}/mail`)).headers["location"], `${PAGES}${host}?news=mailed`);
  const mails = await stage.mails();
  assert.ok(mails.some(({ text }) => text.includes("BEGIN CARNET LICENSE")));
  assert.equal((await see(host, "seoyeon@hangang.example")).statusCode, 404);
});
