/** Access reviews by the clock: opened each quarter, decided once, closed when due. Aoba has three people, Hangang one. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { CAST, PASSWORD } from "../../../test/cast.ts";
import { type TestPortal, testPortal } from "../../../test/portal.ts";
import { mails } from "../../modules.ts";
import { systemContext } from "../../platform/context.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { renderMail } from "../../platform/mail/render.ts";
import { watchReviews } from "./watch.operations.ts";

const [HANA, JUN, MIO] = ["hana@aoba.example", "jun@aoba.example", "mio@aoba.example"];
const REVIEWS = `/v1/sites/${CAST.aoba}/access-reviews`;
const READER = { baseUrl: "https://p.example", vendorName: "V", careEmail: "care@v.example" };

interface Review {
  id: string;
  openedOn: string;
  dueOn: string;
  state: string;
  undecided: number;
  confirmed: number;
  removed: number;
  lapsed: number;
}

async function stage(now: string) {
  const portal = await testPortal({ now });
  const run = () => watchReviews(systemContext(portal.portal, "test"));
  const cookies = new Map<string, string>();
  /** A session ends long before a quarter does: whoever comes at another time signs in again. */
  const as = async (email: string, request: InjectOptions) => {
    const key = `${email} ${portal.clock.now().toISOString()}`;
    const cookie = cookies.get(key) ?? (await signIn(portal, email));
    cookies.set(key, cookie);
    return portal.app.inject({ ...request, headers: { cookie } });
  };
  const reviews = async (email = HANA): Promise<Review[]> => (await as(email, { url: REVIEWS })).json().items;
  return {
    ...portal,
    as,
    run,
    reviews,
    at: async (instant: string) => {
      portal.clock.set(instant);
      await run();
    },
    open: async () => {
      const review = (await reviews()).find(({ state }) => state === "open");
      assert.ok(review);
      return review;
    },
    decide: (reviewId: string, personId: string, outcome: string, email = HANA) =>
      as(email, {
        method: "POST",
        url: `${REVIEWS}/${reviewId}/items/${personId}`,
        payload: { outcome },
      }),
    confirmAll: (reviewId: string, email = HANA) =>
      as(email, { method: "POST", url: `${REVIEWS}/${reviewId}/confirmations`, payload: {} }),
    sent: () => sentBy(portal),
    members: async () => {
      const { rows } = await sql<{ personId: string }>`
        select person_id from access_grants where site_id = ${CAST.aoba} order by person_id`.execute(
        portal.owner,
      );
      return rows.map(({ personId }) => personId);
    },
  };
}

async function signIn({ app }: TestPortal, email: string): Promise<string> {
  const payload = { email, password: PASSWORD };
  const reply = await app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = reply.cookies.find(({ name }) => name.endsWith("carnet"));
  return `${cookie?.name}=${cookie?.value}`;
}

async function sentBy({ owner, portal }: TestPortal) {
  const { rows } = await sql<{ template: string; toAddress: string; sealedFacts: Buffer }>`
    select template, to_address, sealed_facts from mails where template like 'access-review%' or template = 'member.removed'
     order by id`.execute(owner);
  return rows.map(({ template, toAddress, sealedFacts }) => ({
    told: `${template.replace("access-review.", "")} ${toAddress.split("@")[0]}`,
    template,
    facts: portal.secrets.unseal(sealedFacts) as Record<string, unknown>,
  }));
}

