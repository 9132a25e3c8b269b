/** Key contacts at a site: who receives what, who may change it, and what two editors at once make of it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../test/cast.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";
import { asPortal, siteScopeOf } from "../access/index.ts";
import { systemContext } from "../platform/context.ts";
import { addresseeOf } from "./index.ts";
import type { ContactType } from "./rules.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const MIO = "mio@aoba.example";
const SEOYEON = "seoyeon@hangang.example";
const CONTACTS = `/v1/sites/${CAST.aoba}/contacts`;

/** P-02: all of it is mandatory; country and language follow the site. */
const SATO = {
  name: "佐藤 恵",
  email: "Sato@aoba.example",
  phone: "022-111-2222",
  street: "青葉町1-2-3",
  city: "仙台市",
  region: "宮城県",
  postalCode: "980-0001",
};

interface Item {
  type: ContactType;
  assigned: { name: string; email: string; savedBy: string | null } | null;
  effective: { name: string; email: string; isFallback: boolean } | null;
  version: string;
}

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

async function items(email = HANA): Promise<Item[]> {
  return (await portal.as(email, { url: CONTACTS })).json().items;
}

async function itemOf(type: ContactType): Promise<Item> {
  const item = (await items()).find((each) => each.type === type);
  assert.ok(item);
  return item;
}

function put(type: string, payload: object, { email = HANA, seen }: { email?: string; seen?: string } = {}) {
  const headers = seen === undefined ? {} : { "if-match": `"${seen}"` };
  return portal.as(email, { method: "PUT", url: `${CONTACTS}/${type}`, payload, headers });
}

function clear(type: string, { email = HANA, seen }: { email?: string; seen?: string } = {}) {
  const headers = seen === undefined ? {} : { "if-match": `"${seen}"` };
  return portal.as(email, { method: "DELETE", url: `${CONTACTS}/${type}`, headers });
}

function addressee(type: ContactType, siteId: string = CAST.aoba) {
  const context = systemContext(portal.portal, "test");
  return asPortal(context, (scope) => addresseeOf(siteScopeOf(scope, siteId), type));
}

async function grantUpdate(value: "view" | "update") {
  await sql`
    update access_grants set contact_update = ${value}
     where site_id = ${CAST.aoba} and person_id = ${CAST.jun}`.execute(portal.owner);
}

async function eventsOf(name: string) {
  const { rows } = await sql<{ facts: Record<string, unknown> }>`
    select facts from events where site_id = ${CAST.aoba} and name = ${name} order by position`.execute(
    portal.owner,
  );
  return rows.map(({ facts }) => facts);
}

describe("the list", () => {
  test("BR-48 has exactly six types, each with its effective addressee", async () => {
    const found = await items();
    assert.deepEqual(
      found.map(({ type }) => type),
      ["PRIMARY", "POE", "MEDIA", "RENEWAL", "BILLING", "TECHNICAL"],
    );
    const toHana = (isFallback: boolean) => ({ name: "森 花", email: HANA, isFallback });
    assert.deepEqual(
      found.map(({ effective }) => effective),
      [false, true, true, true, true, true].map(toHana),
    );
    assert.deepEqual(new Set(found.map(({ version }) => version)), new Set(["none"]));
  });

  test("401, 403 for a user, 404 for another site's people", async () => {
    assert.equal((await portal.as(undefined, { url: CONTACTS })).statusCode, 401);
    const refused = (await portal.as(MIO, { url: CONTACTS })).json();
    assert.deepEqual([refused.status, refused.privilege, refused.needed], [403, "contactUpdate", "view"]);
    assert.equal((await portal.as(SEOYEON, { url: CONTACTS })).statusCode, 404);
  });

  test("BR-55 403 for an FCT site, whose registration is not kept here", async () => {
    const reply = await portal.as(SEOYEON, { url: `/v1/sites/${CAST.hangangFct}/contacts` });
    assert.deepEqual([reply.statusCode, reply.json().rule], [403, "BR-55"]);
  });
});

