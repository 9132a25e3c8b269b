/** Lists of key actions: whole or not at all, and exactly what the dry run told. Source: BR-100, issue 5. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { addKeyProducts } from "../../../test/key-products.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { unzip } from "../../../test/unzip.ts";
import { readLicenseFile } from "../../license-files/index.ts";

let stage: KeyStage;
before(async () => {
  stage = await keyStage();
  await addKeyProducts(stage.portal);
});
after(() => stage.close());
beforeEach(() => clearKeys(stage.portal));

const API = `/v1/sites/${CAST.aoba}/license-keys/imports`;
const PAGES = `/sites/${CAST.aoba}/license-keys`;
const HEAD = "action,product,order,line,quantity,host_kind,host_value,host_name,to_kind,to_value,to_name";
const OLD = "ethernet,00:1B:44:11:3A:B7,app01";
const NEW = "hostname,app02.aoba.example,app02";

const send = (rows: readonly string[], query = "") =>
  stage.as(HANA, {
    method: "POST",
    url: `${API}${query}`,
    headers: { "content-type": "text/csv" },
    payload: [HEAD, ...rows].join("\r\n"),
  });

async function traces() {
  const { rows } = await sql<{ all: string }>`
    select (select count(*) from license_keys) || ' ' || (select count(*) from hosts) || ' ' || (select count(*) from license_files)
           || ' ' || (select count(*) from key_imports) || ' ' || (select count(*) from events) as all`.execute(
    stage.portal.owner,
  );
  return rows[0]?.all;
}

const held = (text: string) =>
  readLicenseFile(stage.portal.portal.licenseSigning, text)
    ?.keys.map(({ quantity, productName }) => `${quantity} ${productName}`)
    .toSorted();

test("a dry run tells what will be and leaves no trace; applied, it is just that, with all hosts' files in one archive", async () => {
  await stage.get({ quantity: 6, host: { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" } });
  const rows = [
    `get,Rational DOORS,,,5,${NEW},,,`, // 4 are left: the return below comes first
    `return,doors,SO-4700,1,2,${OLD},,,`,
    `move,Rational DOORS,,,1,${OLD},${NEW}`,
    `get,,SO-4800,1,3,${OLD},,,`,
  ];
  const before = await traces();
  const dry = await send(rows, "?dryRun=true");
  assert.equal(dry.statusCode, 200, dry.body);
  assert.deepEqual(
    [dry.json().faults, dry.json().counts, dry.json().isApplied],
    [[], { get: 2, return: 1, move: 1 }, false],
  );
  assert.deepEqual(
    dry
      .json()
      .outcomes.map(({ line, action, quantity, to }: Record<string, unknown>) => [
        line,
        action,
        quantity,
        to,
      ]),
    [
      [2, "get", 5, null],
      [3, "return", 2, null],
      [4, "move", 1, "app02"],
      [5, "get", 3, null],
    ],
  );
  assert.equal(await traces(), before);
  const done = await send(rows);
  assert.equal(done.statusCode, 200, done.body);
  assert.equal(done.json().isApplied, true);
  const archive = await stage.as(HANA, { url: done.json().archive });
  const files = [...unzip(archive.rawPayload)].filter(([name]) => name.endsWith(".lic"));
  assert.deepEqual(
    files.map(([, text]) => held(String(text))).toSorted((a, b) => String(a).localeCompare(String(b))),
    [
      ["1 Rational DOORS", "5 Rational DOORS"],
      ["3 Rational ClearQuest", "3 Rational DOORS"],
    ],
  );
  assert.deepEqual([(await stage.pool()).issued, await stage.uneven()], [9, []]);
});

test("BR-100 one row beyond the line keeps all from being applied; each row that is wrong is told by field and rule", async () => {
  await stage.get({ quantity: 6, host: { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" } });
  const before = await traces();
  const reply = await send([
    `get,Rational DOORS,,,1,${NEW},,,`,
    `get,Rational DOORS,,,5,${NEW},,,`,
    "fetch,Rational DOORS,,,5,ethernet,00:1B,x,,,",
    `return,Rational Change,,,1,${OLD},,,`,
    `return,doors,,,7,${OLD},,,`,
    `get,Rational Kit,,,1,${NEW},,,`,
    `move,doors,,,,${OLD},${OLD}`,
    `get,doors,,,0,${NEW},any,,farm`,
  ]);
  assert.deepEqual([reply.statusCode, reply.json().code], [422, "key_import_refused"]);
  assert.deepEqual(
    reply.json().faults.map(({ line, field, code }: Record<string, unknown>) => `${line} ${field} ${code}`),
    [
      "3 quantity quantity_exceeds_available",
      "4 action action_unknown",
      "4 host_value ethernet_needs_12_hex",
      "5 host_value key_not_on_host",
      "6 quantity quantity_exceeds_held",
      "7 product line_not_here",
      "8 to_kind already_there",
      "9 quantity number_wrong",
      "9 to_kind only_for_moves",
    ],
  );
  for (const { message } of reply.json().faults) assert.match(message, /[぀-ヿ]/, message);
  assert.equal(await traces(), before);
});

test("more than 1,000 rows, another encoding, no rows: refused whole; strangers find nothing", async () => {
  const many = await send(Array.from({ length: 1001 }, () => `get,doors,,,1,${NEW},,,`));
  assert.deepEqual(many.json().faults[0].code, "too_many_rows");
  assert.equal((await send([])).json().faults[0].code, "no_records");
  const json = await stage.as(HANA, { method: "POST", url: API, payload: {} });
  assert.equal(json.statusCode, 415);
  const stranger = {
    method: "POST" as const,
    url: API,
    headers: { "content-type": "text/csv" },
    payload: HEAD,
  };
  assert.equal((await stage.as("seoyeon@hangang.example", stranger)).statusCode, 404);
});

test("by pages: the example file is taken, what is shown is applied once though the form comes twice", async () => {
  const example = await stage.as(HANA, { url: `${PAGES}/import/example.csv` });
  await stage.get({ quantity: 3, host: { kind: "ethernet", value: "00:1B:44:11:3A:B7", name: "app01" } });
  const upload = await stage.as(HANA, {
    method: "POST",
    url: `${PAGES}/import`,
    headers: { "content-type": "multipart/form-data; boundary=b" },
    payload: `--b\r\ncontent-disposition: form-data; name="file"; filename="l.csv"\r\ncontent-type: text/csv\r\n\r\n${example.body}\r\n--b--\r\n`,
  });
  assert.equal(upload.statusCode, 303, upload.body);
  const preview = await stage.as(HANA, { url: `${PAGES}/import/preview` });
  assert.equal(preview.statusCode, 200, preview.body);
  const listId = /name="listId" value="(\w+)"/.exec(preview.body)?.[1] ?? "";
  const apply = { method: "POST" as const, url: `${PAGES}/import/preview`, payload: { listId } };
  const replies = [await stage.as(HANA, apply), await stage.as(HANA, apply)];
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode),
    [303, 303],
    replies[1]?.body,
  );
  assert.equal(replies[0]?.headers["location"], replies[1]?.headers["location"]);
  const done = await stage.as(HANA, { url: String(replies[0]?.headers["location"]) });
  assert.match(done.body, /archive\.zip/);
  const { rows } = await sql`select from key_imports where applied_at is not null`.execute(
    stage.portal.owner,
  );
  assert.equal(rows.length, 1);
  const other = await stage.as(HANA, { ...apply, payload: { listId: "keyimport_none" } });
  assert.equal(other.statusCode, 409);
});
