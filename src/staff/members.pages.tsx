/** The operator's pages of the vendor's people. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isStaffRole } from "../access/index.ts";
import { formOf, type Values } from "../platform/http/forms.ts";
import { PathText } from "../platform/http/lists.ts";
import type { Routes } from "../platform/http/server.ts";
import { isLanguage, type Language } from "../platform/language.ts";
import { invalid, Problem } from "../platform/problem.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { sendPage } from "../web/page.tsx";
import { readStaff, readStaffMember, removeStaffMember } from "./members.operations.ts";
import { RemovePage, STAFF_PATH, StaffPage } from "./members.parts.tsx";
import { inviteStaff } from "./operators.operations.ts";
import { sayIn } from "./texts.ts";

const Question = z.strictObject({
  after: z.string().max(2000).optional(),
  news: z.string().max(20).optional(),
});
const list = { hide: true, querystring: Question };
const one = { hide: true, params: z.strictObject({ personId: PathText }) };
const config = { needs: "operator.invite" };

export const staffMemberPages: Routes = async (app) => {
  app.get(STAFF_PATH, { schema: list, config }, (request, reply) =>
    showStaff(request, reply, { ...request.query, values: {}, errors: {} }),
  );
  app.post(STAFF_PATH, { schema: { hide: true }, config }, async (request, reply) => {
    const values = formOf(request.body);
    const { email = "", role, language } = values;
    try {
      if (!isStaffRole(role)) throw invalid({ role: ["role_unknown"] });
      await inviteStaff(request.context, {
        email,
        role,
        language: isLanguage(language) ? language : request.context.language,
      });
    } catch (error) {
      const errors = errorsOf(error, request.context.language);
      return showStaff(request, reply, { values, errors });
    }
    return reply.redirect(`${STAFF_PATH}?news=invited`, 303);
  });
  app.get(
    `${STAFF_PATH}/:personId/remove`,
    { schema: one, config },
    async ({ context, params, frame }, reply) => {
      const member = await readStaffMember(context, params.personId);
      return sendPage(reply, <RemovePage chrome={await frame.chrome(null)} member={member} />);
    },
  );
  app.post(`${STAFF_PATH}/:personId/remove`, { schema: one, config }, async (request, reply) => {
    await removeStaffMember(request.context, request.params.personId);
    return reply.redirect(`${STAFF_PATH}?news=removed`, 303);
  });
};

/** By field; whoever works here already is a fault of the address. What is neither has a page of its own. */
function errorsOf(error: unknown, language: Language): FormErrors {
  if (!(error instanceof Problem)) throw error;
  const say = sayIn(language);
  if (error.code === "already_staff") return { email: say("problem.already_staff") };
  if (error.code !== "invalid_request") throw error;
  const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
  return Object.fromEntries(
    Object.keys(fields).map((name) => [
      name,
      say(
        name === "email" ? "fault.email_malformed" : name === "role" ? "fault.role_unknown" : "fault.other",
      ),
    ]),
  );
}

interface Shown {
  readonly after?: string | undefined;
  readonly news?: string | undefined;
  readonly values: Values;
  readonly errors: FormErrors;
}

async function showStaff({ context, frame }: FastifyRequest, reply: FastifyReply, shown: Shown) {
  const { after, news, values, errors } = shown;
  const staff = await readStaff(context, { after, limit: 50 });
  const page = (
    <StaffPage
      chrome={await frame.chrome(null)}
      staff={staff}
      isFirst={after === undefined}
      news={news}
      values={values}
      errors={errors}
    />
  );
  return sendPage(reply, page, Object.keys(errors).length > 0 ? 400 : 200);
}
