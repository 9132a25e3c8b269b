/** The whole portal on a private database, with a clock that stands still and jobs that run when told. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { fixedClock } from "../src/platform/clock.ts";
import { type Config, readConfig } from "../src/platform/config.ts";
import { openPortal } from "../src/portal.ts";
import { PASSWORD } from "./cast.ts";
import { testDatabase } from "./database.ts";

export interface TestOptions {
  /** The clock's instant: 2010-03-01T03:00:00Z when absent. */
  readonly now?: string;
  readonly empty?: boolean;
  /** Settings of the environment, such as `{ CARNET_REGISTRATION_PROFILE: "seed" }`. */
  readonly settings?: Record<string, string>;
  readonly config?: Partial<Config>;
  /** The vendor's people sign in by what they prove, and no more. */
  readonly isStaffWeak?: boolean;
}

export async function testPortal(options: TestOptions = {}) {
  const { now = "2010-03-01T03:00:00Z", settings = {}, empty = false } = options;
  const dataFolder = mkdtempSync(join(tmpdir(), "carnet-data-"));
  const database = await testDatabase({ empty });
  if (options.isStaffWeak !== true) await strengthenStaff(database);
  const environment = {
    CARNET_DATA: dataFolder,
    CARNET_DEMO: "none",
    CARNET_LOG_LEVEL: "silent",
    ...settings,
  };
  const config = { ...readConfig(environment), ...options.config };
  const clock = fixedClock(now);
  const log = pino({ level: process.env["TEST_LOG"] ?? "silent" });
  const { portal, close } = await openPortal(config, database.connection, { log, clock });
  const app = await createApp(portal);
  await app.ready();
  const cookies = new Map<string, string>();
  const cookieOf = async (email: string): Promise<string> => {
    const cookie = cookies.get(email) ?? (await signIn(app, email));
    cookies.set(email, cookie);
    return cookie;
  };
  return {
    app,
    portal,
    clock,
    owner: database.owner,
    database,
    /** The session of one of the cast, as a cookie: for a browser. */
    cookieOf,
    /** Whoever comes next signs in anew: sessions do not outlive a clock that is moved by weeks. */
    signOut: () => cookies.clear(),
    /** One request, as one of the cast (signed in on first use) or, with undefined, as a stranger. */
    as: async (email: string | undefined, request: InjectOptions): Promise<LightMyRequestResponse> => {
      if (email === undefined) return app.inject(request);
      const cookie = await cookieOf(email);
      const reply = await app.inject({ ...request, headers: { ...request.headers, cookie } });
      cookies.set(email, sessionCookieOf(reply) ?? cookies.get(email) ?? cookie); // a session may be renewed
      return reply;
    },
    close: async () => {
      await app.close();
      await close();
      await database.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type TestPortal = Awaited<ReturnType<typeof testPortal>>;

async function signIn(app: TestPortal["app"], email: string): Promise<string> {
  const payload = { email, password: PASSWORD };
  const reply = await app.inject({ method: "POST", url: "/v1/session", payload });
  const cookie = sessionCookieOf(reply);
  if (reply.statusCode !== 200 || cookie === undefined)
    throw new Error(`${email} cannot sign in: ${reply.body}`);
  return cookie;
}

/** The session that an answer sets, as a browser sends it back; undefined when it sets none. */
function sessionCookieOf({ cookies }: LightMyRequestResponse): string | undefined {
  const cookie = cookies.find(({ name, value }) => name.endsWith("carnet") && value !== "");
  return cookie === undefined ? undefined : `${cookie.name}=${cookie.value}`;
}

/** The vendor's people need two factors. How they prove them is shown elsewhere: here their sessions begin strong. */
async function strengthenStaff({ owner }: Awaited<ReturnType<typeof testDatabase>>): Promise<void> {
  await sql`
    create function strengthen() returns trigger language plpgsql as $$
    begin
      if new.strength = 'password' and exists (select from staff_members where person_id = new.person_id) then
        new.strength := 'two-factor';
      end if;
      return new;
    end $$`.execute(owner);
  await sql`create trigger strengthen before insert on sessions for each row execute function strengthen()`.execute(
    owner,
  );
}
