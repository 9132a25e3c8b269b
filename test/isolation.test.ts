/**
 * Two customers never meet. Generated from the OpenAPI document: each route is asked by Hana of Aoba with the ids of
 * Hangang, another customer, and with ids that name nothing. Both answers must be the same bytes but for the request's
 * number, and no word of Hangang may appear in any answer to her. Source: BAR 1, BAR case 22.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { CAST } from "./cast.ts";
import { type TestPortal, testPortal } from "./portal.ts";
import { bodyOf, type Operation } from "./samples.ts";

const HANA = "hana@aoba.example";

/** Words that only Hangang's rows hold. */
const CANARIES = [
  "한강시스템",
  "한강대로",
  "seoyeon",
  "서연",
  "SO-5100",
  "SO-3000",
  "3005678",
  "7009999",
  "0654321",
  "100300",
];

interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly operation: Operation;
}

let stage: TestPortal;
let ids: Record<"own" | "other" | "absent", Record<string, string>>;

before(async () => {
  stage = await testPortal();
  await stage.portal.jobs.enqueue(stage.portal.db, "entitlements.issue-proofs", [{}]);
  await stage.portal.jobs.drain();
  const proof = (site: string) =>
    stage.owner.selectFrom("proofs").select("id").where("siteId", "=", site).executeTakeFirstOrThrow();
  ids = {
    own: {
      siteId: CAST.aoba,
      lineId: CAST.aobaWas,
      orderNumber: "SO-4711",
      proofId: (await proof(CAST.aoba)).id,
    },
    other: {
      siteId: CAST.hangang,
      lineId: CAST.hangangDoors,
      orderNumber: "SO-5100",
      proofId: (await proof(CAST.hangang)).id,
    },
    absent: { siteId: "site_absent", lineId: "line_absent", orderNumber: "SO-9999", proofId: "proof_absent" },
  };
});

after(() => stage.close());

test("the other customer's site looks like a site that does not exist, on every route", async () => {
  const routes = routesWith("siteId");
  assert.ok(routes.length >= 10, `only ${routes.length} routes name a site`);
  for (const route of routes) {
    await sql`delete from spendings where who like 'sheet %'`.execute(stage.owner); // there are more sheets than a minute allows
    const [other, absent] = await Promise.all([ask(route, ids.other), ask(route, ids.absent)]);
    assert.deepEqual(other, absent, `${route.method} ${route.path}`);
    assert.ok(
      [400, 404, 415].includes(other.status),
      `${route.method} ${route.path} answers ${other.status}`,
    );
  }
});

test("the other customer's things, asked for at one's own site, look like things that do not exist", async () => {
  const things = ["lineId", "orderNumber", "proofId"] as const;
  const routes = things.flatMap((thing) => routesWith(thing).map((route) => ({ route, thing })));
  assert.ok(routes.length >= 4, `only ${routes.length} routes name a thing`);
  for (const { route, thing } of routes) {
    const [other, absent] = await Promise.all([
      ask(route, { ...ids.own, [thing]: ids.other[thing] ?? "" }),
      ask(route, { ...ids.own, [thing]: ids.absent[thing] ?? "" }),
    ]);
    assert.deepEqual(other, absent, `${route.method} ${route.path}`);
    assert.equal(other.status, 404, `${route.method} ${route.path}`);
  }
});

test("no word of the other customer is in any answer", async () => {
  for (const route of routesWith("").filter(isCustomers)) {
    for (const named of [ids.own, ids.other]) {
      const { body, headers } = await ask(route, named);
      const found = CANARIES.filter((canary) => `${headers}${body}`.includes(canary));
      assert.deepEqual(found, [], `${route.method} ${route.path}`);
    }
  }
});

test("a filter, a sort, a search or a cursor reaches nothing of the other customer", async () => {
  const queries = [
    `q=SO-5100`,
    `q=%25`,
    `product=${CAST.hangangDoors}`,
    `q=${CAST.hangang}`,
    `status=all&q=한강`,
  ];
  for (const query of queries) {
    const reply = await stage.as(HANA, { url: `/v1/sites/${CAST.aoba}/entitlements?${query}` });
    assert.deepEqual(
      CANARIES.filter((canary) => canary !== "SO-5100" && reply.body.includes(canary)),
      [],
      query,
    );
    assert.ok(!reply.body.includes(CAST.hangangDoors), query);
  }
});

/** The demo's mailbox shows every mail to everybody, by contract, and does not exist in production. */
function isCustomers({ method, path }: Route): boolean {
  return method === "GET" && !path.startsWith("/v1/demo/");
}

function routesWith(parameter: string): Route[] {
  const paths = Object.entries(stage.app.swagger().paths ?? {});
  const routes = paths.flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(
      ([method, operation]) => ({ method: method.toUpperCase(), path, operation }) as Route,
    ),
  );
  return routes.filter(({ path }) => parameter === "" || path.includes(`{${parameter}}`));
}

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Whatever names this one request is cut out: its number, the length that follows from it, the time. */
async function ask({ method, path, operation }: Route, named: Record<string, string>): Promise<Answer> {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => named[name] ?? "absent");
  const payload = bodyOf(operation, named);
  const request = { method, url, ...(payload === undefined ? {} : { payload }) } as InjectOptions;
  const reply = await stage.as(HANA, request);
  const { date: _date, "x-request-id": _id, ...headers } = reply.headers;
  return {
    status: reply.statusCode,
    headers: JSON.stringify(headers),
    body: reply.body.replaceAll(/req_[0-9a-z]{24}/g, "req"),
  };
}
