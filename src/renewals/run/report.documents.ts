/** The deeds of a plan as people read them: site, quote, lines, amount, recipients, and by which rule. */
import type { VendorScope } from "../../access/index.ts";
import { listSiteFacts } from "../../agreements/index.ts";
import { currencyOf } from "../../catalog/index.ts";
import { type Addressee, listSiteAddressees } from "../../contacts/index.ts";
import type { Config } from "../../platform/config.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { quoteDay } from "../dates.rules.ts";
import type { Look } from "./look.documents.ts";
import type { DeedLine, ReportItem } from "./report.data.ts";
import type { MadeVersion, Rows } from "./rows.documents.ts";

interface Found extends Omit<ReportItem, "siteNumber" | "siteName" | "recipients"> {
  readonly toReseller: string | null;
  readonly isMailed: boolean;
}

/** Of one day, rehearsed; or, on null, of all that were really gone through: their quotes have their numbers. */
export function deedsOf(looks: readonly Look[], rows: Rows, config: Config, on: LocalDate | null): Found[] {
  const isIts = (day: LocalDate) => on === null || day === on;
  const versions = Map.groupBy(rows.versions, ({ siteId }) => siteId);
  return looks.flatMap((look) => {
    const made = versions.get(look.site.siteId) ?? [];
    const newest = new Map(made.map((version) => [version.quoteId, version]));
    return [
      ...made
        .filter(({ datedOn }) => isIts(datedOn))
        .map((version) => {
          const isNumbered = on === null || look.quotes.some(({ number }) => number === version.number);
          return quoted(look, version, { isNumbered, isNewest: newest.get(version.quoteId) === version });
        }),
      ...deferred(look, config, isIts),
      ...lapsed(look, config, isIts),
      ...renewing(look, config, made, isIts),
    ];
  });
}

const NO_QUOTE = { quoteNumber: null, version: null, dueOn: null, amount: null, toReseller: null };

function quoted(
  look: Look,
  made: MadeVersion,
  { isNumbered, isNewest }: { isNumbered: boolean; isNewest: boolean },
): Found {
  const { siteId, number, renewalOn, version, datedOn, dueOn, amount, currency, resellerEmail } = made;
  return {
    deed: version === 1 ? "issue" : "update",
    siteId,
    quoteNumber: isNumbered ? number : null,
    ...{ renewalOn, version, dueOn, amount, currency },
    lines: made.lines,
    rule: ruleOf(look, made, quoteDay(renewalOn, look.planned.quoteDays) === datedOn),
    toReseller: resellerEmail,
    isMailed: isNewest && dueOn >= look.days.through,
  };
}

function ruleOf({ planned }: Look, { version, renewalOn }: MadeVersion, isOnItsDay: boolean): string {
  if (version > 1) return "BR-73, A-42";
  const isOwn = planned.program === "PA" && planned.anniversary?.slice(5) !== renewalOn.slice(5);
  if (isOwn) return "A-41";
  return isOnItsDay ? "BR-68" : "BR-68, A-42";
}

function deferred(look: Look, config: Config, isIts: (day: LocalDate) => boolean): Found[] {
  const { site, plan } = look;
  const waiting = plan.after.offers.filter(
    ({ state, renewalOn }) => state === "deferred" && isIts(renewalOn),
  );
  return [...Map.groupBy(waiting, ({ renewalOn }) => renewalOn)]
    .filter(([renewalOn]) => renewalOn >= look.days.from)
    .map(([renewalOn, offers]) => ({
      ...NO_QUOTE,
      deed: "deferral" as const,
      siteId: site.siteId,
      quoteNumber: numberOf(look, renewalOn),
      renewalOn,
      currency: currencyOf(site.country, config),
      lines: offers.map(({ lineId, coveredFrom }) => bare(look, lineId, coveredFrom)),
      rule: "BR-70, BR-72",
      isMailed: false,
    }));
}

function lapsed(look: Look, config: Config, isIts: (day: LocalDate) => boolean): Found[] {
  const { site, plan } = look;
  const byDay = Map.groupBy(plan.lapses, ({ on }) => on);
  return [...byDay]
    .filter(([on]) => isIts(on))
    .map(([on, lapses]) => ({
      ...NO_QUOTE,
      deed: "lapse" as const,
      siteId: site.siteId,
      renewalOn: on,
      currency: currencyOf(site.country, config),
      lines: lapses.map(({ lineId }) => bare(look, lineId, on)),
      rule: "DOMAIN 3.18.7, 3.18.8",
      isMailed: true,
    }));
}

function renewing(
  look: Look,
  config: Config,
  made: readonly MadeVersion[],
  isIts: (day: LocalDate) => boolean,
): Found[] {
  const { site, plan, days } = look;
  return plan.bookings
    .filter(() => isIts(days.through))
    .map(({ renewalOn, lineIds }) => {
      const priced = made.findLast((version) => version.renewalOn === renewalOn)?.lines ?? [];
      const line = (lineId: string) =>
        priced.find((each) => each.lineId === lineId) ?? bare(look, lineId, renewalOn);
      return {
        ...NO_QUOTE,
        deed: "automatic" as const,
        siteId: site.siteId,
        quoteNumber: numberOf(look, renewalOn),
        renewalOn,
        dueOn: addDays(renewalOn, -1),
        currency: currencyOf(site.country, config),
        lines: lineIds.map(line),
        rule: "DOMAIN 3.18.13",
        isMailed: true,
      };
    });
}

function numberOf({ quotes }: Look, renewalOn: LocalDate): string | null {
  return quotes.find((quote) => quote.renewalOn === renewalOn)?.number ?? null;
}

function bare({ lines }: Look, lineId: string, coveredFrom: LocalDate): DeedLine {
  const { orderNumber = "", orderLine = 1, productName = "", quantity = 1 } = lines.get(lineId) ?? {};
  const nothing = { coveredThrough: null, months: null, amount: null };
  return { lineId, orderNumber, orderLine, productName, quantity, coveredFrom, ...nothing };
}

/** Who is written to, asked for at once for all of them. */
export async function toldItems(scope: VendorScope, found: readonly Found[]): Promise<ReportItem[]> {
  const sites = await listSiteFacts(scope, [...new Set(found.map(({ siteId }) => siteId))]);
  const facts = new Map(sites.map((site) => [site.siteId, site]));
  const addressees = await listSiteAddressees(scope, "RENEWAL", sites);
  return found.flatMap(({ toReseller, isMailed, ...item }): ReportItem[] => {
    const site = facts.get(item.siteId);
    if (site === undefined) return [];
    const to = isMailed ? recipientsOf(addressees.get(site.siteId) ?? null, toReseller) : [];
    return [{ ...item, siteNumber: site.number, siteName: site.name, recipients: to }];
  });
}

function recipientsOf(to: Addressee | null, reseller: string | null): string[] {
  return [...new Set([to?.email, reseller].filter((address) => address != null))];
}
