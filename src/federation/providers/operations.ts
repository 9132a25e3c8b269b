/** A company's own sign-in, set up by its site's primary: entered, proved by a DNS record, switched off and on. */
import { asPortal, authorize, siteScopeOf } from "../../access/index.ts";
import { findPerson, requireProof } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { violatedConstraint } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId, newSecret } from "../../platform/id.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { findTxt } from "../../platform/outward/txt.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { callbackUrl, faultOfIssuer, readDomain, recordName } from "./domain.rules.ts";
import { clientOf, reasonOf } from "./oidc.operations.ts";
import * as store from "./store.ts";

export interface Provider {
  readonly id: string;
  readonly domain: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly hasSecret: boolean;
  readonly state: store.ProviderState;
  readonly provedAt: string | null;
  readonly addedAt: string;
  /** The TXT record that proves the domain. */
  readonly record: { readonly name: string; readonly value: string };
}

export interface Providers {
  readonly items: readonly Provider[];
  /** What the company enters at its provider as the address to come back to. */
  readonly redirectUri: string;
  /** Whether the reader may change anything: the primary. */
  readonly mayManage: boolean;
}

export interface ProviderRequest {
  readonly domain: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

const ASKED = { most: 30, seconds: 3600 } as const;

export async function readProviders(context: Context, siteId: string): Promise<Providers> {
  const { config } = context.portal;
  return authorize(context, "identity-provider.read", siteId, async (scope) => ({
    items: (await store.listProviders(scope)).map(providerOf),
    redirectUri: callbackUrl(config.baseUrl),
    mayManage: scope.grant.role === "primary" && context.actor.kind === "person" && !context.actor.view,
  }));
}

/** Nothing is asked of anybody yet, and nobody signs in by it. */
export async function addProvider(
  context: Context,
  siteId: string,
  request: ProviderRequest,
): Promise<Provider> {
  const read = readDomain(request.domain);
  const issuerFault = faultOfIssuer(request.issuer, context.portal.config);
  const faults = {
    ...("fault" in read ? { domain: [read.fault] } : {}),
    ...(issuerFault === undefined ? {} : { issuer: [issuerFault] }),
  };
  if ("fault" in read || issuerFault !== undefined) throw invalid(faults);
  const { now, portal } = context;
  const { issuer, clientId, clientSecret } = request;
  return authorize(context, "identity-provider.manage", siteId, async (scope) => {
    const row = {
      id: newId("provider", now),
      domain: read.domain,
      issuer,
      clientId,
      sealedSecret: clientSecret === undefined ? null : portal.secrets.seal(clientSecret),
      proofToken: newSecret(),
      addedAt: now,
      addedBy: scope.personId,
    };
    if (!(await store.insertProvider(scope, row))) throw new Problem(409, "domain_entered");
    const facts = { providerId: row.id, domain: row.domain, issuer };
    await emit(scope.query, context, { name: "identity-provider.added", siteId, facts });
    return providerOf(found(await store.findProvider(scope, row.id), "identity_provider"));
  });
}

/** Looks for the record, asks the provider who it is, and switches the sign-in on. */
export async function proveProvider(context: Context, siteId: string, id: string): Promise<Provider> {
  const provider = await authorize(context, "identity-provider.manage", siteId, async (scope) =>
    found(await store.findProvider(scope, id), "identity_provider"),
  );
  await requireProof(context);
  await spend(context.db, `domain proof ${siteId}`, ASKED);
  await checkRecord(context, provider);
  await checkAnswers(context, provider);
  return change(context, siteId, id, async (scope) => {
    const { proofToken } = provider;
    if (!(await store.updateProved(scope, { id, proofToken, at: context.now })))
      throw new Problem(404, "identity_provider_not_found");
    return "identity-provider.proved";
  });
}

async function checkRecord({ portal }: Context, { domain, proofToken }: store.ProviderRow): Promise<void> {
  const name = recordName(domain);
  const values = await findTxt(name, portal.config).catch(() => {
    throw new Problem(409, "domain_unanswered", { name });
  });
  if (!values.some((value) => value.trim() === proofToken))
    throw new Problem(409, "domain_unproved", { name });
}

async function checkAnswers(context: Context, provider: store.ProviderRow): Promise<void> {
  await clientOf(context, provider).catch((error) => {
    context.portal.log.warn({ reason: reasonOf(error), issuer: provider.issuer }, "identity provider");
    throw new Problem(409, "provider_unanswered", { issuer: provider.issuer });
  });
}

/** Off: nobody signs in by it from now on. */
export async function switchProvider(
  context: Context,
  siteId: string,
  { id, isOn }: { id: string; isOn: boolean },
): Promise<Provider> {
  await authorize(context, "identity-provider.manage", siteId, async () => {});
  if (isOn) await requireProof(context);
  return change(context, siteId, id, async (scope) => {
    if (!(await store.updateState(scope, id, isOn ? "active" : "off")))
      throw new Problem(409, "domain_unproved", { name: null });
    return isOn ? "identity-provider.switched-on" : "identity-provider.switched-off";
  });
}

export async function changeSecret(
  context: Context,
  siteId: string,
  { id, clientSecret }: { id: string; clientSecret: string | null },
): Promise<Provider> {
  const { secrets } = context.portal;
  return change(context, siteId, id, async (scope) => {
    await store.updateSecret(scope, id, clientSecret === null ? null : secrets.seal(clientSecret));
    return "identity-provider.secret-changed";
  });
}

type Work = (scope: Parameters<typeof store.findProvider>[0]) => Promise<string>;

async function change(context: Context, siteId: string, id: string, work: Work): Promise<Provider> {
  try {
    return await authorize(context, "identity-provider.manage", siteId, async (scope) => {
      found(await store.findProvider(scope, id), "identity_provider");
      const done = await work(scope);
      const row = found(await store.findProvider(scope, id), "identity_provider");
      const facts = { providerId: id, domain: row.domain };
      await emit(scope.query, context, { name: done, siteId, facts });
      return providerOf(row);
    });
  } catch (error) {
    if (violatedConstraint(error) === store.ONE_ACTIVE) throw new Problem(409, "domain_taken");
    throw error;
  }
}

export async function removeProvider(context: Context, siteId: string, id: string): Promise<void> {
  await authorize(context, "identity-provider.manage", siteId, async (scope) => {
    const domain = found(await store.deleteProvider(scope, id), "identity_provider");
    const facts = { providerId: id, domain };
    await emit(scope.query, context, { name: "identity-provider.removed", siteId, facts });
  });
}

const BATCH = 100;

/** Each day: whose record is gone has lost the domain. Where nobody answers, nothing is known and nothing changes. */
export async function watchProofs(context: Context): Promise<void> {
  for (let after = "", isMore = true; isMore; ) {
    const proved = await asPortal(context, (scope) => store.listProved(scope, { after, limit: BATCH }));
    for (const provider of proved) {
      const values = await findTxt(recordName(provider.domain), context.portal.config).catch(() => null);
      if (values !== null && !values.some((value) => value.trim() === provider.proofToken))
        await loseProof(context, provider);
    }
    after = proved.at(-1)?.id ?? after;
    isMore = proved.length === BATCH;
  }
}

async function loseProof(context: Context, { id, siteId, domain, addedBy }: store.ProviderRow) {
  await asPortal(context, async (scope) => {
    if (!(await store.updateUnproved(scope, id))) return;
    const { query } = siteScopeOf(scope, siteId);
    const person = await findPerson(query, { id: addedBy });
    if (person !== undefined) {
      const { email: to, language } = person;
      const facts = { siteId, domain, record: recordName(domain) };
      const dedupeKey = `identity-provider.unproved ${id} ${context.now.toISOString()}`;
      await queueMail(query, context, {
        to,
        language,
        template: "identity-provider.unproved",
        facts,
        dedupeKey,
      });
    }
    const facts = { providerId: id, domain };
    await emit(query, context, { name: "identity-provider.unproved", siteId, facts });
  });
}

function providerOf(row: store.ProviderRow): Provider {
  const { id, domain, issuer, clientId, sealedSecret, proofToken, state, provedAt, addedAt } = row;
  const record = { name: recordName(domain), value: proofToken };
  return { id, domain, issuer, clientId, hasSecret: sealedSecret !== null, state, provedAt, addedAt, record };
}
