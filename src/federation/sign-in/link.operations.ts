/** An identity at the own company and an ID that was there before become one: by whoever has proved both. */
import { asPortal } from "../../access/index.ts";
import { findPerson, ownSession, requireProof } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found, Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { findActive } from "../providers/store.ts";
import type { LinkFacts } from "./operations.ts";
import { findAway, insertLink, takeAway } from "./store.ts";

/** What would be linked, for the page that asks. */
export async function readLink(
  context: Context,
  linkToken: string | undefined,
): Promise<{ readonly email: string; readonly issuer: string }> {
  ownSession(context);
  const away = await findAway(context.db, hashOf(linkToken ?? ""), context.now);
  const facts = factsOf(context, away?.sealedFacts);
  await checkOwner(context, facts);
  return facts;
}

/** One use. The ID is the caller's own, proved just now and not through the company. */
export async function linkCompany(
  context: Context,
  linkToken: string | undefined,
): Promise<{ next: string }> {
  const { personId } = ownSession(context);
  if ((await requireProof(context)) === "sso") throw new Problem(403, "company_link_by_own_sign_in");
  return asPortal(context, async (scope) => {
    const { query } = scope;
    const away = await takeAway(query, hashOf(linkToken ?? ""), context.now);
    const facts = factsOf(context, away?.sealedFacts);
    const person = await checkOwner({ ...context, db: query }, facts);
    const provider = away && (await findActive(scope, { id: away.providerId }));
    if (provider === undefined) throw new Problem(403, "company_sign_in_off");
    if (!(await insertLink(query, facts, { personId, at: context.now })))
      throw new Problem(409, "company_identity_taken");
    const { email: to, language } = person;
    const { issuer } = facts;
    const dedupeKey = `company.linked ${personId} ${context.now.toISOString()}`;
    await queueMail(query, context, {
      to,
      language,
      template: "company.linked",
      facts: { issuer },
      dedupeKey,
    });
    await emit(query, context, { name: "external-identity.linked", personId, facts: { issuer } });
    return { next: facts.next };
  });
}

function factsOf({ portal }: Context, sealed: Buffer | undefined): LinkFacts {
  const facts = sealed && (portal.secrets.unseal(sealed) as LinkFacts);
  if (facts?.kind !== "link") throw new Problem(400, "company_sign_in_ended");
  return facts;
}

async function checkOwner(context: Context, { emailKey, email }: LinkFacts) {
  const { personId } = ownSession(context);
  const person = found(await findPerson(context.db, { id: personId }), "person");
  if (person.emailKey !== emailKey) throw new Problem(409, "company_link_other_id", { email });
  return person;
}
