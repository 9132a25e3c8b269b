/** Which price level a site has, since when, and what its agreement's orders make of it. */
import { asPortal, authorize } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays, addMonths, type LocalDate } from "../../platform/dates.ts";
import { found } from "../../platform/problem.ts";
import { currencyOf } from "../prices/rules.ts";
import type { Level } from "./levels.data.ts";
import { findFirstOrder, listOrderPoints } from "./points.store.ts";
import { earnedOf } from "./refresh.operations.ts";
import { levelOfOrder, levelOfPoints, nextLevel, pointsOf, type Term, termAround } from "./rules.ts";
import { listSaidLevels, type SaidLevel } from "./store.ts";

export interface PriceLevel {
  readonly site: SiteFacts;
  readonly currency: string;
  readonly level: Level;
  /** Null: from the beginning. */
  readonly since: LocalDate | null;
  /** Who says it: the feed, or the points of what was bought. */
  readonly mode: "feed" | "points";
  /** The newest first; none without an agreement. */
  readonly history: readonly SaidLevel[];
  /** Null where there is no agreement, no order yet, or no part with points. */
  readonly standing: Standing | null;
}

export interface Standing {
  readonly term: Term;
  readonly points: number;
  /** What this term's points will earn. */
  readonly earned: Level;
  readonly next: { readonly level: Level; readonly points: number; readonly missing: number } | null;
  /** The next anniversary. */
  readonly resetsOn: LocalDate;
}

export async function readPriceLevel(context: Context, siteId: string): Promise<PriceLevel> {
  const { config } = context.portal;
  const seen = await authorize(context, "price.read", siteId, async (scope) => {
    const day = today(context, timeZoneOf(scope.country));
    return {
      day,
      site: found(await findSiteFacts(scope), "site"),
      history: await listSaidLevels(scope, day),
    };
  });
  const { day, site, history } = seen;
  const newest = history[0];
  const level = newest?.level ?? "BL";
  return {
    site,
    history,
    level,
    currency: currencyOf(site.country, config),
    since: sinceOf(history),
    mode: config.priceLevels,
    standing:
      newest === undefined
        ? null
        : await readStanding(context, { agreementId: newest.agreementId, level, day }),
  };
}

const EVER = "1900-01-01";

/** The day from which the same level was said again and again. */
function sinceOf(history: readonly SaidLevel[]): LocalDate | null {
  const change = history.findIndex(({ level }) => level !== history[0]?.level);
  const first = history.at(change === -1 ? -1 : change - 1)?.validFrom;
  return first === undefined || first <= EVER ? null : first;
}

interface Standpoint {
  readonly agreementId: string;
  readonly level: Level;
  readonly day: LocalDate;
}

/** The sum over all sites of the agreement: a site's people see no order of another site in it. */
async function readStanding(
  context: Context,
  { agreementId, level, day }: Standpoint,
): Promise<Standing | null> {
  const thresholds = context.portal.config.levelPoints;
  return asPortal(context, async (scope) => {
    const firstOrderedOn = await findFirstOrder(scope, agreementId);
    if (firstOrderedOn === null || firstOrderedOn > day) return null;
    const term = termAround(firstOrderedOn, day);
    const orders = await listOrderPoints(scope.query, [agreementId], addMonths(term.from, -1));
    const points = pointsOf(orders.map(earnedOf), term, day);
    const next = nextLevel(levelOfOrder(points, level, thresholds), thresholds);
    return {
      term,
      points,
      earned: levelOfPoints(points, thresholds),
      next: next === undefined ? null : { ...next, missing: next.points - points },
      resetsOn: addDays(term.through, 1),
    };
  });
}
