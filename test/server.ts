/** The platform's server with routes of a test's own: what every module builds on, without any module. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyRequest } from "fastify";
import type pg from "pg";
import { pino } from "pino";
import { fixedClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import type { Actor, Context, Portal } from "../src/platform/context.ts";
import { openDatabase } from "../src/platform/database.ts";
import { addKeptAnswers } from "../src/platform/http/answers.ts";
import { newServer, type Server } from "../src/platform/http/server.ts";
import type { Jobs } from "../src/platform/jobs.ts";
import { openKeyRing } from "../src/platform/key-ring.ts";
import { openSecrets } from "../src/platform/secrets.ts";

interface Options {
  readonly connection: pg.PoolConfig;
  readonly settings?: Record<string, string>;
  readonly routes: (app: Server, portal: Portal) => Promise<void> | void;
  /** Of a server that was, to start it again; kept when this one closes. */
  readonly dataFolder?: string;
  /** What is logged goes here, a line each. */
  readonly logged?: string[];
}

/** `x-as` stands in for sign-in: the id of a person. */
export async function testServer({ connection, settings = {}, routes, logged, ...given }: Options) {
  const dataFolder = given.dataFolder ?? mkdtempSync(join(tmpdir(), "carnet-server-"));
  const config = readConfig({ CARNET_DATA: dataFolder, CARNET_DEMO: "none", ...settings });
  const { db, pool } = openDatabase(connection);
  const log = pino({ level: "info" }, { write: (line) => void logged?.push(line) });
  const clock = fixedClock("2010-03-01T03:00:00Z");
  const secrets = openSecrets(dataFolder, config.secret);
  const licenseSigning = openKeyRing(join(dataFolder, "license-keys"));
  const portal: Portal = { config, db, pool, log, clock, secrets, jobs: NO_JOBS, licenseSigning };
  const app = await newServer(config, log, {
    visitor: (request) => contextOf(portal, request),
    say: (problem) => `said ${problem.code}`,
    page: (problem, _, reply) => reply.code(problem.status).type("text/html").send(`<p>${problem.code}</p>`),
  });
  addKeptAnswers(app, portal);
  await routes(app, portal);
  await app.ready();
  return {
    app,
    portal,
    close: async () => {
      await app.close();
      await db.destroy();
      if (given.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type TestServer = Awaited<ReturnType<typeof testServer>>;

function contextOf(portal: Portal, request: FastifyRequest): Context {
  const personId = request.headers["x-as"];
  const person: Actor = { kind: "person", personId: String(personId), staffRole: null };
  return {
    portal,
    db: portal.db,
    actor: personId === undefined ? { kind: "visitor" } : person,
    person: null,
    now: portal.clock.now(),
    language: "en",
    requestId: request.id,
    address: request.ip,
  };
}

async function none(): Promise<never> {
  throw new Error("this server has no jobs");
}

const NO_JOBS: Jobs = { enqueue: none, drain: none, catchUp: none, work: none, stop: none };
