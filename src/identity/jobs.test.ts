/** What ends on its own. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sql } from "kysely";
import { PASSWORD } from "../../test/cast.ts";
import { testPortal } from "../../test/portal.ts";
import { identityJobs } from "./jobs.ts";

const portal = await testPortal();
after(() => portal.close());
const { app, clock, owner } = portal;

async function counts() {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*)::int from sessions) as sessions, (select count(*)::int from registrations) as registrations,
           (select count(*)::int from password_resets) as resets, (select count(*)::int from sign_in_locks) as locks`.execute(
    owner,
  );
  return rows[0];
}

function post(url: string, payload: object) {
  return app.inject({ method: "POST", url, payload });
}

const clear = identityJobs(portal.portal).find(({ name }) => name === "identity.clear");

test("what is over is cleared away, what lasts stays", async () => {
  const entered = {
    givenName: "Ren",
    familyName: "Sato",
    email: "ren@aoba.example",
    country: "JP",
    language: "ja",
  };
  await post("/v1/people", { ...entered, password: PASSWORD });
  await post("/v1/password-resets", { email: "hana@aoba.example" });
  await post("/v1/password-resets", { email: "nobody@aoba.example" });
  await post("/v1/session", { email: "hana@aoba.example", password: PASSWORD });
  await post("/v1/session", { email: "hana@aoba.example", password: "wrong-horse-battery" });
  assert.deepEqual(await counts(), { sessions: 1, registrations: 1, resets: 2, locks: 1 });

  await portal.portal.jobs.drain();
  await clear?.run({});
  assert.deepEqual(await counts(), { sessions: 1, registrations: 1, resets: 1, locks: 1 });

  clock.set(new Date(clock.now().getTime() + 24 * 3_600_000).toISOString());
  await clear?.run({});
  assert.deepEqual(await counts(), { sessions: 0, registrations: 0, resets: 0, locks: 0 });
});
