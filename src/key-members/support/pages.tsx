/** The page of license support: one form, by the primary's consent. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { KEY_ROLES } from "../../access/index.ts";
import { parsed } from "../../platform/http/errors.ts";
import { formOf, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, sendPage } from "../../web/page.tsx";
import { type Refused, refusedBy } from "../refused.documents.ts";
import { keyMemberSay } from "../texts.ts";
import { addFor, openSupport, removeFor } from "./operations.ts";

const PATH = "/operator/key-members";
const administering = { config: { needs: "license-key.administer" } };
const Question = z.object({
  added: z.string().max(400).optional(),
  removed: z.string().max(400).optional(),
});

const Entered = z.object({
  action: z.enum(["add", "remove"], "required"),
  siteNumber: z.string().max(40),
  email: z.string().max(400),
  ticket: z.string().max(100),
  role: z.enum(KEY_ROLES),
});

export const keySupportPages: Routes = async (app) => {
  app.get(PATH, { schema: { hide: true, querystring: Question }, ...administering }, (request, reply) =>
    show(request, reply, {}, request.query),
  );

  app.post(PATH, { schema: { hide: true }, ...administering }, async (request, reply) => {
    const values = formOf(request.body);
    try {
      const { action, ...asked } = parsed(Entered, { role: "user", ...values });
      const { role, ...removed } = asked;
      const done = await (action === "add"
        ? addFor(request.context, { ...removed, role })
        : removeFor(request.context, removed));
      const news = action === "add" ? "added" : "removed";
      return await reply.redirect(`${PATH}?${news}=${encodeURIComponent(done.email)}`, 303);
    } catch (error) {
      const refused = refusedBy(error, request.context.language);
      return show(request, reply, { values, refused }, {});
    }
  });
};

async function show(
  { context, frame }: FastifyRequest,
  reply: FastifyReply,
  { values = {}, refused }: { values?: Values; refused?: Refused },
  { added, removed }: z.output<typeof Question>,
) {
  await openSupport(context);
  const say = keyMemberSay(context.language);
  const news =
    added !== undefined
      ? say("supportAdded", { email: added })
      : removed !== undefined
        ? say("supportRemoved", { email: removed })
        : undefined;
  const page = (
    <Page chrome={await frame.chrome(null)} title={say("supportTitle")} lead={say("supportLead")}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {news}
        </Notice>
      )}
      <p>{say("supportAsk")}</p>
      <Form action={PATH} errors={refused?.errors ?? {}}>
        <SelectField
          name="action"
          label={say("supportAction")}
          options={[
            { value: "add", label: say("supportAdd") },
            { value: "remove", label: say("supportRemove") },
          ]}
          value={values["action"] ?? "add"}
        />
        <Field
          name="siteNumber"
          label={say("siteNumber")}
          hint={say("siteNumberHint")}
          value={values["siteNumber"]}
          isCode
          maxLength={40}
          autocomplete="off"
        />
        <Field
          name="email"
          type="email"
          label={say("addEmail")}
          value={values["email"]}
          maxLength={400}
          autocomplete="off"
        />
        <SelectField
          name="role"
          label={say("addRole")}
          hint={say("roleHint")}
          options={KEY_ROLES.map((role) => ({ value: role, label: say(`role.${role}`) }))}
          value={values["role"] ?? "user"}
        />
        <Field name="ticket" label={say("supportTicket")} value={values["ticket"]} maxLength={100} />
        <SubmitButton>{say("supportDo")}</SubmitButton>
      </Form>
    </Page>
  );
  return sendPage(reply, page, refused?.status ?? 200);
}
