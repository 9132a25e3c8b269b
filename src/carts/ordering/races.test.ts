/** The same line by quote and by cart, from two browsers and many tries: one order. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { AOBA_QUOTE, addQuote } from "../../../test/quotes.ts";

const HANA = "hana@aoba.example";
const JUN = "jun@aoba.example";
const SITE = `/v1/sites/${CAST.aoba}`;

let portal: TestPortal;
before(async () => {
  portal = await testPortal({ now: "2010-01-02T03:00:00Z" });
  await addQuote(portal);
});
after(() => portal.close());

/** Whom a busy machine tells to come again (503) comes again. */
const post = async (email: string, url: string, payload: object) => {
  for (let left = 20; ; left--) {
    const reply = await portal.as(email, { method: "POST", url: `${SITE}${url}`, payload });
    if (reply.statusCode !== 503 || left === 0) return reply;
  }
};

test("BR-78g the same line by quote, by Jun's cart and by Hana's, 40 at once: exactly one order", async () => {
  const renewal = { lineId: CAST.aobaWas };
  const carts = await Promise.all([HANA, JUN].map((email) => post(email, "/cart/lines", renewal)));
  const seen = carts.map((reply) => {
    assert.equal(reply.statusCode, 201, reply.body);
    const { revision, lines } = reply.json();
    const [{ id, partNumber, quantity, amount }] = lines;
    return { revision, seen: [{ id, partNumber, quantity, amount: amount.amount }] };
  });
  const byQuote = (email: string) =>
    post(email, `/renewal-quotes/${AOBA_QUOTE.id}/orders`, {
      lineIds: [CAST.aobaWas, CAST.aobaDoors],
      channel: "online",
    });
  const byCart = (email: string, place: number) =>
    post(email, "/cart/order", { ...seen[place], channel: "online", purchaseOrderNumber: null });
  const tries = Array.from({ length: 40 }, (_, place) => {
    const email = place % 2 ? HANA : JUN;
    return place % 4 < 2 ? byQuote(email) : byCart(email, place % 2 ? 0 : 1);
  });
  const replies = await Promise.all(tries);
  const booked = replies.filter(({ statusCode }) => statusCode === 201);
  assert.equal(booked.length, 1, replies.map(({ statusCode, body }) => `${statusCode} ${body}`).join("\n"));
  const others = replies.filter(({ statusCode }) => ![201, 409].includes(statusCode));
  assert.deepEqual(
    others.map(({ statusCode, body }) => `${statusCode} ${body}`),
    [],
  );
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from placements) as orders,
           (select count(*)::int from coverage_periods where line_id = ${CAST.aobaWas} and kind = 'renewal') as renewals,
           (select count(*)::int from events where name = 'order.placed') as events`.execute(portal.owner);
  assert.deepEqual(rows, [{ orders: 1, renewals: 1, events: 1 }]);
});
