/** The API of enquiries. */
import { z } from "zod";
import { COUNTRIES } from "../identity/index.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { sendEnquiry } from "./operations.ts";
import { ChangesBody, ENQUIRY_KINDS, MessageText, Named } from "./rules.ts";

export const EnquiryBody = z.strictObject({
  kind: z.enum(ENQUIRY_KINDS),
  siteNumber: z
    .string()
    .max(40)
    .optional()
    .describe("Mandatory; the answer names the rule when it is missing"),
  name: Named,
  email: z.string().max(320),
  country: z.string().refine((code) => COUNTRIES.includes(code), "country_unknown"),
  company: Named.optional(),
  message: MessageText.optional(),
  changes: ChangesBody.optional().describe("Of a registration-change: what is to be registered"),
});

const send = {
  summary: "Write to the desk: a forgotten ID, who a site's contact is, a registration that is wrong",
  tags: ["enquiries"],
  body: EnquiryBody,
  response: { 202: z.object({ id: z.string() }), ...problems(400, 429) },
};

export const enquiryRoutes: Routes = async (app) => {
  app.post("/v1/enquiries", { schema: send, config: { needs: "anyone" } }, async ({ context, body }, reply) =>
    reply.code(202).send(await sendEnquiry(context, body)),
  );
};
