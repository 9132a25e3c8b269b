/**
 * The daily look at every site: who does not answer, who does not come, where nobody could step in.
 *
 * Each finding is told once, when it appears; it goes when its cause goes. Two looks at once tell once: the rows of
 * `site_warnings` decide who was first. Source: issue 3, "the site that cannot be orphaned".
 */
import { asPortal, type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { closeCareRequest, openCareRequest } from "../../care/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emitAll } from "../../platform/events.ts";
import { isBouncing } from "../../platform/mail/queue.ts";
import { findPrimary, listAdministrators, listSuccessors } from "../people.store.ts";
import { type Cause, causesOf, isForCare, isUrgent } from "../rules.ts";
import { nameOf, tell } from "../tell.operations.ts";
import {
  deleteWarnings,
  findStanding,
  insertWarnings,
  listWarnings,
  listWatchedSites,
  type Standing,
  updateEscalated,
} from "./watch.store.ts";

export const LOOK = "succession.look";

const SITES_AT_ONCE = 1000;

/** A job for each site: one that fails keeps no other from being looked at. */
export async function queueLooks(context: Context): Promise<void> {
  for (let after = "", isMore = true; isMore; ) {
    const ids = await asPortal(context, async (scope) => {
      const sites = await listWatchedSites(scope, { after, limit: SITES_AT_ONCE });
      const looks = sites.map((siteId) => ({ siteId }));
      await context.portal.jobs.enqueue(scope.query, LOOK, looks);
      return sites;
    });
    after = ids.at(-1) ?? "";
    isMore = ids.length === SITES_AT_ONCE;
  }
}

/** After the place has changed hands nobody should wait for the next morning. */
export async function queueLook({ query, siteId }: SiteScope, { portal }: Context): Promise<void> {
  await portal.jobs.enqueue(query, LOOK, [{ siteId }]);
}

export async function lookAtSite(context: Context, siteId: string): Promise<void> {
  await asPortal(context, async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const site = await findSiteFacts(scope);
    if (site === undefined) return;
    const day = today(context, timeZoneOf(site.country));
    const standing = await findStanding(scope, day);
    if (standing === undefined) return;
    const causes = await causesNow(scope, context, { standing, day });
    const gone = await deleteWarnings(scope, { except: causes });
    const found = await insertWarnings(scope, { causes, since: day, at: context.now });
    for (const cause of found) await tellOf(scope, context, cause);
    await tellCare(vendor, context, { site, day });
    const lifted = gone.map((cause) => ({ name: "site-warning.lifted", siteId, facts: { cause } }));
    const raised = found.map((cause) => ({ name: "site-warning.raised", siteId, facts: { cause } }));
    await emitAll(scope.query, context, [...lifted, ...raised]);
  });
}

async function causesNow(
  { query }: SiteScope,
  { portal }: Context,
  { standing, day }: { standing: Standing; day: LocalDate },
): Promise<Cause[]> {
  const { email, ...rest } = standing;
  const watched = { ...rest, isBouncing: email !== null && (await isBouncing(query, email)) };
  return causesOf(watched, { today: day, unseenMonths: portal.config.primaryUnseenMonths });
}

/** Those who manage access, but nobody by a mailbox that sends everything back; and who comes next. */
async function tellOf(scope: SiteScope, context: Context, cause: Cause): Promise<void> {
  const primary = await findPrimary(scope);
  const administrators = await listAdministrators(scope, today(context));
  const to = administrators.filter(({ role }) => cause !== "mail-bounces" || role !== "primary");
  const [next] = isUrgent(cause) ? await listSuccessors(scope, today(context)) : [];
  const facts = { cause, primary: primary === undefined ? "" : nameOf(primary) };
  const about = `${scope.siteId} ${cause} ${today(context)}`;
  await tell(scope, context, [
    { to, template: "succession-warning", facts, about },
    { to: next === undefined ? [] : [next], template: "succession-asked", facts, about },
  ]);
}

/** One work item a site, whatever the causes; it is taken back when the last of them is gone. */
async function tellCare(
  vendor: VendorScope,
  context: Context,
  { site, day }: { site: SiteFacts; day: LocalDate },
): Promise<void> {
  const scope = siteScopeOf(vendor, site.siteId);
  const matter = { kind: "unattended-site", subjectId: site.siteId } as const;
  const due = (await listWarnings(scope)).filter((warning) => isForCare(warning, day));
  if (due.length === 0) return closeCareRequest(vendor, context, { ...matter, outcome: "attended" });
  const told = due.filter(({ escalatedAt }) => escalatedAt === null);
  for (const { cause } of told) {
    if (!(await updateEscalated(scope, cause, context.now))) continue;
    const { siteId, number: siteNumber, name, country, language } = site;
    const of = { siteId, siteNumber, country, language, requesterName: name, requesterEmail: null };
    await openCareRequest(vendor, context, { ...matter, ...of, team: "care", personId: null });
  }
}
