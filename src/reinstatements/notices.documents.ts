/** D-26: the offer to bring coverage back, when lines have lapsed. One mail a site and day, to whoever receives renewals. */
import { type SiteScope, siteScopeOf, type VendorScope } from "../access/index.ts";
import { findSiteFacts, timeZoneOf } from "../agreements/index.ts";
import { addresseeOf } from "../contacts/index.ts";
import { type Context, today } from "../platform/context.ts";
import { queueMail } from "../platform/mail/queue.ts";
import { offerFactsOf } from "./mails.ts";
import { listReinstatementOffers } from "./offers.documents.ts";

export interface LapsedLines {
  readonly siteId: string;
  readonly lineIds: readonly string[];
}

/** Sites without anybody to write to are left out, and lines that are covered again. */
export async function queueReinstatementMails(
  scope: VendorScope,
  context: Context,
  lapsed: readonly LapsedLines[],
): Promise<void> {
  for (const { siteId, lineIds } of lapsed) await queueOne(siteScopeOf(scope, siteId), context, lineIds);
}

async function queueOne(scope: SiteScope, context: Context, lineIds: readonly string[]): Promise<void> {
  const site = await findSiteFacts(scope);
  const to = site && (await addresseeOf(scope, "RENEWAL"));
  if (site === undefined || to === null || to === undefined) return;
  const offers = await listReinstatementOffers(scope, context, site, lineIds);
  if (offers.length === 0) return;
  const { salesEmail: sales } = context.portal.config;
  const facts = offerFactsOf(site, { name: to.name, sales, lines: offers });
  await queueMail(scope.query, context, {
    to: to.email,
    language: to.language,
    template: "reinstatement-offer",
    facts: { ...facts },
    dedupeKey: `reinstatement-offer ${site.siteId} ${today(context, timeZoneOf(site.country))}`,
    about: { siteId: site.siteId },
  });
}
