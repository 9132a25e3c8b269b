/** D-26: the offer to bring coverage back, when lines have lapsed. One mail a site and day, to whoever receives renewals. */
import type { VendorScope } from "../access/index.ts";
import { listSiteFacts, timeZoneOf } from "../agreements/index.ts";
import { listSiteAddressees } from "../contacts/index.ts";
import { type Context, today } from "../platform/context.ts";
import { type Message, queueMails } from "../platform/mail/queue.ts";
import { offerFactsOf } from "./mails.ts";
import { listOffersOfSites } from "./offers.documents.ts";

export interface LapsedLines {
  readonly siteId: string;
  readonly lineIds: readonly string[];
}

/** So many sites at a time, whatever the caller brings. */
const AT_ONCE = 500;

/**
 * Sites without anybody to write to are left out, and lines that are covered again. The same few statements for one site
 * as for hundreds. Of a site that is named twice the first counts.
 */
export async function queueReinstatementMails(
  scope: VendorScope,
  context: Context,
  lapsed: readonly LapsedLines[],
): Promise<void> {
  for (let at = 0; at < lapsed.length; at += AT_ONCE) {
    await queueSome(scope, context, lapsed.slice(at, at + AT_ONCE));
  }
}

async function queueSome(
  scope: VendorScope,
  context: Context,
  lapsed: readonly LapsedLines[],
): Promise<void> {
  const linesOf = new Map(lapsed.toReversed().map(({ siteId, lineIds }) => [siteId, lineIds]));
  const sites = await listSiteFacts(scope, [...linesOf.keys()]);
  const addressees = await listSiteAddressees(scope, "RENEWAL", sites);
  const reached = sites.filter(({ siteId }) => addressees.get(siteId) != null);
  const asked = reached.map((site) => ({ site, lineIds: linesOf.get(site.siteId) ?? [] }));
  const { salesEmail: sales } = context.portal.config;
  const messages = (await listOffersOfSites(scope, context, asked)).flatMap(({ site, offers }): Message[] => {
    const to = addressees.get(site.siteId) ?? null;
    if (to === null) return [];
    const facts = offerFactsOf(site, { name: to.name, sales, lines: offers });
    return [
      {
        to: to.email,
        language: to.language,
        template: "reinstatement-offer",
        facts: { ...facts },
        dedupeKey: `reinstatement-offer ${site.siteId} ${today(context, timeZoneOf(site.country))}`,
        about: { siteId: site.siteId },
      },
    ];
  });
  await queueMails(scope.query, context, messages);
}
