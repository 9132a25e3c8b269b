/** The API of the desk's search. */
import { z } from "zod";
import { SearchText } from "../../platform/http/lists.ts";
import { problems, type Routes } from "../../platform/http/server.ts";
import { CareRequestReply } from "../desk/replies.documents.ts";
import { requestReply } from "../desk/replies.operations.ts";
import { search } from "./search.operations.ts";

const FoundSiteReply = z
  .object({
    siteId: z.string(),
    number: z.string(),
    name: z.string(),
    program: z.enum(["PA", "PAE", "FCT", "OEM"]),
    customerName: z.string().nullable(),
    customerNumber: z.string().nullable(),
  })
  .meta({ id: "FoundSite" });

const FoundPersonReply = z
  .object({
    personId: z.string(),
    email: z.string(),
    name: z.string().describe("Empty for somebody who was invited and has not registered"),
    romanizedName: z.string().nullable(),
    country: z.string(),
    state: z.enum(["invited", "active", "disabled"]),
  })
  .meta({ id: "FoundPerson" });

const schema = {
  summary: "Find sites, people and requests, up to 20 of each, by any number, name or address",
  tags: ["care"],
  querystring: z.strictObject({
    q: SearchText.describe(
      "A site, customer, agreement or order number in any form, a name or its parts in any script, an address",
    ),
  }),
  response: {
    200: z.object({
      sites: z.array(FoundSiteReply),
      people: z.array(FoundPersonReply),
      requests: z.array(CareRequestReply),
      hasMore: z.boolean(),
    }),
    ...problems(400, 401, 403, 404, 429),
  },
};

export const careSearchRoutes: Routes = async (app) => {
  app.get("/v1/care/search", { schema, config: { needs: "care.read" } }, async ({ context, query }) => {
    const { sites, people, requests, hasMore } = await search(context, query.q ?? "");
    return {
      sites: [...sites],
      people: [...people],
      requests: requests.map((item) => requestReply(item, context.now)),
      hasMore,
    };
  });
};
