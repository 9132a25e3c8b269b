/**
 * Signing in through the own company: there with state, nonce and PKCE, bound to the browser; back once.
 *
 * Who somebody is says the issuer with the subject, never the e-mail address: an ID that exists is linked only by whoever
 * signs in to it otherwise. Source: ASVS 6.8.1, 10.5; BAR 5.
 */
import { timingSafeEqual } from "node:crypto";
import * as oidc from "openid-client";
import { asPortal } from "../../access/index.ts";
import {
  type Browser,
  registerByCompany,
  type SignedIn,
  safePath,
  signInProved,
} from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newSecret } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { findStaffMember } from "../../staff/index.ts";
import { callbackUrl, domainOf } from "../providers/domain.rules.ts";
import { clientOf, reasonOf } from "../providers/oidc.operations.ts";
import { type ActiveProvider, findActive } from "../providers/store.ts";
import { addressIn, type Claims, namesIn } from "./claims.rules.ts";
import { findLinked, insertAway, insertLink, takeAway } from "./store.ts";

const BEGUN = { most: 300, seconds: 300 } as const;
export const AWAY_MINUTES = 10;

/** Kept of a sign-in that is away. */
interface AwayFacts {
  readonly kind: "sign-in";
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  /** The hash of the secret in the browser's cookie. */
  readonly browser: string;
}

/** The domain of an address, and whether people of it sign in through their company. It tells nothing of any person. */
export async function findCompany(
  context: Context,
  email: string,
): Promise<{ readonly domain: string; readonly provider: ActiveProvider | undefined }> {
  await spend(context.db, `company sign-in ${context.address}`, BEGUN);
  const domain = domainOf(parseAddress(email.trim())?.key);
  if (domain === undefined) throw invalid({ email: ["email_malformed"] });
  return { domain, provider: await asPortal(context, (scope) => findActive(scope, { domain })) };
}

/** Where the browser goes, and what it keeps meanwhile. Undefined when the domain has no company sign-in. */
export async function beginAtCompany(
  context: Context,
  { email, next }: { email: string; next: string | undefined },
): Promise<{ url: string; browserSecret: string } | undefined> {
  const { provider } = await findCompany(context, email);
  if (provider === undefined) return undefined;
  const client = await clientOf(context, provider).catch((error) => {
    context.portal.log.warn({ reason: reasonOf(error), issuer: provider.issuer }, "identity provider");
    throw new Problem(503, "company_unreachable");
  });
  const [state, nonce, browserSecret] = [newSecret(), newSecret(), newSecret()];
  const verifier = oidc.randomPKCECodeVerifier();
  const browser = hashOf(browserSecret).toString("base64url");
  const facts: AwayFacts = { kind: "sign-in", nonce, verifier, next: safePath(next), browser };
  await keepAway(context, provider.id, { secret: state, facts });
  const url = oidc.buildAuthorizationUrl(client, {
    response_type: "code",
    redirect_uri: callbackUrl(context.portal.config.baseUrl),
    scope: "openid email profile",
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    login_hint: email.trim(),
  });
  return { url: url.href, browserSecret };
}

async function keepAway(context: Context, providerId: string, of: { secret: string; facts: object }) {
  await insertAway(context.db, {
    stateHash: hashOf(of.secret),
    providerId,
    sealedFacts: context.portal.secrets.seal(of.facts),
    expiresAt: new Date(context.now.getTime() + AWAY_MINUTES * 60_000),
  });
}

interface Back {
  /** The query of the address to which the provider sent the browser. */
  readonly query: string;
  readonly browserSecret: string | undefined;
  readonly browser: Browser;
}

export type Finished =
  | { readonly kind: "in"; readonly signedIn: SignedIn; readonly next: string }
  /** There is an ID of this address: whoever signs in to it may link it. */
  | { readonly kind: "link"; readonly linkToken: string };

