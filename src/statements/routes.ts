/** The API of a site's history. */
import { z } from "zod";
import { ListQuery, listReply, PathText } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import type { Language } from "../platform/language.ts";
import type { SheetColumn } from "../platform/sheets/columns.ts";
import { sendSheet } from "../platform/sheets/sheet.ts";
import { exportHistory, type PastEvent, readHistory } from "./operations.ts";
import { historySay } from "./texts.ts";

const EventReply = z
  .object({
    id: z.string(),
    name: z.string().describe("noun.past-participle"),
    at: z.iso.datetime(),
    actor: z.object({ kind: z.enum(["person", "vendor", "portal", "visitor"]), name: z.string().nullable() }),
    text: z.string().describe("What happened, in the caller's language"),
    facts: z.record(z.string(), z.unknown()),
    address: z.string().nullable().describe("The network address from which a person of the site did it"),
  })
  .meta({ id: "SiteEvent" });

const history = {
  summary: "List what happened at a site, newest first: all for those who manage access, else one's own",
  tags: ["statements"],
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject({ ...ListQuery, sort: z.enum(["-at"]).default("-at") }),
  response: { 200: listReply(EventReply), ...problems(400, 401, 404) },
};

const sheet = {
  params: z.strictObject({ siteId: PathText }),
  querystring: z.strictObject({}),
  response: {
    200: { description: "The sheet", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 404, 409, 429, 503),
  },
};

export const statementRoutes: Routes = async (app) => {
  app.get(
    "/v1/sites/:siteId/history",
    { schema: history, config: { needs: "history.read" } },
    async ({ context, params, query }) => {
      const { items, next, limit } = await readHistory(context, { ...params, ...query });
      return { items: items.map((event) => ({ ...event, facts: { ...event.facts } })), next, limit };
    },
  );

  for (const format of ["csv", "xlsx"] as const) {
    for (const start of ["/v1", ""]) {
      const summary = `Export a site's history as ${format.toUpperCase()}`;
      const about = { summary, tags: ["statements"], hide: start === "" };
      app.get(
        `${start}/sites/:siteId/history.${format}`,
        { schema: { ...sheet, ...about }, config: { needs: "history.read" } },
        async (request, reply) => {
          const { context, params } = request;
          const pages = await exportHistory(context, params.siteId, format);
          return sendSheet(reply, format, { ...sheetOf(context.language), plainName: "history", pages });
        },
      );
    }
  }
};

/** With the columns that the page shows; instants in UTC, as programs read them. */
function sheetOf(language: Language): { name: string; columns: SheetColumn<PastEvent>[] } {
  const say = historySay(language);
  const others = { vendor: say("theVendor"), portal: say("byPortal"), visitor: say("byVisitor") };
  const who = ({ actor: { kind, name } }: PastEvent) =>
    kind === "person" ? (name ?? say("unknownPerson")) : others[kind];
  const columns: SheetColumn<PastEvent>[] = [
    { header: say("when"), kind: "text", width: 22, value: ({ at }) => at },
    { header: say("what"), kind: "text", width: 60, value: ({ text }) => text },
    { header: say("who"), kind: "text", width: 24, value: who },
    { header: say("where"), kind: "text", width: 18, value: ({ address }) => address },
  ];
  return { name: say("title"), columns };
}
