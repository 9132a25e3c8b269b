/** The site's key administrators are told of everything that licence support does for them. Source: BAR 64. */
import type { SiteScope } from "../../access/index.ts";
import { longSiteNumber, type SiteFacts } from "../../agreements/index.ts";
import { notifyKeyAdministrators } from "../../key-members/index.ts";
import type { Context } from "../../platform/context.ts";
import type { HelpFacts } from "./mails.ts";

export async function tellOfHelp(
  scope: SiteScope,
  context: Context,
  {
    site,
    what,
    keyId,
    facts,
    ticket,
  }: {
    site: SiteFacts;
    what: HelpFacts["what"];
    keyId: string;
    facts: Readonly<Record<string, unknown>>;
    ticket: string;
  },
): Promise<void> {
  const told: HelpFacts = {
    siteId: site.siteId,
    siteNumber: longSiteNumber(site.number),
    siteName: site.name,
    what,
    product: String(facts["product"]),
    quantity: Number(facts["quantity"]),
    host: String(facts["host"]),
    ticket,
  };
  const notice = { template: "license-key.on-behalf", facts: { ...told } };
  await notifyKeyAdministrators(scope, context, {
    ...notice,
    dedupeKey: `on-behalf ${keyId} ${context.requestId}`,
  });
}
