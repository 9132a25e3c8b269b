/** HTTP for IDs and the person's own data. */
import { z } from "zod";
import { problems, type Routes } from "../../platform/http/server.ts";
import { LANGUAGES } from "../../platform/language.ts";
import { changePassword } from "../passwords/operations.ts";
import { cookieName } from "../sessions/rules.ts";
import { changePerson, readPerson } from "./operations.ts";
import { confirmRegistration, requestRegistration } from "./registration.operations.ts";
import type { PersonRow } from "./store.ts";

const tags = ["identity"];

const PersonReply = z
  .object({
    id: z.string(),
    email: z.string().describe("The ID. It never changes"),
    givenName: z.string(),
    familyName: z.string(),
    romanizedName: z.string().nullable().describe("The name in Latin letters"),
    country: z.string().describe("ISO 3166-1, two letters"),
    language: z.enum(LANGUAGES),
  })
  .meta({ id: "Person" });

const RegistrationBody = z.strictObject({
  givenName: z.string(),
  familyName: z.string(),
  romanizedName: z.string().optional().describe("The name in Latin letters"),
  email: z.string().describe("Becomes the ID"),
  password: z.string().describe("15 to 1,024 characters; no other composition is asked for"),
  country: z.string().describe("ISO 3166-1, two letters"),
  language: z.enum(LANGUAGES),
  question: z.string().optional().describe("Only under the seed profile, and required there"),
  answer: z.string().optional().describe("Only under the seed profile, and required there"),
});

const register = {
  summary: "Register an ID; the answer is the same whether the address has one",
  tags,
  body: RegistrationBody,
  response: { 202: z.object({ state: z.literal("mail_sent") }), ...problems(400, 429, 503) },
};

const confirm = {
  summary: "Activate a registered ID with the token of its mail",
  tags,
  body: z.strictObject({ token: z.string().max(200) }),
  response: { 200: z.object({ email: z.string() }), ...problems(400, 410) },
};

const ChangeBody = z.strictObject({
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  romanizedName: z.string().nullable().optional(),
  country: z.string().optional(),
  language: z.enum(LANGUAGES).optional(),
  email: z.unknown().describe("Refused: the ID never changes").optional(),
});

const read = { summary: "Who I am", tags, response: { 200: PersonReply, ...problems(401) } };

const change = {
  summary: "Change my names, country or language",
  tags,
  body: ChangeBody,
  response: { 200: PersonReply, ...problems(400, 401, 409) },
};

const Password = z.string().max(1024, "password_too_long");

const password = {
  summary: "Change my password; every other session ends",
  tags,
  body: z.strictObject({ currentPassword: Password, newPassword: z.string() }),
  response: { 204: z.null(), ...problems(400, 401, 403, 503) },
};

export const peopleRoutes: Routes = async (app) => {
  // The setting decides on what a registration holds, so the operation validates it.
  app.post(
    "/v1/people",
    { schema: register, attachValidation: true, config: { needs: "anyone" } },
    async (request, reply) => {
      await requestRegistration(request.context, request.body);
      return reply.code(202).send({ state: "mail_sent" });
    },
  );
  app.post("/v1/people/confirmation", { schema: confirm, config: { needs: "anyone" } }, ({ context, body }) =>
    confirmRegistration(context, body.token),
  );
  app.get("/v1/people/me", { schema: read, config: { needs: "person" } }, async ({ context }) =>
    replyOf(await readPerson(context)),
  );
  app.patch(
    "/v1/people/me",
    { schema: change, attachValidation: true, config: { needs: "person" } },
    async ({ context, body }) => replyOf(await changePerson(context, body)),
  );
  app.put(
    "/v1/people/me/password",
    { schema: password, config: { needs: "person" } },
    async ({ context, body, cookies }, reply) => {
      const token = cookies[cookieName(context.portal.config)];
      await changePassword(context, { ...body, token });
      return reply.code(204).send(null);
    },
  );
};

function replyOf({ emailKey: _, ...person }: PersonRow) {
  return person;
}
