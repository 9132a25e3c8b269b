/** What must hold before lines move: who consented, whose programs they are, and what each part is called there. */
import type { VendorScope } from "../../access/index.ts";
import type { SiteFacts } from "../../agreements/index.ts";
import { listParts, type PartFacts } from "../../catalog/index.ts";
import type { Context } from "../../platform/context.ts";
import { Problem } from "../../platform/problem.ts";
import { isLicenseIn, isSecondExpressSite, waitsFor } from "../rules.ts";
import { mapParts } from "../shown/parts.documents.ts";
import type { Transfer } from "../transfer.data.ts";

/** Where the vendor has named no part for the other program. */
export interface PartEntered {
  readonly place: number;
  readonly partNumber: string;
}

/** Nobody decides on what he asked for himself or consented to. Source: BAR 18. */
export function checkConsents(
  { actor }: Context,
  transfer: Transfer,
  { source, target }: { source: SiteFacts; target: SiteFacts },
) {
  const waits = waitsFor({ ...transfer, state: "ready" });
  if (waits.includes("source-consent") || waits.includes("target-consent"))
    throw new Problem(409, "transfer_consent_missing", { waits });
  if (isSecondExpressSite(source.program, target.program))
    throw new Problem(409, "express_single_site", { rule: "BR-78h" });
  const { requestedBy, sourceConsentedBy, targetConsentedBy } = transfer;
  if (actor.kind === "person" && [requestedBy, sourceConsentedBy, targetConsentedBy].includes(actor.personId))
    throw new Problem(409, "transfer_by_oneself", { rule: "BAR 18" });
}

/** By the line's place; a line without one has no part that is known. */
export async function partsOf(
  { query }: VendorScope,
  lines: readonly { readonly place: number; readonly partNumber: string }[],
  { target, entered }: { readonly target: SiteFacts; readonly entered: readonly PartEntered[] },
): Promise<Map<number, PartFacts>> {
  const mapped = await mapParts(
    query,
    lines.map(({ partNumber }) => partNumber),
    target.program,
  );
  const typed = new Map(entered.map(({ place, partNumber }) => [place, partNumber.trim()]));
  const wanted = lines.map(({ place, partNumber }) => ({
    place,
    number: typed.get(place) || mapped.get(partNumber) || null,
  }));
  const known = await listParts(
    query,
    wanted.flatMap(({ number }) => number ?? []),
  );
  const parts = new Map<number, PartFacts>();
  for (const { place, number } of wanted) {
    const part = known.find((each) => each.number === number);
    if (number !== null && (part === undefined || !isLicenseIn(target.program, part)))
      throw new Problem(409, "transfer_part_not_offered", { part: number, program: target.program });
    if (part !== undefined) parts.set(place, part);
  }
  return parts;
}
