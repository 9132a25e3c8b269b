/**
 * Who may do what, over every route and every role. The table of routes is the router's own; what each role may is
 * access/policy.ts, which access/policy.test.ts holds against DOMAIN §1.4 and §1.6 word by word.
 *
 * Each route is called by each role, with ids of the role's own site. A role that lacks what the route needs must be
 * refused with the rule; one that has it must get past the check. Source: BAR 16, DOMAIN §1.4–1.6.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import {
  DEFAULT_PRIVILEGES,
  decideAccess,
  PERMISSIONS,
  type Permission,
  type Program,
  type Role,
} from "../src/access/policy.ts";
import {
  STAFF_PERMISSIONS,
  STAFF_ROLES,
  VENDOR_PERMISSIONS,
  type VendorPermission,
} from "../src/access/staff.policy.ts";
import type { RouteEntry } from "../src/platform/http/methods.ts";
import { CAST } from "./cast.ts";
import { type TestPortal, testPortal } from "./portal.ts";
import { bodyOf, type Operation } from "./samples.ts";

interface Caller {
  readonly email: string;
  readonly role: Role;
  readonly siteId: string;
  readonly program: Program;
}

const MEMBERS: readonly Caller[] = [
  { email: "hana@aoba.example", role: "primary", siteId: CAST.aoba, program: "PA" },
  { email: "jun@aoba.example", role: "secondary", siteId: CAST.aoba, program: "PA" },
  { email: "mio@aoba.example", role: "user", siteId: CAST.aoba, program: "PA" },
  { email: "seoyeon@hangang.example", role: "primary", siteId: CAST.hangangFct, program: "FCT" },
];

/** What a field takes whose form its schema does not tell. */
const SAMPLES = {
  email: "new@elsewhere.example",
  domain: "company.example",
  issuer: "https://id.company.example",
  siteNumber: "3005678",
};

/** Words beside the names of permissions. */
const SPECIAL = ["anyone", "person"];

let stage: TestPortal;
let routes: RouteEntry[] = [];

before(async () => {
  stage = await testPortal();
  routes = stage.app.routeTable.filter(({ method }) => method !== "HEAD");
});
after(() => stage.close());

test("each route says what it needs, in a word of the policy", () => {
  const known = [...Object.keys(PERMISSIONS), ...VENDOR_PERMISSIONS, ...SPECIAL];
  const silent = routes.filter(({ needs }) => needs === undefined || !known.includes(needs));
  assert.deepEqual(
    silent.map(({ method, url, needs }) => `${method} ${url} ${needs}`),
    [],
  );
  assert.ok(routes.length > 100, `${routes.length} routes`);
});

test("each permission is asked for by some route, or by an operation that others lead to", () => {
  const asked = new Set(routes.map(({ needs }) => needs));
  const idle = [...Object.keys(PERMISSIONS), ...VENDOR_PERMISSIONS].filter((name) => !asked.has(name));
  // What a care request's decision needs depends on its kind: care/queue.rules.ts.
  const decided = [
    "nomination.decide",
    "passcode.resend",
    "registration.change",
    "registration.change-sales",
  ];
  // Prices are part of what the catalog shows, to whoever may see them: catalog/search/prices.authorize.ts.
  const inside = [...decided, "price.read", "id.recover", "primary.replace", "contact.disclose", "mail.read"];
  assert.deepEqual(
    idle.filter((name) => !inside.includes(name)),
    [],
  );
});

describe("at a site", () => {
  for (const caller of MEMBERS) {
    test(`${caller.role} ${caller.program}`, async () => {
      for (const route of routes) {
        if (route.needs === undefined || !(route.needs in PERMISSIONS)) continue;
        await checkAtSite(caller, route, route.needs as Permission);
      }
    });
  }
});

