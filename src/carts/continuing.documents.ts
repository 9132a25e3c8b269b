/** What continues a line of the site: its renewal while it is covered, its reinstatement once it has lapsed. */
import type { SiteScope } from "../access/index.ts";
import { type SiteFacts, timeZoneOf } from "../agreements/index.ts";
import { type EntitlementLine, statusOf } from "../entitlements/index.ts";
import { type Context, today } from "../platform/context.ts";
import { addDays } from "../platform/dates.ts";
import { Problem } from "../platform/problem.ts";
import { listReinstatementOffers } from "../reinstatements/index.ts";
import { listQuotes } from "../renewals/index.ts";
import type { KeptLine } from "./store.ts";

type Continuing = Omit<KeptLine, "id">;

export async function continuingLine(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  line: EntitlementLine,
): Promise<Continuing> {
  const status = statusOf(line, today(context, timeZoneOf(site.country)));
  if (status === "none") throw new Problem(409, "never_covered", factsOf(line));
  return status === "lapsed" ? reinstatementOf(scope, context, site, line) : renewalOf(scope, context, line);
}

async function reinstatementOf(
  scope: SiteScope,
  context: Context,
  site: SiteFacts,
  line: EntitlementLine,
): Promise<Continuing> {
  const [offer] = await listReinstatementOffers(scope, context, site, [line.id]);
  if (offer === undefined || offer.obstacle !== null || offer.partNumber === null) {
    const { salesEmail: sales } = context.portal.config;
    const reason = offer?.obstacle ?? null;
    throw new Problem(409, "reinstatement_not_offered", { ...factsOf(line), reason, sales });
  }
  const { partNumber, quantity } = offer;
  return { partNumber, quantity, lineId: line.id, quoteId: null, quoteVersion: null };
}

/** From the quote that offers it; before its quote is made, nothing can be renewed. */
async function renewalOf(
  scope: SiteScope,
  { portal: { config } }: Context,
  line: EntitlementLine,
): Promise<Continuing> {
  for (const { quoteId, version, lines } of await listQuotes(scope)) {
    const quoted = lines.find(
      ({ lineId, state }) => lineId === line.id && (state === "open" || state === "deferred"),
    );
    if (quoted === undefined) continue;
    const { partNumber, quantity } = quoted;
    if (partNumber === null) {
      throw new Problem(409, "renewal_price_missing", { lineIds: [line.id], sales: config.salesEmail });
    }
    return { partNumber, quantity, lineId: line.id, quoteId, quoteVersion: version };
  }
  const through = line.coveredThrough ?? line.orderedOn;
  const quotedFrom = addDays(through, 1 - config.quoteDays);
  throw new Problem(409, "not_yet_renewable", { ...factsOf(line), rule: "BR-68", quotedFrom });
}

function factsOf({ id, orderNumber, orderLine, productName, coveredThrough }: EntitlementLine) {
  return { lineId: id, order: orderNumber, line: orderLine, product: productName, through: coveredThrough };
}
