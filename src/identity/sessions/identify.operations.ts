/** Who sends a request: one look at the database, and none for a stranger. */
import type { FastifyRequest } from "fastify";
import type { Actor, Context, Person, Portal } from "../../platform/context.ts";
import { isLanguage, type Language, languageOf } from "../../platform/language.ts";
import { hashOf, isApiKey } from "../../platform/tokens.ts";
import { fullName } from "../people/rules.ts";
import { cookieName, SESSION } from "./rules.ts";
import { findProgram, findVisitor } from "./store.ts";
import { findOpenView, type OpenView } from "./views.store.ts";

export type Identity = Pick<Context, "actor" | "person" | "language">;

const STRANGER = { actor: { kind: "visitor" }, person: null } as const;

/** A bearer key speaks for a program, a session cookie for a person. A request with a key is never a person's. */
export async function identify(portal: Portal, request: FastifyRequest): Promise<Identity> {
  const { cookies, headers } = request;
  const chosen = cookies["language"];
  const asked = isLanguage(chosen) ? chosen : languageOf(headers["accept-language"]);
  if (headers.authorization !== undefined) {
    return { actor: await programOf(portal, headers.authorization), person: null, language: asked };
  }
  const token = cookies[cookieName(portal.config)];
  const known = token === undefined ? undefined : await identifyPerson(portal, token);
  if (known === undefined) return { ...STRANGER, language: asked };
  return { ...known, language: isLanguage(chosen) ? chosen : known.person.language };
}

async function programOf({ db, clock }: Portal, authorization: string): Promise<Actor> {
  const [scheme = "", key = ""] = authorization.split(" ");
  if (scheme.toLowerCase() !== "bearer" || !isApiKey(key)) return STRANGER.actor;
  const program = await findProgram(db, hashOf(key), clock.now());
  if (program === undefined) return STRANGER.actor;
  return { kind: "program", apiKeyId: program.id, scopes: program.scopes };
}

/** Whose session a token is; undefined when there is none any more. */
export async function identifyPerson(
  { db, clock }: Portal,
  token: string,
): Promise<{ actor: Actor; person: Person & { language: Language } } | undefined> {
  const { idle } = SESSION;
  const visitor = await findVisitor(db, hashOf(token), { now: clock.now(), idle });
  if (visitor === undefined) return undefined;
  const { personId, staffRole, sessionId, strength, email, country, language } = visitor;
  const isStrong = strength === "two-factor" || strength === "passkey";
  if (staffRole !== null) {
    const view = await findOpenView(db, { sessionId, staffPersonId: personId, now: clock.now() });
    if (view !== undefined) return viewerOf(view, { sessionId, isStrong, staffPersonId: personId });
  }
  return {
    actor: { kind: "person", personId, staffRole, sessionId, isStrong },
    person: { name: fullName(visitor), email, country, language },
  };
}

/** Somebody of the vendor, seeing a site as one of its people does: with that person's rights, and none of the vendor's. */
function viewerOf(
  view: OpenView,
  by: { readonly sessionId: string; readonly isStrong: boolean; readonly staffPersonId: string },
): { actor: Actor; person: Person & { language: Language } } {
  const { viewId, siteId, until, personId, email, country, language } = view;
  const { staffPersonId, ...session } = by;
  return {
    actor: {
      kind: "person",
      personId,
      staffRole: null,
      ...session,
      view: { viewId, siteId, staffPersonId, until },
    },
    person: { name: fullName(view) || email, email, country, language },
  };
}
