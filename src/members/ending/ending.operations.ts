/** Access that ends by itself: told in time, and taken away when its last day is over. */
import {
  asPortal,
  deleteEndedGrant,
  listGrantors,
  lockSite,
  siteScopeOf,
  type VendorScope,
} from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { listPeople } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { queueMails } from "../../platform/mail/queue.ts";
import { deleteOldLists } from "../imports/store.ts";
import type { EndingFacts } from "../mails.ts";
import { shownName } from "../member.rules.ts";
import { type EndingGrant, listEnded, listEnding } from "./ending.store.ts";

const PAGE = 200;
const TOLD_DAYS = 14;
const LIST_HOURS = 24;

/** What is over has no force already: it is taken away so that its place is free again. Safe to run twice. */
export async function endAccess(context: Context): Promise<void> {
  const day = today(context);
  for (let isMore = true; isMore; ) {
    const ended = await asPortal(context, (scope) => listEnded(scope, day, PAGE));
    let taken = 0;
    for (const grant of ended)
      if (await asPortal(context, (scope) => endOne(scope, context, grant))) taken += 1;
    isMore = ended.length === PAGE && taken > 0;
  }
  await asPortal(context, (scope) =>
    deleteOldLists(scope, new Date(context.now.getTime() - LIST_HOURS * 3_600_000)),
  );
}

async function endOne(scope: VendorScope, context: Context, grant: EndingGrant): Promise<boolean> {
  const { siteId, personId, email, role, validThrough } = grant;
  const site = siteScopeOf(scope, siteId);
  await lockSite(site);
  if (!(await deleteEndedGrant(site, personId, today(context)))) return false;
  await emit(scope.query, context, {
    name: "member.ended",
    siteId,
    facts: { personId, email, role, validThrough },
  });
  return true;
}

/** Tells those who manage access, once for each end. */
export async function announceEnds(context: Context): Promise<void> {
  let after = { siteId: "", personId: "" };
  for (let isMore = true; isMore; ) {
    const asked = { today: today(context), days: TOLD_DAYS, after, limit: PAGE };
    const ending = await asPortal(context, (scope) => listEnding(scope, asked));
    for (const grant of ending) {
      await asPortal(context, (scope) => announce(scope, context, grant));
      after = grant;
    }
    isMore = ending.length === PAGE;
  }
}

async function announce(scope: VendorScope, context: Context, grant: EndingGrant): Promise<void> {
  const { siteId, personId, role, validThrough } = grant;
  const site = await findSiteFacts(siteScopeOf(scope, siteId));
  if (site === undefined) return;
  const facts: EndingFacts = {
    siteId,
    siteName: site.name,
    siteNumber: site.number,
    personId,
    name: shownName(grant) ?? grant.email,
    role,
    validThrough,
  };
  const able = await listGrantors(scope.query, siteId, today(context));
  const grantors = await listPeople(
    scope.query,
    able.map(({ personId }) => personId),
  );
  const mails = grantors.map(({ id, email, language }) => ({
    to: email,
    language,
    template: "member.ending",
    facts: { ...facts },
    dedupeKey: `member ending ${siteId} ${personId} ${validThrough} ${id}`,
  }));
  await queueMails(scope.query, context, mails);
}
