/** Coming into a Key Center by oneself: with an order number, without one, and with what does not fit. BR-94 to BR-97. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import {
  clearKeyCenter,
  countOf,
  HANGANG_KEYS,
  MIO,
  REI,
  SEOYEON,
  sentOf,
} from "../../../test/key-center.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());
beforeEach(() => clearKeyCenter(portal));

const join = (siteNumber: string, orderNumber?: string, as: string | undefined = REI) =>
  portal.as(as, {
    method: "POST",
    url: "/v1/key-center/registrations",
    payload: { siteNumber, ...(orderNumber === undefined ? {} : { orderNumber }) },
  });

const bare = (body: string) => body.replace(/"requestId":"[^"]+"/, "");

describe("with a sales order number", () => {
  test("BR-95 003005678 and an order of that site: a member at once, who sees its keys and its members", async () => {
    assert.equal((await portal.as(REI, { url: HANGANG_KEYS })).statusCode, 404);
    const reply = await join("003005678", "SO-5100");
    assert.deepEqual([reply.statusCode, reply.json()], [201, { state: "member", siteId: CAST.hangang }]);
    const { items } = (await portal.as(REI, { url: HANGANG_KEYS })).json();
    const mine = items.find(({ isMe }: { isMe: boolean }) => isMe);
    assert.deepEqual(
      [mine.role, mine.because, mine.name, mine.since],
      ["user", "order-number", "Rei Sato", "2010-03-01T03:00:00Z"],
    );
    assert.equal((await portal.as(REI, { url: `/v1/sites/${CAST.hangang}` })).statusCode, 404); // the site itself stays shut
    const accounts = (await portal.as(REI, { url: "/v1/key-center/accounts" })).json().items;
    assert.deepEqual(
      accounts.map(({ longNumber, role }: { longNumber: string; role: string }) => [longNumber, role]),
      [["003005678", "user"]],
    );
    assert.equal((await portal.as(REI, { url: "/v1/session" })).json().next, "key-center");
  });

  test("BR-95 the numbers as people write them: seven or nine digits, full width, spaces, either case", async () => {
    for (const [site, order] of [
      ["3005678", "so-5100"],
      [" 00300-5678 ", " SO-5100 "],
      ["００３００５６７８", "ＳＯ－５１００"],
      ["03005678", "So-5100"],
    ] as const) {
      await clearKeyCenter(portal);
      assert.equal((await join(site, order)).statusCode, 201, `${site} ${order}`);
    }
  });

  test("BR-95 twice, or for who is in it anyway: 409; five at once: one member", async () => {
    const replies = await Promise.all(Array.from({ length: 5 }, () => join("3005678", "SO-5100")));
    assert.deepEqual(replies.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409, 409]);
    assert.equal(replies.find(({ statusCode }) => statusCode === 409)?.json().code, "already_member");
    assert.equal(await countOf(portal, "key_members"), 1);
    assert.equal((await join("3005678", "SO-5100", SEOYEON)).json().code, "already_member");
  });

  test("whoever was taken out, of the Key Center or of the site, is asked about though he knows the numbers", async () => {
    await join("3005678", "SO-5100");
    await portal.as(SEOYEON, { method: "DELETE", url: `${HANGANG_KEYS}/${CAST.nobody}` });
    const again = await join("3005678", "SO-5100");
    assert.deepEqual([again.statusCode, again.json().state], [202, "pending"]);
    assert.equal((await portal.as(REI, { url: HANGANG_KEYS })).statusCode, 404);
    await portal.portal.jobs.drain();
    const decision = { method: "POST", payload: { decision: "approve" } } as const;
    const url = `/v1/sites/${CAST.hangang}/key-registrations/${again.json().id}/decision`;
    assert.equal((await portal.as(SEOYEON, { ...decision, url })).statusCode, 200);
    await portal.as(REI, { method: "DELETE", url: `${HANGANG_KEYS}/${CAST.nobody}` }); // leaves by himself
    assert.equal((await join("3005678", "SO-5100")).statusCode, 201);
    const members = `/v1/sites/${CAST.aoba}/members`;
    await portal.as("hana@aoba.example", { method: "DELETE", url: `${members}/${CAST.mio}` });
    assert.equal((await join("7001234", "SO-4711", MIO)).statusCode, 202);
    await portal.as("hana@aoba.example", { method: "POST", url: members, payload: { email: MIO } });
    assert.equal((await join("7001234", "SO-4711", MIO)).statusCode, 201);
  });

  test("BR-97 an order of another site, one that is nobody's, a site that is nobody's: one refusal, nothing created", async () => {
    const events = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from events where site_id is not null`.execute(portal.owner);
      return rows[0]?.count;
    };
    const [before, people] = [await events(), await countOf(portal, "people")];
    const replies = [
      await join("003005678", "SO-4711"),
      await join("003005678", "SO-9999"),
      await join("3999999", "SO-5100"),
      await join("7001234", "SO-5100"),
    ];
    const [first, ...others] = replies.map(({ body }) => bare(body));
    assert.deepEqual([replies[0]?.statusCode, replies[0]?.json().rule], [422, "BR-97"]);
    for (const other of others) assert.equal(other, first);
    assert.equal(await countOf(portal, "key_members"), 0);
    assert.equal(await countOf(portal, "key_member_requests"), 0);
    assert.equal(await countOf(portal, "people"), people);
    assert.equal(await events(), before); // no site's history tells of it
    assert.deepEqual(await sentOf(portal), []);
  });

  test("BAR 14 guessing order numbers: five tries a day and person, also of forty at once", async () => {
    const tries = Array.from({ length: 40 }, (_, n) => join("3005678", `SO-${1000 + n}`));
    const codes = (await Promise.all(tries)).map(({ statusCode }) => statusCode);
    assert.deepEqual(
      [codes.filter((code) => code === 422).length, codes.filter((code) => code === 429).length],
      [5, 35],
    );
    const late = await join("3005678", "SO-5100"); // right, too late
    assert.deepEqual([late.statusCode, late.json().code], [429, "too_many_requests"]);
    assert.ok(late.json().retryAfterSeconds > 80_000);
    assert.equal(await countOf(portal, "key_members"), 0);
    assert.equal((await join("3005678")).statusCode, 202); // without a number it may still be asked
  });

  test("BAR 14 many IDs at one site number are counted together, whether it exists or not", async () => {
    for (const number of ["3005678", "3999999"]) {
      await sql`insert into spendings (who, since, spent) values (${`key-center order at ${number}`}, now(), 200)`.execute(
        portal.owner,
      );
      assert.equal((await join(number, "SO-5100")).statusCode, 429);
    }
  });
});

describe("without an order number", () => {
  test("BR-96 it waits, and the administrators have one mail each with both links", async () => {
    const reply = await join("3005678", "  ");
    assert.equal(reply.statusCode, 202, reply.body);
    assert.partialDeepStrictEqual(reply.json(), { state: "pending", longNumber: "003005678", siteId: null });
    assert.deepEqual(await sentOf(portal), [`key-member.asked ${SEOYEON}`]);
    assert.equal((await portal.as(REI, { url: HANGANG_KEYS })).statusCode, 404);
  });

  test("BR-96 a number that is nobody's is answered like a site's, to the byte but for the number", async () => {
    const [known, unknown] = [await join("3005678"), await join("3999999")];
    const plain = ({ body }: { body: string }) =>
      body.replaceAll(/keyrequest_\w+/g, "").replaceAll(/3005678|3999999/g, "");
    assert.deepEqual([unknown.statusCode, plain(unknown)], [known.statusCode, plain(known)]);
    await portal.portal.jobs.drain();
    const { items } = (await portal.as(REI, { url: "/v1/key-center/registrations" })).json();
    assert.deepEqual(
      items.map(({ state, siteId }: { state: string; siteId: string | null }) => [state, siteId]),
      [
        ["pending", null],
        ["pending", null],
      ],
    );
    const again = [await join("3005678"), await join("3999999")].map(({ body }) =>
      plain({ body: bare(body) }),
    );
    assert.equal(again[0], again[1]);
    assert.match(again[0] ?? "", /request_open/);
  });

  test("taken back by whoever asked, it is before nobody; then it may be asked again", async () => {
    const { id } = (await join("3005678")).json();
    await portal.portal.jobs.drain();
    const url = `/v1/key-center/registrations/${id}/withdrawal`;
    assert.equal((await portal.as(MIO, { method: "POST", url })).statusCode, 404);
    assert.equal((await portal.as(REI, { method: "POST", url })).json().state, "withdrawn");
    assert.equal((await portal.as(REI, { method: "POST", url })).json().code, "request_ended");
    const { items } = (
      await portal.as(SEOYEON, { url: `/v1/sites/${CAST.hangang}/key-registrations` })
    ).json();
    assert.deepEqual(items, []);
    assert.equal((await join("3005678")).statusCode, 202);
  });

  test("a request that waits is answered by an order number that fits", async () => {
    await join("3005678");
    await portal.portal.jobs.drain();
    assert.equal((await join("3005678", "SO-5100")).statusCode, 201);
    const { items } = (await portal.as(REI, { url: "/v1/key-center/registrations" })).json();
    assert.equal(items[0].state, "withdrawn");
  });
});

test("400 for what is no site number; 401 for a stranger", async () => {
  assert.deepEqual((await join("1234567", "SO-1")).json().fields, { siteNumber: ["site_number_malformed"] });
  const reply = await portal.app.inject({
    method: "POST",
    url: "/v1/key-center/registrations",
    payload: { siteNumber: "3005678" },
  });
  assert.equal(reply.statusCode, 401);
});

test("BR-94 the site's own people are told whom to ask, a stranger finds no site", async () => {
  const url = `/v1/sites/${CAST.aoba}/key-members`;
  const mio = (await portal.as(MIO, { url })).json();
  assert.partialDeepStrictEqual(mio, {
    status: 403,
    code: "key_membership_required",
    rule: "BR-94",
    helpers: [{ name: "森 花", email: "hana@aoba.example" }],
  });
  assert.equal((await portal.as(REI, { url })).json().code, "site_not_found");
});
