/**
 * Routes about the portal itself: is it alive, can it serve, what does it measure, is its audit trail whole; and the
 * demo's clock.
 */
import { BlockList } from "node:net";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { authorizeVendor } from "./access/index.ts";
import type { DemoClock } from "./platform/clock.ts";
import type { Portal } from "./platform/context.ts";
import { countEvents, emit, listBrokenLinks } from "./platform/events.ts";
import { checkReady, metricsOf } from "./platform/health.ts";
import { problems, type Routes } from "./platform/http/server.ts";
import { Problem } from "./platform/problem.ts";

const ClockBody = z.strictObject({
  now: z.iso.datetime({ offset: true }).describe("Where the clock goes: never back"),
});
const ClockReply = z.object({
  now: z.iso.datetime(),
  jobs: z.int().describe("Jobs that became due and are done"),
});
const AuditReply = z.object({
  events: z.int().describe("How many events there are"),
  broken: z.array(z.object({ chain: z.string(), link: z.int() })),
});
const Health = z.object({ status: z.literal("ok") });

const tags = ["service"];

export const serviceRoutes =
  (portal: Portal): Routes =>
  async (app) => {
    await app.register(probeRoutes(portal));
    await app.register(auditRoutes);
    if (portal.config.mode === "demo") await app.register(clockRoutes(portal));
    // Where the site chooser of the header leads.
    app.get(
      "/switch",
      {
        schema: { hide: true, querystring: z.object({ site: z.string().regex(/^site_[0-9a-z]+$/) }) },
        config: { needs: "anyone" },
      },
      (request, reply) => reply.redirect(`/sites/${request.query.site}`, 303),
    );
    app.get("/v1/openapi.json", { schema: { hide: true }, config: { needs: "anyone" } }, (_request, reply) =>
      reply.serializer(JSON.stringify).type("application/json").send(app.swagger()),
    );
  };

const probeRoutes =
  (portal: Portal): Routes =>
  async (app) => {
    const alive = { summary: "Alive", tags, response: { 200: Health } };
    const ready = { summary: "Able to serve: database, migrations, disk", tags };
    app.get("/healthz", { schema: alive, config: { needs: "anyone" } }, () => ({ status: "ok" as const }));
    app.get(
      "/readyz",
      { schema: { ...ready, response: { 200: Health, ...problems(503) } }, config: { needs: "anyone" } },
      async () => {
        await checkReady(portal);
        return { status: "ok" as const };
      },
    );
    app.get("/metrics", { schema: { hide: true }, config: { needs: "anyone" } }, async (request, reply) => {
      if (!isBesideUs(request)) throw new Problem(404, "page_not_found");
      return reply.type("text/plain; version=0.0.4; charset=utf-8").send(await metricsOf(portal));
    });
  };

const auditRoutes: Routes = async (app) => {
  const schema = {
    summary:
      "Whether the chains of events are whole; if not, the first link of each that was changed or is missing",
    tags,
    response: { 200: AuditReply, ...problems(401, 403, 404) },
  };
  app.get("/v1/audit/verification", { schema, config: { needs: "audit.verify" } }, ({ context }) =>
    authorizeVendor(context, "audit.verify", async ({ query }) => ({
      events: await countEvents(query),
      broken: await listBrokenLinks(query),
    })),
  );
};

const clockRoutes =
  ({ clock, jobs }: Portal): Routes =>
  async (app) => {
    const schema = {
      summary: "Move the demo's clock forward and do every job that became due",
      tags,
      body: ClockBody,
      response: { 200: ClockReply, ...problems(400, 401, 403, 404, 409) },
    };
    app.put("/v1/demo/clock", { schema, config: { needs: "clock.move" } }, async ({ context, body }) => {
      const to = new Date(body.now);
      const isMoved = await authorizeVendor(context, "clock.move", async ({ query }) => {
        const moved = await (clock as DemoClock).moveTo(to);
        if (moved) await emit(query, context, { name: "clock.moved", facts: { to: to.toISOString() } });
        return moved;
      });
      if (!isMoved) throw new Problem(409, "clock_never_goes_back", { now: clock.now().toISOString() });
      return { jobs: await jobs.catchUp(), now: clock.now().toISOString() };
    });
  };

const BESIDE_US = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  BESIDE_US.addSubnet(network, bits);
BESIDE_US.addAddress("::1", "ipv6");
BESIDE_US.addSubnet("fc00::", 7, "ipv6");

/** Measurements are for the machines of whoever runs the portal: from their network, and through no proxy. */
function isBesideUs({ socket, headers }: FastifyRequest): boolean {
  const isForwarded = headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined;
  const address = socket.remoteAddress ?? "";
  return !isForwarded && BESIDE_US.check(address, address.includes(":") ? "ipv6" : "ipv4");
}