describe("the clock", () => {
  let it: Awaited<ReturnType<typeof stage>>;
  before(async () => {
    it = await stage("2010-03-31T14:59:59Z");
  });
  after(() => it.close());
  const told = async () => (await it.sent()).map(({ told }) => told);

  test("opens a review on the first day of the quarter where the site is, for sites of two or more, once", async () => {
    await it.run();
    assert.deepEqual(await it.reviews(), []);
    it.clock.set("2010-03-31T15:00:00Z"); // the 1st of April in Sendai
    await Promise.all([it.run(), it.run()]);
    await it.run();
    const [review, ...more] = await it.reviews();
    assert.deepEqual(
      [review?.openedOn, review?.dueOn, review?.undecided, more],
      ["2010-04-01", "2010-05-01", 3, []],
    );
    assert.deepEqual(await told(), ["opened hana"]);
    const { rows } = await sql`select from access_reviews where site_id <> ${CAST.aoba}`.execute(it.owner);
    assert.equal(rows.length, 0);
  });

  test("reminds 14 and 3 days before, and nobody when nothing is left", async () => {
    await it.at("2010-04-16T12:00:00Z");
    assert.equal((await told()).length, 1);
    await it.at("2010-04-17T03:00:00Z");
    await it.at("2010-04-17T04:00:00Z");
    await it.at("2010-04-28T03:00:00Z");
    assert.deepEqual((await told()).slice(1), ["reminder hana", "reminder hana"]);
  });

  test("on the day after the due day it closes, and lists what is left to the primary contact; nobody loses access", async () => {
    await it.decide((await it.open()).id, CAST.jun, "confirmed");
    await it.at("2010-05-01T14:59:59Z");
    assert.equal((await it.open()).state, "open");
    await it.at("2010-05-01T15:00:00Z");
    await it.run();
    const [review] = await it.reviews();
    assert.deepEqual([review?.state, review?.confirmed, review?.lapsed], ["closed", 1, 0]);
    const [closed, ...more] = (await it.sent()).slice(3);
    assert.deepEqual([closed?.told, more], ["closed hana", []]);
    assert.deepEqual(closed?.facts["people"], [{ label: MIO, role: "user", lastSeenOn: null }]);
    assert.deepEqual(await it.members(), [CAST.hana, CAST.jun, CAST.mio]);
    const late = await it.decide(review?.id ?? "", CAST.mio, "confirmed");
    assert.deepEqual([late.statusCode, late.json().code], [409, "review_closed"]);
  });

  test("after a week of downtime the next one opens late, due thirty days from then", async () => {
    await it.at("2010-07-08T03:00:00Z");
    await it.run();
    const { openedOn, dueOn } = await it.open();
    assert.deepEqual([openedOn, dueOn], ["2010-07-08", "2010-08-07"]);
  });

  test("a week past the due day it closes, with no reminder too late, and what was chosen ends", async () => {
    const url = `/v1/sites/${CAST.aoba}/review-settings`;
    const refused = await it.as(MIO, { method: "PUT", url, payload: { expiresUnconfirmed: true } });
    assert.equal(refused.statusCode, 403);
    const chosen = await it.as(HANA, { method: "PUT", url, payload: { expiresUnconfirmed: true } });
    assert.deepEqual([chosen.statusCode, chosen.json()], [200, { expiresUnconfirmed: true }]);
    await it.decide((await it.open()).id, CAST.jun, "confirmed");
    const before = (await it.sent()).length;
    await it.at("2010-08-15T03:00:00Z");
    await it.run();
    assert.deepEqual((await told()).slice(before).sort(), ["access-over mio", "closed hana"]);
    assert.deepEqual(await it.members(), [CAST.hana, CAST.jun]); // the primary contact never expires
    const [review] = await it.reviews();
    assert.deepEqual([review?.state, review?.lapsed], ["closed", 1]);
    assert.equal((await it.as(MIO, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    await it.at("2010-09-15T03:00:00Z");
    assert.equal((await it.reviews()).length, 2);
  });

  test("its mails read well in every language", async () => {
    for (const language of LANGUAGES) {
      for (const { template, facts } of await it.sent()) {
        const { subject, text, html } = renderMail(mails, { template, facts }, { ...READER, language });
        assert.doesNotMatch(
          subject + text + html,
          /\{\w+\}|undefined|\[object|\(\)/,
          `${template} ${language}`,
        );
      }
    }
  });
});

describe("deciding", () => {
  let it: Awaited<ReturnType<typeof stage>>;
  let review: Review;
  before(async () => {
    it = await stage("2010-04-01T03:00:00Z");
    await it.run();
    review = await it.open();
  });
  after(() => it.close());

  test("401, 403, 404: it takes the right to manage access; other sites find nothing", async () => {
    const url = `${REVIEWS}/${review.id}`;
    assert.equal((await it.app.inject({ url })).statusCode, 401);
    assert.equal((await it.as(MIO, { url })).statusCode, 403);
    assert.equal((await it.as("seoyeon@hangang.example", { url })).statusCode, 404);
    const elsewhere = `/v1/sites/${CAST.hangang}/access-reviews/${review.id}`;
    assert.equal((await it.as("seoyeon@hangang.example", { url: elsewhere })).statusCode, 404);
    assert.equal((await it.decide(review.id, CAST.jun, "confirmed", MIO)).statusCode, 403);
  });

  test("lists everybody with role, rights and last visit, page by page", async () => {
    const read = async (query: string) =>
      (await it.as(HANA, { url: `${REVIEWS}/${review.id}${query}` })).json();
    const whole = await read("");
    assert.equal(whole.items.length, 3);
    const mio = whole.items.find(({ personId }: { personId: string }) => personId === CAST.mio);
    assert.deepEqual([mio.email, mio.role, mio.privileges.softwareAndServices], [MIO, "user", "download"]);
    const first = await read("?limit=2");
    const rest = await read(`?limit=2&after=${first.next}`);
    assert.deepEqual([...first.items, ...rest.items], whole.items);
  });

  test("nobody confirms their own access but the primary contact, who cannot be removed", async () => {
    const own = await it.decide(review.id, CAST.jun, "confirmed", JUN);
    assert.deepEqual([own.statusCode, own.json().code], [403, "own_review"]);
    assert.equal((await it.decide(review.id, CAST.jun, "removed", JUN)).statusCode, 403);
    const removed = await it.decide(review.id, CAST.hana, "removed", JUN);
    assert.deepEqual([removed.statusCode, removed.json().code], [409, "primary_by_hand_over"]);
    assert.equal((await it.decide(review.id, CAST.hana, "removed")).statusCode, 403);
    assert.equal((await it.open()).undecided, 3);
    assert.equal((await it.decide(review.id, CAST.hana, "confirmed")).statusCode, 200);
  });

  test("of twenty who decide at once, half confirming and half removing, exactly one does", async () => {
    const race = Array.from({ length: 20 }, (_, n) =>
      it.decide(review.id, CAST.mio, n % 2 === 0 ? "confirmed" : "removed", n % 3 === 0 ? HANA : JUN),
    );
    const replies = await Promise.all(race);
    const done = replies.filter(({ statusCode }) => statusCode === 200);
    const late = replies.filter(({ statusCode }) => statusCode === 409);
    assert.deepEqual([done.length, late.length], [1, 19]);
    const [{ code, decidedBy, outcome } = { code: "", decidedBy: "", outcome: "" }] = late.map((reply) =>
      reply.json(),
    );
    assert.equal(code, "already_reviewed");
    assert.ok(["森 花", "阿部 純"].includes(decidedBy));
    const isRemoved = outcome === "removed";
    assert.equal((await it.members()).includes(CAST.mio), !isRemoved);
    const { rows } = await sql`
      select from events where site_id = ${CAST.aoba}
         and name in ('member.removed', 'access-review.confirmed') and facts->>'personId' = ${CAST.mio}`.execute(
      it.owner,
    );
    assert.equal(rows.length, 1);
    assert.equal(
      (await it.sent()).filter(({ told }) => told === "member.removed mio").length,
      isRemoved ? 1 : 0,
    );
  });

  test("confirming all leaves one's own access to somebody else", async () => {
    const byJun = await it.confirmAll(review.id, JUN);
    assert.deepEqual([byJun.statusCode, byJun.json()], [200, { confirmed: 0 }]);
    assert.equal((await it.open()).undecided, 1);
    assert.deepEqual((await it.confirmAll(review.id)).json(), { confirmed: 1 });
    assert.equal((await it.open()).undecided, 0);
  });

  test("removing ends the access with the next request", async () => {
    await sql`delete from access_review_items where person_id = ${CAST.jun}`.execute(it.owner);
    await sql`insert into access_review_items (site_id, review_id, person_id)
              values (${CAST.aoba}, ${review.id}, ${CAST.jun})`.execute(it.owner);
    assert.equal((await it.as(JUN, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 200);
    assert.equal((await it.decide(review.id, CAST.jun, "removed")).statusCode, 200);
    assert.equal((await it.as(JUN, { url: `/v1/sites/${CAST.aoba}` })).statusCode, 404);
    assert.equal((await it.sent()).filter(({ told }) => told === "member.removed jun").length, 1);
  });
});
