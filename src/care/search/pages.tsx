/** The page of the desk's search. */
import { z } from "zod";
import { SearchText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { mayDisclose } from "../rights.operations.ts";
import { search } from "./search.operations.ts";
import { SearchPage } from "./search.parts.tsx";

const schema = { hide: true, querystring: z.strictObject({ q: SearchText }) };

export const careSearchPages: Routes = async (app) => {
  app.get("/care/search", { schema, config: { needs: "care.read" } }, async (request, reply) => {
    const { context, query, frame } = request;
    const { q = "" } = query;
    const found = await search(context, q);
    const chrome = await frame.chrome(null);
    const isWide = mayDisclose(context);
    return sendPage(
      reply,
      <SearchPage chrome={chrome} q={q} found={found} isWide={isWide} now={context.now} />,
    );
  });
};