describe("naming somebody", () => {
  test("BR-45 a secondary contact needs “update”: with “view” it is refused, with “update” it is saved", async () => {
    const refused = await put("BILLING", SATO, { email: JUN });
    const { code, privilege, needed, helpers } = refused.json();
    assert.deepEqual([refused.statusCode, code], [403, "permission_required"]);
    assert.deepEqual([privilege, needed], ["contactUpdate", "update"]);
    assert.equal(helpers[0].email, HANA);
    assert.equal((await clear("BILLING", { email: JUN })).statusCode, 403);
    assert.equal((await itemOf("BILLING")).assigned, null);
    await grantUpdate("update");
    const saved = await put("BILLING", SATO, { email: JUN });
    assert.equal(saved.statusCode, 200, saved.body);
    assert.equal(saved.headers["etag"], `"${saved.json().version}"`);
    const { assigned } = await itemOf("BILLING");
    assert.deepEqual([assigned?.name, assigned?.email], ["佐藤 恵", "Sato@aoba.example"]);
    assert.equal(assigned?.savedBy, "阿部 純");
    await grantUpdate("view");
  });

  test("400 names every field that is missing or wrong, all at once", async () => {
    const { fields } = (await put("MEDIA", { name: " ", email: "no address", country: "XX" })).json();
    assert.deepEqual(fields, {
      name: ["required"],
      email: ["email_malformed"],
      phone: ["required"],
      street: ["required"],
      city: ["required"],
      region: ["required"],
      postalCode: ["required"],
      country: ["country_unknown"],
    });
    assert.equal((await put("MEDIA", { ...SATO, siteId: CAST.hangang })).statusCode, 400);
  });

  test("BR-47 somebody is named and receives; cleared, it falls back to the primary contact", async () => {
    assert.deepEqual(await addressee("RENEWAL"), {
      name: "森 花",
      email: HANA,
      language: "ja",
      isFallback: true,
    });
    await put("RENEWAL", { ...SATO, language: "ko" });
    assert.deepEqual(await addressee("RENEWAL"), {
      name: "佐藤 恵",
      email: "Sato@aoba.example",
      language: "ko",
      isFallback: false,
    });
    assert.deepEqual([(await clear("RENEWAL")).statusCode, (await clear("RENEWAL")).statusCode], [204, 204]);
    assert.equal((await addressee("RENEWAL"))?.email, HANA);
    const [{ type, before: was } = {}] = (await eventsOf("contact.cleared")).slice(-1);
    assert.deepEqual([type, was], ["RENEWAL", "Sato@aoba.example"]);
    assert.equal((await eventsOf("contact.cleared")).length, 1);
  });

  test("while nobody is the primary contact, the registered contact receives", async () => {
    assert.deepEqual(await addressee("POE", CAST.formosa), {
      name: "Li-hua Chen",
      email: "lihua@formosa.example",
      language: "zh-TW",
      isFallback: true,
    });
    await sql`update sites set contact_email = null, contact_email_key = null where id = ${CAST.formosa}`.execute(
      portal.owner,
    );
    assert.equal(await addressee("POE", CAST.formosa), null);
  });

  test("a primary contact whose ID was closed receives nothing; the registered contact does", async () => {
    await sql`update people set state = 'disabled' where id = ${CAST.seoyeon}`.execute(portal.owner);
    await sql`update sites set contact_email = 'desk@hangang.example' where id = ${CAST.hangang}`.execute(
      portal.owner,
    );
    assert.deepEqual(await addressee("BILLING", CAST.hangang), {
      name: "Seo-yeon Kim",
      email: "desk@hangang.example",
      language: "ko",
      isFallback: true,
    });
    await sql`update people set state = 'active' where id = ${CAST.seoyeon}`.execute(portal.owner);
  });

  test("BR-46 being a key contact gives no access", async () => {
    await put("BILLING", { ...SATO, name: "Rei Sato", email: "rei@elsewhere.example" });
    const session = await portal.as("rei@elsewhere.example", { url: "/v1/session" });
    assert.deepEqual([session.json().next, session.json().sites], ["request-access", []]);
    for (const url of [CONTACTS, `/v1/sites/${CAST.aoba}`, `/v1/sites/${CAST.aoba}/orders`])
      assert.equal((await portal.as("rei@elsewhere.example", { url })).statusCode, 404, url);
  });

  test("409 the primary contact is not changed here, and is told where; 404 for a seventh type", async () => {
    for (const reply of [await put("PRIMARY", SATO), await clear("PRIMARY")]) {
      const { code, handOver, careEmail } = reply.json();
      assert.deepEqual([reply.statusCode, code], [409, "primary_changes_elsewhere"]);
      assert.deepEqual([handOver, careEmail], [`/sites/${CAST.aoba}/primary`, "care@carnet.example"]);
    }
    assert.equal((await put("SALES", SATO)).json().code, "contact_type_not_found");
  });
});

