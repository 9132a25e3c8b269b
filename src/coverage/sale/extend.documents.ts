/** Coverage that an order of the portal itself brings, written in the order's own transaction. */
import type { SiteScope } from "../../access/index.ts";
import { anniversaryOf, type SiteFacts } from "../../agreements/index.ts";
import { type EntitlementLine, updateCoverage } from "../../entitlements/index.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { Problem } from "../../platform/problem.ts";
import { licenseCoverage, type Term } from "../rules.ts";
import { insertPeriods } from "../store.ts";
import { saleOf } from "./sale.rules.ts";

export interface NewLicense {
  readonly lineId: string;
  readonly orderLineId: string;
  readonly orderedOn: LocalDate;
}

/** The first period of lines that are new: 12 full months from their order (BR-67). */
export async function coverLicenses(scope: SiteScope, licenses: readonly NewLicense[]): Promise<void> {
  const periods = licenses.map(({ lineId, orderLineId, orderedOn }) => ({
    ...{ lineId, orderLineId, followsThrough: null, kind: "license" as const },
    ...licenseCoverage(orderedOn),
  }));
  await insertPeriods(scope, periods);
}

export interface ContinuedLine {
  readonly kind: "renewal" | "reinstatement";
  /** As it was read when it was locked. */
  readonly line: EntitlementLine;
  readonly orderLineId: string;
  /** What the buyer was told; null: whatever it comes to. */
  readonly months: number | null;
}

interface Order {
  readonly site: Pick<SiteFacts, "program" | "firstOrderedOn">;
  readonly orderedOn: LocalDate;
  readonly quoteDays: number;
}

/** Continues locked lines, all or none; answers each one's new term, in their order. */
export async function continueLines(
  scope: SiteScope,
  { site, orderedOn, quoteDays }: Order,
  continued: readonly ContinuedLine[],
): Promise<Term[]> {
  const rhythm = { program: site.program, anniversary: anniversaryOf(site) };
  const periods = continued.map(({ kind, line, orderLineId, months }) => {
    const term = saleOf({ kind, orderedOn, coveredThrough: line.coveredThrough, rhythm, quoteDays, months });
    if (typeof term === "string") throw new Problem(409, term, factsOf(line));
    return { ...term, kind, orderLineId, lineId: line.id, followsThrough: line.coveredThrough };
  });
  const written = await insertPeriods(scope, periods);
  const late = continued.find(({ line }) => !written.includes(line.id)) ?? continued.at(-1); // or the same line twice
  if (written.length < continued.length && late !== undefined)
    throw new Problem(409, "renewed_already", factsOf(late.line));
  await updateCoverage(
    scope,
    continued.map(({ line }, place) => runOf(line, periods[place] ?? line)),
  );
  return periods;
}

function factsOf({ id, orderNumber, orderLine, productName, coveredThrough }: EntitlementLine) {
  return { lineId: id, order: orderNumber, line: orderLine, product: productName, through: coveredThrough };
}

/** The line's unbroken run of coverage after the term: longer, or begun anew after a gap. */
function runOf(line: EntitlementLine, term: Pick<EntitlementLine, "coveredFrom" | "coveredThrough">) {
  const isUnbroken = line.coveredThrough !== null && addDays(line.coveredThrough, 1) === term.coveredFrom;
  const coveredFrom = isUnbroken ? line.coveredFrom : term.coveredFrom;
  return { lineId: line.id, coveredFrom, coveredThrough: term.coveredThrough };
}
