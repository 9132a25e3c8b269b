/**
 * Seeing a site as one of its people does: for the vendor's care, with a reason and a ticket, for half an hour at most,
 * reading only. The site's history tells that it began, each page that was looked at, and its end.
 *
 * Source: BAR 64, ASVS 8.3.3.
 */
import {
  asPortal,
  authorizeVendor,
  findGrant,
  listSiteGrants,
  siteScopeOf,
  type VendorScope,
} from "../../access/index.ts";
import { findSiteFacts, recordLooks, type SiteFacts } from "../../agreements/index.ts";
import { listPeople, type PersonRow } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { type AskedRoute, endOfView, LONGEST_MINUTES, refusedInView } from "./views.rules.ts";
import { addPath, endExpiredViews, endView, insertView, listViews, type ViewRow } from "./views.store.ts";

export interface ViewAsked {
  readonly siteId: string;
  readonly personId: string;
  readonly reason: string;
  readonly ticket: string;
  readonly minutes?: number | undefined;
}

export interface StartedView {
  readonly id: string;
  readonly siteId: string;
  readonly personId: string;
  readonly startedAt: string;
  readonly until: string;
}

export async function startView(context: Context, asked: ViewAsked): Promise<StartedView> {
  const { siteId, personId, reason, ticket, minutes = LONGEST_MINUTES } = asked;
  const { actor, now } = context;
  return authorizeVendor(context, "site.view", async (vendor) => {
    // A program has no session that a person could be seen through.
    if (actor.kind !== "person" || actor.sessionId === undefined)
      throw new Problem(403, "view_needs_session");
    const { sessionId, personId: staffPersonId } = actor;
    const scope = siteScopeOf(vendor, siteId);
    const site = found(await findSiteFacts(scope), "site");
    const person = await memberOf(vendor, context, { siteId, personId });
    await endExpiredViews(vendor, sessionId, now);
    const id = newId("view", now);
    const until = endOfView(now, minutes);
    const row = { id, personId, staffPersonId, sessionId, reason, ticket, startedAt: now, until };
    if (!(await insertView(scope, row))) throw new Problem(409, "view_running");
    const facts = { as: person.email, reason, ticket, until: until.toISOString(), viewId: id };
    await emit(vendor.query, context, { name: "view.started", siteId: site.siteId, facts });
    return { id, siteId, personId, startedAt: now.toISOString(), until: until.toISOString() };
  });
}

/** A member whose access lasts today: nobody else sees anything that could be seen with him. */
async function memberOf(
  vendor: VendorScope,
  context: Context,
  { siteId, personId }: { siteId: string; personId: string },
): Promise<PersonRow> {
  const grant = await findGrant(vendor.query, personId, siteId);
  const isOver = grant?.validThrough != null && grant.validThrough < today(context);
  const [person] = grant === undefined || isOver ? [] : await listPeople(vendor.query, [personId]);
  return found(person, "member");
}

export interface Viewable {
  readonly site: SiteFacts;
  readonly members: readonly PersonRow[];
}

const MOST_OFFERED = 200;

/** As whom a site can be seen. */
export async function readViewable(context: Context, siteId: string): Promise<Viewable> {
  return authorizeVendor(context, "site.view", async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const site = found(await findSiteFacts(scope), "site");
    const grants = await listSiteGrants(scope, { today: today(context), limit: MOST_OFFERED });
    const people = new Map(
      (
        await listPeople(
          vendor.query,
          grants.map(({ personId }) => personId),
        )
      ).map((person) => [person.id, person]),
    );
    await recordLooks(vendor, context, [{ siteId, looked: ["members"], request: null }]);
    return { site, members: grants.flatMap(({ personId }) => people.get(personId) ?? []) };
  });
}

export interface NamedView extends ViewRow {
  readonly as: string;
  readonly by: string;
}

export async function readViews(
  context: Context,
  { siteId, after, limit }: { siteId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Listed<NamedView>> {
  const { secrets } = context.portal;
  const list = `views ${siteId ?? ""}`;
  const place = readPlace(secrets, list, after);
  return authorizeVendor(context, "site.view", async (vendor) => {
    const rows = await listViews(vendor, { siteId: siteId ?? null, after: place, limit });
    const { items, end } = pageOf(rows, limit, ({ startedAt, id }) => ({ value: startedAt, id }));
    const ids = new Set(items.flatMap(({ personId, staffPersonId }) => [personId, staffPersonId]));
    const people = new Map((await listPeople(vendor.query, [...ids])).map(({ id, email }) => [id, email]));
    const named = items.map((view) => ({
      ...view,
      as: people.get(view.personId) ?? view.personId,
      by: people.get(view.staffPersonId) ?? view.staffPersonId,
    }));
    return { items: named, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

export async function endCurrentView(context: Context): Promise<void> {
  const view = viewOf(context);
  if (view === undefined) throw new Problem(404, "view_not_found");
  const { siteId, viewId } = view;
  await asPortal(context, async (vendor) => {
    const ended = await endView(siteScopeOf(vendor, siteId), { viewId, at: context.now });
    if (ended === undefined) return;
    await emit(vendor.query, context, { name: "view.ended", siteId, facts: { ...ended, viewId } });
  });
}

/** What a request may not do because it is made in a view. Asked before any route runs. */
export function checkView(context: Context, asked: AskedRoute): void {
  if (viewOf(context) === undefined) return;
  const refusal = refusedInView(asked);
  if (refusal !== null) throw new Problem(403, refusal);
}

/** A page of the site that is looked at in a view, in the site's history before it is shown: once a view and address. */
export async function recordPage(
  context: Context,
  { path, siteId }: { path: string; siteId: string | undefined },
): Promise<void> {
  const view = viewOf(context);
  if (view === undefined || view.siteId !== siteId) return;
  const { viewId } = view;
  await asPortal(context, async (vendor) => {
    const added = await addPath(siteScopeOf(vendor, siteId), { viewId, path: path.slice(0, 300) });
    if (added === undefined) return;
    const facts = { path: path.slice(0, 300), as: context.person?.email ?? "", ...added, viewId };
    await emit(vendor.query, context, { name: "page.viewed", siteId, facts });
  });
}

function viewOf({ actor }: Context) {
  return actor.kind === "person" ? actor.view : undefined;
}
