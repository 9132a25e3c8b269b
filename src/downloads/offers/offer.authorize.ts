/** What a site owns on a day, what its people may download of it, and the check before each byte. */
import { asPortal, authorize, listHelpers, type MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listVersions, type VersionLife } from "../../catalog/index.ts";
import { listCoveredProducts } from "../../entitlements/index.ts";
import type { Contact } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { decideDownload, decideRight, isAboutRights, type ProductCoverage, type WhyNot } from "./rules.ts";
import { findOffer, type OfferedFile, type OwnedVersion } from "./store.ts";

export interface Offer extends OfferedFile {
  /** The version's, when its service has ended: it may still be downloaded. Null: served, or not looked at. */
  readonly ended: VersionLife | null;
  /** Null: it may be downloaded. */
  readonly whyNot: (WhyNot & { readonly helpers: readonly Contact[] }) | null;
}

/** The day at the site, and what the site owns on it. */
export interface Holdings {
  readonly today: LocalDate;
  readonly coverage: ReadonlyMap<string, ProductCoverage>;
  readonly versions: readonly OwnedVersion[];
}

/** Runs `work` if the person may download this file now; else the refusal is on record and thrown. */
export async function authorizeDownload<Value>(
  context: Context,
  { siteId, fileId }: { siteId: string; fileId: string },
  work: (scope: MemberScope, file: Offer) => Promise<Value>,
): Promise<Value> {
  const outcome = await authorize(context, "download.start", siteId, async (scope) => {
    const file = await offerOf(context, scope, fileId);
    return file.whyNot === null ? { value: await work(scope, file) } : { file, whyNot: file.whyNot };
  });
  if ("value" in outcome) return outcome.value;
  const { whyNot, file } = outcome;
  const { reason, ...facts } = whyNot;
  await asPortal(context, ({ query }) =>
    emit(query, context, { name: "download.refused", siteId, facts: { reason, name: file.name } }),
  );
  throw new Problem(isAboutRights(whyNot) ? 403 : 409, reason, { ...facts, product: file.productName });
}

/** One file as this person has it, or the 404 of a file that is not there or of a product that the site does not own. */
export async function offerOf(context: Context, scope: MemberScope, fileId: string): Promise<Offer> {
  const holdings = await holdingsOf(context, scope);
  const file = found(await findOffer(scope, holdings.versions, fileId), "file");
  const [offer] = await judge(context, scope, { holdings, files: [file] });
  return found(offer, "file");
}

export async function holdingsOf(context: Context, scope: MemberScope): Promise<Holdings> {
  const day = today(context, timeZoneOf(scope.country));
  const covered = await listCoveredProducts(scope, day);
  const coverage = new Map(covered.map((product) => [product.productCode, product]));
  const mayStart = decideRight(scope, day).ok;
  const versions = await listVersions(scope.query, [...coverage.keys()]);
  return {
    today: day,
    coverage,
    versions: versions.map((version) => {
      const isActive = coverage.get(version.productCode)?.isActive ?? false;
      return { ...version, isOpen: mayStart && isActive && version.availableOn <= day };
    }),
  };
}

/** Says of each file whether it may be downloaded, and if not, why not and who can help. */
export async function judge(
  context: Context,
  scope: MemberScope,
  { holdings, files }: { holdings: Holdings; files: readonly OfferedFile[] },
): Promise<Offer[]> {
  const judged = files.map((file) => {
    const coverage = holdings.coverage.get(file.productCode) ?? { coveredThrough: null, isActive: false };
    return { file, decision: decideDownload({ person: scope, coverage, file, today: holdings.today }) };
  });
  const isGrantMissing = judged.some(
    ({ decision }) => !decision.ok && decision.refusal.reason === "permission_required",
  );
  const granters = isGrantMissing ? await listHelpers(scope.query, scope.siteId, today(context)) : [];
  const { vendorName: name, careEmail: email } = context.portal.config;
  return judged.map(({ file, decision }) => {
    if (decision.ok) return { ...file, ended: null, whyNot: null };
    const helpers = decision.refusal.reason === "permission_required" ? granters : [{ name, email }];
    return { ...file, ended: null, whyNot: { ...decision.refusal, helpers } };
  });
}
