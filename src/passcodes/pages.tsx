/** The pages of a lost passcode: the contact's way through it, and the desk's. */
import { z } from "zod";
import { formOf } from "../platform/http/forms.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { askPasscode, listMyRequests, readConfirmation } from "./operations.ts";
import { CheckPage, RequestsPage, StopPage } from "./request.parts.tsx";
import { readResent, resendPasscode } from "./resend.operations.ts";
import { ResendPage } from "./resend.parts.tsx";

const OfSite = z.object({ site: z.string().max(40).default("") });
const Answer = z.object({ siteNumber: z.string().max(40), answer: z.enum(["right", "wrong"]) });
const SitePath = z.strictObject({ siteId: PathText });

export const passcodePages: Routes = async (app) => {
  const person = { config: { needs: "person" } };
  app.get(
    "/passcode-requests/new",
    { schema: { hide: true, querystring: OfSite }, ...person },
    async ({ context, query, frame }, reply) => {
      const { site, openSince } = await readConfirmation(context, query.site);
      const chrome = await frame.chrome(null);
      return sendPage(reply, <CheckPage chrome={chrome} site={site} openSince={openSince} />);
    },
  );

  app.post(
    "/passcode-requests",
    { schema: { hide: true, body: Answer }, ...person },
    async ({ context, body }, reply) => {
      const site = encodeURIComponent(body.siteNumber);
      if (body.answer === "wrong") return reply.redirect(`/passcode-requests/stop?site=${site}`, 303);
      const { id } = await askPasscode(context, body.siteNumber);
      return reply.redirect(`/passcode-requests?asked=${id}`, 303);
    },
  );

  app.get(
    "/passcode-requests/stop",
    { schema: { hide: true, querystring: OfSite }, ...person },
    async ({ context, query, frame }, reply) => {
      const { site } = await readConfirmation(context, query.site);
      const chrome = await frame.chrome(null);
      const { careEmail } = context.portal.config;
      return sendPage(reply, <StopPage chrome={chrome} number={site.number} care={careEmail} />);
    },
  );

  const Mine = z.object({ asked: z.string().max(60).optional() });
  app.get(
    "/passcode-requests",
    { schema: { hide: true, querystring: Mine }, ...person },
    async ({ context, query, frame }, reply) => {
      const { items } = await listMyRequests(context, { limit: 200 });
      const asked = items.find(({ id, state }) => id === query.asked && state === "requested");
      const chrome = await frame.chrome(null);
      return sendPage(reply, <RequestsPage chrome={chrome} requests={items} asked={asked} />);
    },
  );

  const desk = { config: { needs: "passcode.resend" } };
  app.get(
    "/care/sites/:siteId/passcodes",
    { schema: { hide: true, params: SitePath }, ...desk },
    async ({ context, params, frame }, reply) => {
      const resent = await readResent(context, params.siteId);
      const chrome = await frame.chrome(null);
      return sendPage(reply, <ResendPage chrome={chrome} {...resent} />);
    },
  );

  app.post(
    "/care/sites/:siteId/passcodes",
    { schema: { hide: true, params: SitePath }, ...desk },
    async ({ context, params, body }, reply) => {
      await resendPasscode(context, { ...params, channel: formOf(body)["channel"] });
      return reply.redirect(`/care/sites/${params.siteId}/passcodes`, 303);
    },
  );
};
