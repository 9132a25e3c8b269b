/** The pages of a site and of a person at the desk. */
import { z } from "zod";
import { PathText } from "../../platform/http/lists.ts";
import type { Routes } from "../../platform/http/server.ts";
import { sendPage } from "../../web/page.tsx";
import { CARE_PATH } from "../desk/queue.parts.tsx";
import { mayAtDesk } from "../rights.operations.ts";
import { lookAtPerson, lookAtSite, releaseSignInLock } from "./looks.operations.ts";
import { PersonPage, SitePage } from "./looks.parts.tsx";
import { Why } from "./routes.ts";

const site = { hide: true, params: z.strictObject({ siteId: PathText }), querystring: Why };
const PersonPath = z.strictObject({ personId: PathText });
const person = {
  hide: true,
  params: PersonPath,
  querystring: Why.extend({ news: z.string().max(20).optional() }),
};
const unlock = { hide: true, params: PersonPath, querystring: Why };

const DISCLOSE = { needs: "contact.disclose" };

export const careLookPages: Routes = async (app) => {
  app.get(`${CARE_PATH}/sites/:siteId`, { schema: site, config: DISCLOSE }, async (request, reply) => {
    const { context, params, query, frame } = request;
    const seen = await lookAtSite(context, params.siteId, query.for);
    const page = (
      <SitePage
        chrome={await frame.chrome(null)}
        seen={seen}
        reason={query.for}
        mayAdminister={mayAtDesk(context, "site.administer")}
        now={context.now}
      />
    );
    return sendPage(reply, page);
  });

  app.get(`${CARE_PATH}/people/:personId`, { schema: person, config: DISCLOSE }, async (request, reply) => {
    const { context, params, query, frame } = request;
    const seen = await lookAtPerson(context, params.personId, query.for);
    const page = (
      <PersonPage
        chrome={await frame.chrome(null)}
        seen={seen}
        reason={query.for}
        mayUnlock={mayAtDesk(context, "lock.release")}
        news={query.news}
      />
    );
    return sendPage(reply, page);
  });

  app.post(
    `${CARE_PATH}/people/:personId/unlock`,
    { schema: unlock, config: { needs: "lock.release" } },
    async ({ context, params, query }, reply) => {
      const { wasLocked } = await releaseSignInLock(context, params.personId);
      const why = query.for === undefined ? {} : { for: query.for };
      const told = new URLSearchParams({ news: wasLocked ? "unlocked" : "not-locked", ...why });
      return reply.redirect(`${CARE_PATH}/people/${params.personId}?${told}`, 303);
    },
  );
};
