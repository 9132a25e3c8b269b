/** The page of what is registered of a site. */
import { z } from "zod";
import { fullName } from "../identity/index.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { sendPage } from "../web/page.tsx";
import { readRegistration } from "./operations.ts";
import { RegistrationPage } from "./registration.parts.tsx";

const registration = { hide: true, params: z.strictObject({ siteId: PathText }) };

export const agreementsPages: Routes = async (app) => {
  app.get(
    "/sites/:siteId/registration",
    { schema: registration, config: { needs: "registration.read" } },
    async ({ context, params, frame }, reply) => {
      const site = await readRegistration(context, params.siteId);
      const chrome = await frame.chrome(site.siteId);
      const contactName = fullName({ ...site.contact, language: site.language });
      const { careEmail } = context.portal.config;
      return sendPage(
        reply,
        <RegistrationPage chrome={chrome} site={site} contactName={contactName} careEmail={careEmail} />,
      );
    },
  );
};
