/** HTTP for the demo's mailbox. How mails read is told from further up, when all modules are known. */
import { z } from "zod";
import { ListQuery, listReply } from "../platform/http/lists.ts";
import { problems, type Routes } from "../platform/http/server.ts";
import { LANGUAGES } from "../platform/language.ts";
import type { MailTemplates } from "../platform/mail/template.ts";
import { readMailbox } from "./mailbox.operations.ts";

const MailReply = z
  .object({
    to: z.string(),
    subject: z.string(),
    language: z.enum(LANGUAGES),
    text: z.string(),
    html: z.string(),
    sentAt: z.iso.datetime(),
  })
  .meta({ id: "Mail" });

const list = {
  summary: "The demo's mails, the newest first. Demo mode only, without a key",
  tags: ["notifications"],
  querystring: z.strictObject({ to: z.string().max(320).optional(), limit: ListQuery.limit }),
  response: { 200: listReply(MailReply), ...problems(400, 404) },
};

export const mailboxRoutes =
  (templates: () => MailTemplates): Routes =>
  async (app) => {
    app.get("/v1/demo/mailbox", { schema: list, config: { needs: "anyone" } }, async ({ context, query }) => {
      const { to = null, limit } = query;
      return { items: await readMailbox(context, templates, { to, limit }), next: null, limit };
    });
  };
