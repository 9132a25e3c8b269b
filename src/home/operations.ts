/** What a site's home shows, in one look: each part only for those who may see it. */
import { authorize, decideAccess, type MemberScope, type Permission } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { listDownloads, type PastDownload } from "../downloads/index.ts";
import {
  type CoverageCount,
  countCoverage,
  countEndingByMonth,
  type EndingLine,
  listEndingNext,
  listProofs,
  type ProofSummary,
} from "../entitlements/index.ts";
import { listOrders, type OrderSummary } from "../orders/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { listTasks, type Task } from "./tasks.operations.ts";

const SHOWN = 5;
const MONTHS = 12;

export interface Coverage {
  readonly count: CoverageCount;
  readonly endingNext: readonly EndingLine[];
  readonly endingByMonth: readonly { readonly month: LocalDate; readonly count: number }[];
}

/** A part is null for a person who may not see it. */
export interface Home {
  /** The day it is where the site is. */
  readonly today: LocalDate;
  readonly tasks: readonly Task[];
  readonly coverage: Coverage | null;
  readonly orders: readonly OrderSummary[] | null;
  readonly proofs: readonly ProofSummary[] | null;
  readonly downloads: readonly PastDownload[] | null;
  /** Whether the reader may have lapsed coverage back by an order of the own. */
  readonly mayReinstate: boolean;
}

export async function readHome(context: Context, siteId: string): Promise<Home> {
  return authorize(context, "site.read", siteId, async (scope) => {
    const day = today(context, timeZoneOf(scope.country));
    const first = { after: null, limit: SHOWN };
    const ifAllowed = async <Part>(permission: Permission, read: () => Promise<Part>) =>
      may(scope, permission, today(context)) ? read() : null;
    return {
      today: day,
      tasks: await listTasks(scope, context),
      coverage: await ifAllowed("entitlement.read", () => readCoverage(scope, day)),
      orders: await ifAllowed("order.read", () =>
        latest(listOrders(scope, { ...first, sort: "-orderedOn" })),
      ),
      proofs: await ifAllowed("proof.read", () => latest(listProofs(scope, first))),
      downloads: await ifAllowed("download.read", () => latest(listDownloads(scope, first))),
      mayReinstate: may(scope, "order.place", today(context)),
    };
  });
}

function may({ grant, program }: MemberScope, permission: Permission, day: LocalDate): boolean {
  return decideAccess({ grant, program, permission, today: day }).kind === "allowed";
}

async function readCoverage(scope: MemberScope, day: LocalDate): Promise<Coverage> {
  return {
    count: await countCoverage(scope, day),
    endingNext: await listEndingNext(scope, day, SHOWN),
    endingByMonth: await countEndingByMonth(scope, day, MONTHS),
  };
}

/** Lists give one row more than asked, to tell that they go on. */
async function latest<Row>(rows: Promise<readonly Row[]>): Promise<readonly Row[]> {
  return (await rows).slice(0, SHOWN);
}
