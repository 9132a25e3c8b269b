/**
 * What becomes of requests by itself: they reach whoever decides them, leave the hold when the site's contact comes in,
 * are mentioned again, and end. Each step is safe to take twice. Source: DOMAIN §3.6.3–8, BR-32…35.
 */
import { asPortal, siteScopeOf, type VendorScope } from "../access/index.ts";
import { openCareRequest } from "../care/index.ts";
import { findPerson } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import { emit, emitAll } from "../platform/events.ts";
import { dayOf, nameOf, tellAsker, tellDeciders } from "./notices.operations.ts";
import { expiredBefore, remindedBefore } from "./rules.ts";
import {
  type AccessRequest,
  expireUnanswered,
  linkKnown,
  listReleasableSites,
  releaseHeld,
  takeUnanswered,
  takeUnrouted,
} from "./store.ts";

const AT_ONCE = 200;

/** After the answer: the desk gets what is the desk's, the site's people what is theirs. Nobody's number reaches nobody. */
export async function routeRequest(context: Context, requestId: string): Promise<void> {
  await asPortal(context, async (scope) => {
    const request = await takeUnrouted(scope, requestId, context.now);
    if (request === undefined) return;
    if (request.state === "care_review") return putOnDesk(scope, context, request);
    if (request.siteId === null) return;
    const site = siteScopeOf(scope, request.siteId);
    if (request.state === "contact_review")
      await tellDeciders(site, context, request, { occasion: "review" });
    await emit(scope.query, context, await eventOf(scope, request, eventNameOf(request)));
  });
}

function eventNameOf({ kind, state }: AccessRequest): string {
  if (kind === "privilege") return "privilege.asked";
  return state === "on_hold" ? "access-request.held" : "access-request.received";
}

/** D-08a. */
async function putOnDesk(scope: VendorScope, context: Context, request: AccessRequest): Promise<void> {
  const asker = await findPerson(scope.query, { id: request.personId });
  if (asker === undefined) return;
  await openCareRequest(scope, context, {
    kind: "nomination",
    team: "care",
    subjectId: request.id,
    siteId: request.siteId,
    siteNumber: request.siteNumber,
    personId: asker.id,
    requesterName: nameOf(asker),
    requesterEmail: asker.email,
    country: asker.country,
    language: asker.language,
  });
}

/**
 * The site has a primary now: what was on hold is before the site's people from this transaction on, and they are told.
 * Called where a site is claimed; the look every minute finds what came in between. Source: BR-35, A-23.
 */
export async function releaseOnHold(scope: VendorScope, context: Context, siteId: string): Promise<void> {
  const released = await releaseHeld(scope, siteId, context.now);
  const site = siteScopeOf(scope, siteId);
  const events = [];
  for (const request of released) {
    await tellDeciders(site, context, request, { occasion: "review" });
    events.push(await eventOf(scope, request, "access-request.released"));
  }
  await emitAll(scope.query, context, events);
}

async function eventOf(scope: VendorScope, request: AccessRequest, name: string) {
  const asker = await findPerson(scope.query, { id: request.personId });
  const { id, siteId, personId, privilege } = request;
  const facts = { id, email: asker?.email ?? "", ...(privilege === null ? {} : { privilege }) };
  return { name, siteId, personId, facts };
}

/** Every minute: claimed sites at which something still waits. */
export async function releaseClaimed(context: Context): Promise<void> {
  const sites = await asPortal(context, listReleasableSites);
  for (const { siteId } of sites) await asPortal(context, (scope) => releaseOnHold(scope, context, siteId));
}

/** A number that was nobody's has become a site's with a feed. */
export async function linkNewSites(context: Context): Promise<void> {
  await asPortal(context, linkKnown);
}

/** Those who decide are reminded, and what nobody answered ends, with a mail to whoever asked. */
export async function closeUnanswered(context: Context): Promise<void> {
  const { now } = context;
  await eachBatch(async () =>
    asPortal(context, async (scope) => {
      const ended = await expireUnanswered(scope, { before: expiredBefore(now), at: now, limit: AT_ONCE });
      const events = [];
      for (const request of ended) {
        await tellAsker(scope.query, context, request, { decision: "expired" });
        events.push(await eventOf(scope, request, "access-request.expired"));
      }
      await emitAll(scope.query, context, events);
      return ended.length;
    }),
  );
  await eachBatch(async () =>
    asPortal(context, async (scope) => {
      const waiting = await takeUnanswered(scope, { ...remindedBefore(now), at: now, limit: AT_ONCE });
      for (const request of waiting) {
        if (request.siteId === null || request.reviewSince === null) continue;
        const occasion = `reminder ${now.toISOString().slice(0, 10)}`;
        const waitingSince = dayOf(request.reviewSince);
        await tellDeciders(siteScopeOf(scope, request.siteId), context, request, { occasion, waitingSince });
      }
      return waiting.length;
    }),
  );
}

/** Until a batch is not full; each is a transaction of its own. */
async function eachBatch(work: () => Promise<number>): Promise<void> {
  for (let count = AT_ONCE; count === AT_ONCE; ) count = await work();
}