describe("two editors at once", () => {
  test("409 the second sees the other's change, and saves over it knowingly", async () => {
    const { version } = await itemOf("MEDIA");
    const first = await put("MEDIA", SATO, { seen: version });
    assert.equal(first.statusCode, 200);
    const second = await put("MEDIA", { ...SATO, name: "Other" }, { seen: version });
    const told = second.json();
    assert.deepEqual([second.statusCode, told.code, told.changedBy], [409, "contact_changed", "森 花"]);
    assert.equal(told.current.name, "佐藤 恵");
    assert.equal((await put("MEDIA", { ...SATO, name: "Other" }, { seen: told.version })).statusCode, 200);
    assert.equal((await clear("MEDIA", { seen: told.version })).statusCode, 409);
    assert.equal((await itemOf("MEDIA")).assigned?.name, "Other");
    assert.equal((await clear("MEDIA")).statusCode, 204);
    const gone = await put("MEDIA", SATO, { seen: told.version });
    assert.deepEqual([gone.statusCode, gone.json().current, gone.json().version], [409, null, "none"]);
  });

  test("of twenty who saw the same, exactly one saves", async () => {
    const { version } = await itemOf("POE");
    for (const seen of [version, (await put("POE", SATO, { seen: version })).json().version]) {
      const race = Array.from({ length: 20 }, (_, n) =>
        put("POE", { ...SATO, name: `Editor ${n}` }, { seen }),
      );
      const codes = (await Promise.all(race)).map(({ statusCode }) => statusCode).sort();
      const expected = seen === "none" ? 0 : 1;
      assert.deepEqual(codes.filter((code) => code === 200).length, expected);
      assert.deepEqual(codes.filter((code) => code === 409).length, 20 - expected);
    }
    await clear("POE");
    const naming = Array.from({ length: 20 }, (_, n) =>
      put("POE", { ...SATO, name: `E${n}` }, { seen: "none" }),
    );
    const named = (await Promise.all(naming)).filter(({ statusCode }) => statusCode === 200);
    assert.equal(named.length, 1);
    await clear("POE");
  });
});

describe("the yearly look", () => {
  test("is due while nobody ever looked, and again after a year", async () => {
    const isDue = async () => (await portal.as(HANA, { url: CONTACTS })).json().isReviewDue;
    assert.equal(await isDue(), true);
    const refused = await portal.as(JUN, { method: "POST", url: `/v1/sites/${CAST.aoba}/contact-review` });
    assert.equal(refused.statusCode, 403);
    const done = await portal.as(HANA, { method: "POST", url: `/v1/sites/${CAST.aoba}/contact-review` });
    assert.deepEqual([done.statusCode, done.json().reviewedAt], [200, "2010-03-01T03:00:00.000Z"]);
    assert.equal(await isDue(), false);
    await sql`update contact_reviews set reviewed_at = '2009-03-01T02:00:00Z'`.execute(portal.owner);
    assert.equal(await isDue(), true);
    assert.equal((await eventsOf("contacts.reviewed")).length, 1);
  });
});
