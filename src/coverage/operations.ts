/** One entitlement line as its site's people read it: what it is, and which days were, are and will be covered. */
import { authorize, decideAccess } from "../access/index.ts";
import { listLifecycle, listParts, type PartFacts, type VersionLife } from "../catalog/index.ts";
import {
  type EntitlementLine,
  findLine,
  type LineStatus,
  listLatestProofs,
  statusOf,
} from "../entitlements/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { found } from "../platform/problem.ts";
import { type Gap, gapsOf, type Outlook, outlookOf } from "./site/gaps.rules.ts";
import { siteDayOf } from "./site/operations.ts";
import { type CoveragePeriod, listPeriods } from "./store.ts";

export interface CoveredLine extends EntitlementLine, Outlook {
  readonly status: LineStatus;
  /** The day of the site's own calendar on which the status is judged. */
  readonly today: LocalDate;
  readonly periods: readonly CoveragePeriod[];
  /** Days that are not covered, between them and since the last. */
  readonly gaps: readonly Gap[];
  readonly part: PartFacts | null;
  /** Of the product: coverage does not prolong the service of any. */
  readonly versions: readonly VersionLife[];
  /** The newest proof of its order, when the reader may see proofs and there is one. */
  readonly proofId: string | null;
  /** Whether the reader may have its coverage back by an order of the own. */
  readonly mayReinstate: boolean;
}

export async function readLine(context: Context, siteId: string, lineId: string): Promise<CoveredLine> {
  return authorize(context, "entitlement.read", siteId, async (scope) => {
    const line = found(await findLine(scope, lineId), "entitlement_line");
    const periods = await listPeriods(scope, line.id);
    const [part = null] = await listParts(scope.query, [line.partNumber]);
    const { today: day, rhythm } = await siteDayOf(scope, context);
    const access = decideAccess({ ...scope, permission: "proof.read", today: today(context) });
    const [proof] = access.kind === "allowed" ? await listLatestProofs(scope, [line.orderNumber]) : [];
    return {
      ...line,
      status: statusOf(line, day),
      today: day,
      periods,
      gaps: gapsOf(periods, day),
      ...outlookOf(line.coveredThrough, rhythm, day),
      part,
      versions: await listLifecycle(scope.query, [line.productCode], day),
      proofId: proof?.id ?? null,
      mayReinstate:
        decideAccess({ ...scope, permission: "order.place", today: today(context) }).kind === "allowed",
    };
  });
}
