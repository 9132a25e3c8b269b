/** Keeps agreements' price levels what their points make them. Safe to run twice, and at once. */
import { asPortal, type VendorScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addMonths, dateOf } from "../../platform/dates.ts";
import { emitAll } from "../../platform/events.ts";
import {
  type AgreementLevel,
  insertLevels,
  listAgreementLevels,
  listOrderPoints,
  lockLevels,
  type OrderPoints,
} from "./points.store.ts";
import { type Earned, type HeldLevel, levelsDue } from "./rules.ts";

export const REFRESH_LEVELS = "catalog.refresh-levels";

const AT_ONCE = 500;

/** The running term and the one before it, each of 13 months at most. */
const MONTHS = 26;

/** Where the feed says the levels, there is nothing to do. Answers how many agreements have a new one. */
export async function refreshLevels(context: Context): Promise<number> {
  if (context.portal.config.priceLevels !== "points") return 0;
  let changed = 0;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const done = await asPortal(context, (scope) => refreshSome(scope, context, after ?? ""));
    changed += done.changed;
    after = done.last;
  }
  return changed;
}

async function refreshSome(scope: VendorScope, context: Context, after: string) {
  await lockLevels(scope);
  const agreements = await listAgreementLevels(scope, { after, limit: AT_ONCE });
  const ids = agreements.map(({ agreementId }) => agreementId);
  const since = addMonths(today(context), -MONTHS);
  const orders = Map.groupBy(await listOrderPoints(scope.query, ids, since), (each) => each.agreementId);
  const changes = agreements
    .map((agreement) => ({
      agreement,
      due: dueOf(context, agreement, orders.get(agreement.agreementId) ?? []),
    }))
    .filter(({ due }) => due.length > 0);
  await insertLevels(
    scope,
    changes.flatMap(({ agreement, due }) =>
      due.map((each) => ({ agreementId: agreement.agreementId, ...each })),
    ),
  );
  const events = changes.map(({ agreement, due }) => {
    const facts = {
      agreement: agreement.number,
      from: agreement.level,
      to: due.at(-1)?.level ?? "",
      days: due,
    };
    return { name: "level.changed", facts };
  });
  await emitAll(scope.query, context, events);
  return { changed: changes.length, last: agreements.length < AT_ONCE ? undefined : ids.at(-1) };
}

function dueOf(context: Context, agreement: AgreementLevel, orders: readonly OrderPoints[]): HeldLevel[] {
  const { firstOrderedOn, level, validFrom, country } = agreement;
  return levelsDue({
    firstOrderedOn,
    earned: orders.map(earnedOf),
    held: { level, validFrom },
    thresholds: context.portal.config.levelPoints,
    today: today(context, timeZoneOf(country)),
  });
}

/** An order counts from the later of its own day and the one on which it came, in its site's calendar. */
export function earnedOf({ country, orderedOn, bookedAt, points }: OrderPoints): Earned {
  const cameOn = dateOf(new Date(bookedAt), timeZoneOf(country));
  return { orderedOn, arrivedOn: cameOn > orderedOn ? cameOn : orderedOn, points };
}
