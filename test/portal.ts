/** The whole portal on a private database, with a clock that stands still and jobs that run when told. */
import { createHash } from "node:crypto";
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
}

export async function testPortal(options: TestOptions = {}) {
  const { now = "2010-03-01T03:00:00Z", settings = {}, empty = false } = options;
  const dataFolder = mkdtempSync(join(tmpdir(), "carnet-data-"));
  const database = await testDatabase({ empty });
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
    /** One request, as one of the cast (signed in on first use) or, with undefined, as a stranger. */
    as: async (email: string | undefined, request: InjectOptions): Promise<LightMyRequestResponse> => {
      if (email === undefined) return app.inject(request);
      const cookie = await cookieOf(email);
      return app.inject({ ...request, headers: { ...request.headers, cookie } });
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

/** Makes a session as good as one by two factors, which the vendor's people need: how they prove them is shown elsewhere. */
export async function strengthen(owner: TestPortal["owner"], cookie: string): Promise<string> {
  const tokenHash = createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();
  await sql`
    update sessions set strength = 'two-factor'
     where token_hash = ${tokenHash} and person_id in (select person_id from staff_members)`.execute(owner);
  return cookie;
}