export async function finishAtCompany(context: Context, back: Back): Promise<Finished> {
  const state = new URLSearchParams(back.query).get("state") ?? "";
  const away = await takeAway(context.db, hashOf(state), context.now);
  if (away === undefined) throw new Problem(400, "company_sign_in_ended");
  const facts = context.portal.secrets.unseal(away.sealedFacts) as AwayFacts;
  if (facts.kind !== "sign-in" || !isSame(facts.browser, back.browserSecret))
    throw new Problem(400, "company_sign_in_ended");
  const provider = await asPortal(context, (scope) => findActive(scope, { id: away.providerId }));
  if (provider === undefined) throw new Problem(403, "company_sign_in_off");
  const claims = await askWho(context, provider, { state, facts, query: back.query });
  return enterAs(context, provider, { claims, browser: back.browser, next: facts.next });
}

function isSame(hash: string, secret: string | undefined): boolean {
  const given = hashOf(secret ?? "");
  const kept = Buffer.from(hash, "base64url");
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** The provider's word, its signature, issuer, audience, nonce and time checked. */
async function askWho(
  context: Context,
  provider: ActiveProvider,
  { state, facts, query }: { state: string; facts: AwayFacts; query: string },
): Promise<Claims> {
  try {
    const client = await clientOf(context, provider);
    const here = new URL(`${callbackUrl(context.portal.config.baseUrl)}?${query}`);
    const tokens = await oidc.authorizationCodeGrant(client, here, {
      expectedState: state,
      expectedNonce: facts.nonce,
      pkceCodeVerifier: facts.verifier,
      idTokenExpected: true,
    });
    const claims: Claims = tokens.claims() ?? {};
    if (claims["email"] !== undefined || client.serverMetadata().userinfo_endpoint === undefined)
      return claims;
    const more = await oidc.fetchUserInfo(client, tokens.access_token, String(claims["sub"]));
    return { ...more, ...claims };
  } catch (error) {
    const { siteId, issuer } = provider;
    context.portal.log.warn({ reason: reasonOf(error), issuer, siteId }, "company sign-in not taken");
    throw new Problem(400, "company_sign_in_failed");
  }
}

interface Entering {
  readonly claims: Claims;
  readonly browser: Browser;
  readonly next: string;
}

async function enterAs(
  context: Context,
  provider: ActiveProvider,
  { claims, browser, next }: Entering,
): Promise<Finished> {
  const { iss: issuer, sub: subject } = claims;
  if (issuer !== provider.issuer || typeof subject !== "string" || subject === "" || subject.length > 255)
    throw new Problem(400, "company_sign_in_failed");
  const address = addressIn(claims, provider.domain);
  if (address === undefined) throw new Problem(403, "company_address_refused", { domain: provider.domain });
  const identity = { issuer: provider.issuer, subject };
  const linkedId = await findLinked(context.db, identity, context.now);
  const personId =
    linkedId ?? (await makePerson(context, provider, { identity, claims, email: address.email }));
  if (personId === undefined) {
    const linkToken = newSecret();
    const facts: LinkFacts = { kind: "link", ...identity, email: address.email, emailKey: address.key, next };
    await keepAway(context, provider.id, { secret: linkToken, facts });
    return { kind: "link", linkToken };
  }
  if ((await findStaffMember(context.db, personId)) !== undefined)
    throw new Problem(403, "staff_sign_in_here");
  const signedIn = await signInProved(context, personId, { strength: "sso", browser });
  return { kind: "in", signedIn, next };
}

/** Kept of an identity that nobody has yet. */
export interface LinkFacts {
  readonly kind: "link";
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly emailKey: string;
  readonly next: string;
}

/** Whoever has no ID gets one, or the one that an invitation waits with. Undefined when the address has an ID. */
async function makePerson(
  context: Context,
  { country, siteId }: ActiveProvider,
  of: { identity: { issuer: string; subject: string }; claims: Claims; email: string },
): Promise<string | undefined> {
  const { identity, claims, email } = of;
  const names = namesIn(claims, email, context.portal.config.registrationProfile);
  const person = { ...names, email, country, language: context.language };
  return asPortal(context, async ({ query }) => {
    const personId = await registerByCompany(query, context, person);
    if (personId === undefined) return undefined;
    if (!(await insertLink(query, identity, { personId, at: context.now })))
      throw new Problem(400, "company_sign_in_failed"); // the same identity came twice at once: the other one is in
    const facts = { email, issuer: identity.issuer, siteId };
    await emit(query, context, { name: "person.registered", personId, facts });
    return personId;
  });
}
