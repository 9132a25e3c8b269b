/**
 * How many requests are worked on at once. More would not be served sooner: each would wait for a database connection
 * at each of its steps, and in the end all of them would have waited in vain. Source: BAR 53, 61.
 */
import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";
import { PROBES } from "./guards.ts";

/** About sixteen for each connection of the pool. */
const MOST_AT_ONCE = 200;

/** A request counts from when it is read until its answer begins: a long download holds nobody up. */
export function limitLoad(app: FastifyInstance, most = MOST_AT_ONCE): void {
  const running = new Set<ServerResponse>();
  app.addHook("preHandler", ({ url }, { raw }, done) => {
    if (PROBES.includes(url)) return done();
    if (running.size >= most) for (const other of running) if (other.headersSent) running.delete(other);
    if (running.size >= most) throw new Problem(503, "unavailable", { retryAfterSeconds: 1 });
    running.add(raw);
    raw.once("close", () => running.delete(raw));
    done();
  });
  app.addHook("onSend", (_, { raw }, payload, done) => {
    running.delete(raw);
    done(null, payload);
  });
}
