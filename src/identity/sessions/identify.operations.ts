/** Who sends a request: one look at the database, and none for a stranger. */
import type { FastifyRequest } from "fastify";
import type { Actor, Context, Person, Portal } from "../../platform/context.ts";
import { isLanguage, type Language, languageOf } from "../../platform/language.ts";
import { hashOf, isAccessToken, isApiKey } from "../../platform/tokens.ts";
import { fullName } from "../people/rules.ts";
import { cookieName, SESSION } from "./rules.ts";
import { findProgram, findVisitor } from "./store.ts";
import { findTokenHolder } from "./tokens.store.ts";
import { findOpenView, type OpenView } from "./views.store.ts";

export type Identity = Pick<Context, "actor" | "person" | "language">;

const STRANGER = { actor: { kind: "visitor" }, person: null } as const;

/**
 * A bearer key speaks for a program, an access token for the person who made it and within its limits, a session cookie
 * for a person. Whoever shows a key is never taken for somebody by a cookie.
 */
export async function identify(portal: Portal, request: FastifyRequest): Promise<Identity> {
  const { cookies, headers } = request;
  const chosen = cookies["language"];
  const asked = isLanguage(chosen) ? chosen : languageOf(headers["accept-language"]);
  if (headers.authorization !== undefined) {
    const key = bearerOf(headers.authorization);
    if (isAccessToken(key)) return { ...(await identifyHolder(portal, key)), language: asked };
    return { actor: await programOf(portal, key), person: null, language: asked };
  }
  const token = cookies[cookieName(portal.config)];
  const known = token === undefined ? undefined : await identifyPerson(portal, token);
  if (known === undefined) return { ...STRANGER, language: asked };
  return { ...known, language: isLanguage(chosen) ? chosen : known.person.language };
}

function bearerOf(authorization: string): string {
  const [scheme = "", key = ""] = authorization.split(" ");
  return scheme.toLowerCase() === "bearer" ? key : "";
}

async function programOf({ db, clock }: Portal, key: string): Promise<Actor> {
  if (!isApiKey(key)) return STRANGER.actor;
  const program = await findProgram(db, hashOf(key), clock.now());
  if (program === undefined) return STRANGER.actor;
  return { kind: "program", apiKeyId: program.id, scopes: program.scopes };
}

/** Whose access token a key is: that person, at one site, with what the token lists, and none of the vendor's rights. */
async function identifyHolder(
  { db, clock }: Portal,
  key: string,
): Promise<Pick<Identity, "actor" | "person">> {
  const holder = await findTokenHolder(db, hashOf(key), clock.now());
  if (holder === undefined) return STRANGER;
  const { tokenId, siteId, scopes, personId, email, country, language } = holder;
  const token = { tokenId, siteId, scopes };
  return {
    actor: { kind: "person", personId, staffRole: null, token },
    person: { name: fullName(holder), email, country, language },
  };
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
