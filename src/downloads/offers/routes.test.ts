import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { testPortal } from "../../../test/portal.ts";
import { addFile } from "../../../test/releases.ts";

const [HANA, MIO, SEOYEON] = ["hana@aoba.example", "mio@aoba.example", "seoyeon@hangang.example"];
const carnet = await testPortal();
after(() => carnet.close());
const { owner } = carnet;
const soon = { product: "was", version: "8.0" };

before(async () => {
  await sql`insert into product_versions values ('was', '8.0', '2010-06-01', null, false)`.execute(owner);
  await addFile(carnet, { name: "was-7.0-linux.tar.gz", language: "mul" });
  await addFile(carnet, { name: "was-7.0-windows.zip", platform: "windows-x86_64", language: "ja" });
  await addFile(carnet, { name: "was-7.0-late.iso", platform: "aix-ppc64", isThere: false });
  await addFile(carnet, { ...soon, name: "was-8.0-linux.tar.gz" });
  await addFile(carnet, { product: "was", version: "5.1", name: "was-5.1-linux.tar.gz" });
  await addFile(carnet, {
    product: "doors",
    version: "9.2",
    name: "doors-9.2.zip",
    platform: "windows-x86_64",
  });
  await carnet.portal.jobs.catchUp();
});

describe("GET /v1/sites/{siteId}/downloads", () => {
  test("200 lists by product, newest version first, what may be had and why not the rest", async () => {
    const { items } = await list(HANA, CAST.aoba);
    assert.deepEqual(
      items.map((item) => [item.name, item.whyNot?.code ?? null]),
      [
        ["doors-9.2.zip", null],
        ["was-8.0-linux.tar.gz", "not_released_yet"],
        ["was-7.0-late.iso", "file_awaited"],
        ["was-7.0-linux.tar.gz", null],
        ["was-7.0-windows.zip", null],
        ["was-5.1-linux.tar.gz", null],
      ],
    );
    const [doors, eight] = items;
    assert.deepEqual(doors?.product, { code: "doors", name: "Rational DOORS" });
    assert.equal(doors?.contentHref, `/v1/sites/${CAST.aoba}/downloads/${doors?.id}/content`);
    assert.match(
      doors?.signature?.statement ?? "",
      /^carnet-file-v1\n[0-9a-f]{64}\n\d+\ndoors-9\.2\.zip\ndoors\n9\.2\nwindows-x86_64\nen\n$/,
    );
    assert.deepEqual([eight?.contentHref, eight?.whyNot?.availableOn], [null, "2010-06-01"]);
  });

  test("200 BR-56, BR-66: once coverage has lapsed the license stays, the downloads go, and care is named", async () => {
    await moveTo("2010-08-01T00:00:00+09:00");
    const { items } = await list(HANA, CAST.aoba, "q=was");
    await moveTo("2010-03-01T03:00:00Z");
    assert.equal(items.length, 5);
    for (const { whyNot } of items) {
      assert.deepEqual(
        [whyNot?.code, whyNot?.rule, whyNot?.coveredThrough, whyNot?.helpers],
        [
          "no_active_subscription",
          "BR-56",
          "2010-07-31",
          [{ name: "Carnet Demo Software", email: "care@carnet.example" }],
        ],
      );
    }
  });

  test("200 BR-56: the last covered day ends at midnight of the site, not of UTC", async () => {
    await moveTo("2010-07-31T14:59:59Z"); // 23:59:59 in Tokyo
    const { items: before } = await list(HANA, CAST.aoba, "q=was-7.0-linux");
    await moveTo("2010-07-31T15:00:00Z"); // 00:00 of 1 August
    const { items: afterwards } = await list(HANA, CAST.aoba, "q=was-7.0-linux");
    await moveTo("2010-03-01T03:00:00Z");
    assert.deepEqual([before[0]?.whyNot, afterwards[0]?.whyNot?.code], [null, "no_active_subscription"]);
  });

  test("200 BR-55: a site of program FCT is offered downloads", async () => {
    await sql`update entitlement_lines set covered_through = '2010-12-31' where id = ${CAST.hangangFctDoors}`.execute(
      owner,
    );
    const { items } = await list(SEOYEON, CAST.hangangFct);
    assert.deepEqual(
      items.map((item) => [item.name, item.whyNot]),
      [["doors-9.2.zip", null]],
    );
  });

  test("200 tells somebody without the right who can grant it", async () => {
    await sql`update access_grants set software_and_services = 'none' where person_id = ${CAST.mio}`.execute(
      owner,
    );
    const { items } = await list(MIO, CAST.aoba, "q=doors");
    await sql`update access_grants set software_and_services = 'download' where person_id = ${CAST.mio}`.execute(
      owner,
    );
    const [{ whyNot } = { whyNot: null }] = items;
    assert.deepEqual(
      [whyNot?.code, whyNot?.rule, whyNot?.needed],
      ["permission_required", "BR-44", "download"],
    );
    assert.deepEqual(
      whyNot?.helpers.map(({ email }) => email),
      ["hana@aoba.example", "jun@aoba.example"],
    );
  });

  test("200 never lists products that the site does not own, nor another site's", async () => {
    const { items } = await list(SEOYEON, CAST.hangang);
    assert.deepEqual(
      items.map(({ product }) => product.code),
      ["doors"],
    );
  });

  const filters: [query: string, found: number][] = [
    ["platform=windows-x86_64", 2],
    ["language=ja", 1],
    ["language=mul", 1],
    ["q=D55WJLL", 5], // the number of a part of was
    ["q=websphere%207.0", 0],
    ["q=server%207.0", 3],
    ["q=LATE", 1],
    ["q=%25", 0],
    ["q=was_7", 0],
    ["platform=&language=&q=", 6],
  ];
  for (const [query, found] of filters) {
    test(`200 ?${query} finds ${found}`, async () =>
      assert.equal((await list(HANA, CAST.aoba, query)).items.length, found));
  }

  test("200 the filter by status and the rules are of one mind, on every day and for everybody", async () => {
    for (const day of ["2010-03-01T03:00:00Z", "2010-06-15T03:00:00Z", "2010-08-15T03:00:00Z"]) {
      await moveTo(day);
      for (const privilege of ["download", "none"]) {
        await sql`update access_grants set software_and_services = ${privilege} where person_id = ${CAST.mio}`.execute(
          owner,
        );
        const { items: all } = await list(MIO, CAST.aoba);
        const { items: available } = await list(MIO, CAST.aoba, "status=available");
        const { items: unavailable } = await list(MIO, CAST.aoba, "status=unavailable");
        assert.deepEqual(
          available,
          all.filter(({ whyNot }) => whyNot === null),
          `${day} ${privilege}`,
        );
        assert.deepEqual(
          unavailable,
          all.filter(({ whyNot }) => whyNot !== null),
          `${day} ${privilege}`,
        );
      }
    }
    await moveTo("2010-03-01T03:00:00Z");
  });

  for (const sort of ["product", "availableOn", "-availableOn", "name", "-name", "sizeBytes", "-sizeBytes"]) {
    test(`200 page by page ?sort=${sort} lists each once, as in one page`, async () => {
      const whole = await list(HANA, CAST.aoba, `sort=${sort}`);
      const paged = [];
      for (let after = ""; ; ) {
        const page = await list(HANA, CAST.aoba, `sort=${sort}&limit=2${after}`);
        assert.equal(page.limit, 2);
        paged.push(...page.items);
        if (page.next === null) break;
        after = `&after=${page.next}`;
      }
      assert.equal(whole.items.length, 6);
      assert.deepEqual(paged, whole.items);
    });
  }

  test("400 for an unknown order, a cursor of another list, a field that is not there", async () => {
    const { next } = await list(HANA, CAST.aoba, "limit=1");
    for (const query of [
      "sort=secret",
      `sort=name&after=${next}`,
      "after=x",
      "site=1",
      "status=x",
      "limit=0",
      "q=%00",
    ]) {
      assert.equal((await open(HANA, CAST.aoba, query)).statusCode, 400, query);
    }
  });

  test("401 asks a stranger to sign in", async () => {
    assert.equal((await open(undefined, CAST.aoba)).statusCode, 401);
  });

  test("404 is the same for another customer's site and for a site that does not exist", async () => {
    const [other, none] = [await open(SEOYEON, CAST.aoba), await open(SEOYEON, "site_none")];
    assert.deepEqual([other.statusCode, none.statusCode], [404, 404]);
    assert.deepEqual({ ...other.json<object>(), requestId: "" }, { ...none.json<object>(), requestId: "" });
  });
});

interface Listed {
  limit: number;
  next: string | null;
  items: {
    id: string;
    name: string;
    product: { code: string; name: string };
    contentHref: string | null;
    signature: { statement: string } | null;
    whyNot: null | {
      code: string;
      rule: string | null;
      needed?: string;
      coveredThrough?: string;
      availableOn?: string;
      helpers: { name: string; email: string }[];
    };
  }[];
}

async function list(email: string | undefined, siteId: string, query = ""): Promise<Listed> {
  const reply = await open(email, siteId, query);
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

/** The day changes, and people stay signed in. */
async function moveTo(instant: string): Promise<void> {
  carnet.clock.set(instant);
  await sql`
    update sessions set started_at = ${instant}, last_seen_at = ${instant},
                        expires_at = ${instant}::timestamptz + interval '12 hours'`.execute(owner);
}

function open(email: string | undefined, siteId: string, query = "") {
  return carnet.as(email, { url: `/v1/sites/${siteId}/downloads?${query}` });
}
