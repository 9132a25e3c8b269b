/** DOMAIN §9.2 through the feed, and what of it is found: BR-63 and BR-78f by their numbers. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CAST } from "../../test/cast.ts";
import { ROWS, tableFeed } from "../../test/catalog-table.ts";
import { feed } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

const HANA = "hana@aoba.example";

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2009-07-15T03:00:00Z" });
  const report = await feed(portal, tableFeed());
  assert.deepEqual(report.faults, []);
});
after(() => portal.close());

async function get(path: string, email: string | undefined = HANA) {
  const reply = await portal.as(email, { url: `/v1/catalog${path}` });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

const codes = (page: { items: { code: string }[] }) => page.items.map(({ code }) => code);

interface Life {
  productCode: string;
  version: string;
  state: string;
  endOfServiceOn: string | null;
  isAtEnd: boolean;
  replacedBy: { productCode: string; version: string } | null;
}

describe("the table of DOMAIN 9.2", () => {
  test("every line of it is told as it stands there", async () => {
    const lives: Life[] = (await get("/lifecycle?show=all&limit=200")).items;
    const lifeOf = (code: string, version: string) =>
      lives.find((life) => life.productCode === code && life.version === version);
    assert.equal(ROWS.length, 19);
    for (const { product, current, old, eos } of ROWS) {
      for (const version of current) {
        const life = lifeOf(product.code, version);
        assert.deepEqual([life?.state, life?.replacedBy], ["CURRENT", null], `${product.code} ${version}`);
      }
      for (const version of old.versions) {
        const life = lifeOf(old.code, version);
        const state = eos === null ? "SUPERSEDED" : eos === "announced" ? "EOS_NO_DATE" : "EOS_BY";
        const told = `${old.code} ${version}`;
        assert.equal(life?.state, state, told);
        assert.equal(life?.endOfServiceOn, state === "EOS_BY" ? eos : null, told);
        assert.equal(life?.isAtEnd, eos !== null && (eos === "announced" || eos < "2009-07-15"), told);
        assert.equal(life?.replacedBy?.productCode, product.code, told);
        assert.equal(life?.replacedBy?.version, current.at(-1), told);
      }
    }
  });

  test("only what is marked, or that and what is superseded, or one brand", async () => {
    const states = async (query: string) =>
      new Set((await get(`/lifecycle?limit=200${query}`)).items.map(({ state }: Life) => state));
    assert.deepEqual(await states("&show=eos"), new Set(["EOS_BY", "EOS_NO_DATE"]));
    assert.deepEqual(await states("&show=old"), new Set(["EOS_BY", "EOS_NO_DATE", "SUPERSEDED"]));
    assert.deepEqual(await states("&show=all"), new Set(["EOS_BY", "EOS_NO_DATE", "SUPERSEDED", "CURRENT"]));
    const { items } = await get("/lifecycle?brand=Tivoli&show=all");
    assert.deepEqual(
      items.map(({ version, state }: Life) => [version, state]),
      [
        ["6.1", "CURRENT"],
        ["5.x", "SUPERSEDED"],
        ["4.x", "SUPERSEDED"],
      ],
    );
  });

  test("a site's own products are marked, for whoever may see what it owns", async () => {
    const yours = async (email: string) => {
      const { items } = await get(`/lifecycle?siteId=${CAST.aoba}&show=all&limit=200`, email);
      return new Set(
        items.filter((life: { isYours: boolean }) => life.isYours).map((life: Life) => life.productCode),
      );
    };
    assert.deepEqual(await yours(HANA), new Set(["doors", "was"]));
    assert.deepEqual(await yours("mio@aoba.example"), new Set());
    const own = await get(`/lifecycle?siteId=${CAST.aoba}&show=all&own=true`);
    assert.deepEqual(
      new Set(own.items.map(({ productCode }: Life) => productCode)),
      new Set(["doors", "was"]),
    );
  });

  test("every page of it leads on to the next, and each version is on one", async () => {
    const all = (await get("/lifecycle?show=all&limit=200")).items;
    const paged: Life[] = [];
    for (let after = "", isFirst = true; isFirst || after !== ""; isFirst = false) {
      const page = await get(`/lifecycle?show=all&limit=2${after === "" ? "" : `&after=${after}`}`);
      paged.push(...page.items);
      after = page.next ?? "";
    }
    assert.deepEqual(paged, all);
  });
});

describe("BR-63 search by description, group, type", () => {
  test("BR-63 query “application server” finds WAS", async () => {
    assert.deepEqual(codes(await get("/products?q=application%20server")), ["was"]);
    assert.deepEqual(codes(await get("/products?q=Application+Server&brand=WebSphere")), ["was"]);
  });

  test("BR-63 group “WebSphere” has WAS, MQ and MQ Express; WebSphere Portal is of group Lotus", async () => {
    assert.deepEqual(codes(await get("/products?group=WebSphere&sort=code")), ["mq", "mq-express", "was"]);
    assert.deepEqual(codes(await get("/products?group=Lotus&sort=code")), ["domino", "portal"]);
  });

  test("BR-63 type REINSTATEMENT has only such parts, in either case", async () => {
    for (const kind of ["REINSTATEMENT", "reinstatement"]) {
      const { items } = await get(`/parts?kind=${kind}`);
      assert.deepEqual(
        items.map((part: { number: string }) => part.number),
        ["D052BLL", "D09EQLL", "D55WKLL"],
      );
    }
    assert.deepEqual(codes(await get("/products?kind=REINSTATEMENT&sort=code")), ["doors", "was"]);
  });

  test("in four languages, in any width and case, by one character or two", async () => {
    const found = async (q: string) => codes(await get(`/products?sort=code&q=${encodeURIComponent(q)}`));
    for (const q of [
      "サーバー",
      "ｱﾌﾟﾘｹｰｼｮﾝ･ｻｰﾊﾞｰ",
      "애플리케이션 서버",
      "伺服",
      "伺服器",
      "ＷＡＳ",
      "ｗａｓ",
    ]) {
      assert.ok((await found(q)).includes("was"), q);
    }
    assert.deepEqual(await found("資料庫"), ["db2", "ids"]);
    assert.deepEqual(await found("庫"), ["db2", "ids"]);
    assert.deepEqual(await found("백업"), ["tsm"]);
    assert.deepEqual(await found("D55W"), ["was"]);
    assert.deepEqual(await found("ｄ５５ｗ"), ["was"]);
    assert.deepEqual(await found("更新"), ["doors", "was"], "by the kind of its parts");
    assert.deepEqual(await found("100%"), []);
    assert.deepEqual(await found("_"), []);
  });

  test("a description comes in the reader's language", async () => {
    const read = async (language: string) => {
      const url = "/v1/catalog/products/was";
      const reply = await portal.as(HANA, { url, headers: { "accept-language": language } });
      return reply.json().description;
    };
    const said = new Set([await read("ja"), await read("en")]);
    assert.ok(said.has("アプリケーション・サーバー"), [...said].join());
  });
});