async function checkAtSite({ email, role, siteId, program }: Caller, route: RouteEntry, needs: Permission) {
  const grant = { role, validThrough: null, ...DEFAULT_PRIVILEGES[role] };
  const keyRole = role === "primary" ? "administrator" : null; // of the Key Center the others are no members here
  const access = decideAccess({ grant, keyRole, program, permission: needs, today: "2010-03-01" });
  const reply = await call(email, route, siteId);
  const told = `${email} ${route.method} ${route.url}: ${reply.statusCode} ${reply.body.slice(0, 200)}`;
  assert.ok(reply.statusCode < 500, told);
  if (access.kind === "refused" && isHeard(route, reply.statusCode)) {
    assert.equal(reply.statusCode, 403, told);
    if (route.url.startsWith("/v1/") && !/\.(csv|xlsx|pdf|json)$/.test(route.url)) {
      assert.equal(reply.json().code, access.reason, told);
      assert.match(reply.json().rule, /^BR-\d+$/, told);
    }
  }
  if (access.kind === "allowed") {
    const codes = [
      "permission_required",
      "primary_required",
      "key_membership_required",
      "program_not_eligible",
      "site_not_found",
    ];
    assert.ok(!codes.some((code) => reply.body.includes(`"code":"${code}"`)), told);
  }
}

/** Routes that never came to the check of rights, because nothing fits their shape here. */
const unheard = new Map<string, Set<boolean>>();

async function call(email: string | undefined, { method, url }: RouteEntry, siteId: string) {
  const path = url
    .replace(":siteId", siteId)
    .replaceAll(/:\w+(\([^)]*\))?/g, "nothing_0")
    .replaceAll("*", "nothing");
  const isUnsafe = method !== "GET";
  await sql`delete from spendings where who like 'sheet %'`.execute(stage.owner); // there are more sheets than a minute allows
  return stage.as(email, {
    method: method as "GET",
    url: path,
    ...(isUnsafe ? { payload: bodyFor(method, url) } : {}),
    headers: { accept: "application/json" },
  });
}

/** Of the API as its schema wants it; a page's form is sent empty. */
function bodyFor(method: string, url: string): object {
  const paths = stage.app.swagger().paths as Record<string, Record<string, Operation>>;
  const operation = paths[url.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  return (operation && bodyOf(operation, SAMPLES)) ?? {};
}

/** Whether the rights were asked at all: a 400 or 415 came before. */
function isHeard({ method, url }: RouteEntry, statusCode: number): boolean {
  const isHeard = ![400, 415].includes(statusCode);
  const key = `${method} ${url}`;
  unheard.set(key, (unheard.get(key) ?? new Set()).add(isHeard));
  return isHeard;
}

describe("on the vendor's side", () => {
  test("a customer finds nothing there, a stranger is asked to sign in", async () => {
    for (const route of vendorRoutes()) {
      const customer = await call("hana@aoba.example", route, CAST.aoba);
      const told = `${route.method} ${route.url}: ${customer.statusCode} ${customer.body.slice(0, 200)}`;
      assert.ok([400, 404, 415].includes(customer.statusCode), told);
      const stranger = await call(undefined, route, CAST.aoba);
      assert.ok([400, 401, 415].includes(stranger.statusCode), `${route.method} ${route.url}`);
    }
  });

  for (const role of STAFF_ROLES) {
    test(`${role}: what the role lacks is refused, naming who may`, async () => {
      await sql`update staff_members set role = ${role} where person_id = ${CAST.otto}`.execute(stage.owner);
      for (const route of vendorRoutes()) {
        const may = STAFF_PERMISSIONS[role].includes(route.needs as VendorPermission);
        const reply = await call("otto@vendor.example", route, CAST.aoba);
        const told = `${role} ${route.method} ${route.url}: ${reply.statusCode} ${reply.body.slice(0, 200)}`;
        assert.ok(reply.statusCode < 500, told);
        const isRefused = reply.statusCode === 403;
        if (!may && isHeard(route, reply.statusCode)) assert.ok(isRefused, told);
        if (may) assert.ok(!reply.body.includes("staff_role_required"), told);
      }
    });
  }
});

test("hardly any route refused the shape before it asked for the right", () => {
  const never = [...unheard].filter(([, heard]) => !heard.has(true)).map(([route]) => route);
  assert.deepEqual(never.sort(), NEVER_HEARD);
});

/** Files in a form of their own: their tests stand beside them. */
const NEVER_HEARD = [
  "POST /operator/feeds",
  "POST /v1/feeds",
  "PUT /v1/demo/clock",
  "PUT /v1/release-files/:sha256",
];

function vendorRoutes(): RouteEntry[] {
  const names: readonly string[] = VENDOR_PERMISSIONS;
  return routes.filter(({ needs }) => needs !== undefined && names.includes(needs));
}
