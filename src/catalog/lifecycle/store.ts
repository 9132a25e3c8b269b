/** The SQL of the lives of versions. */
import { sql } from "kysely";
import type { Query } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { listVersions, type VersionFacts } from "../versions.store.ts";
import { judgeVersions, type VersionState } from "./rules.ts";

export interface VersionLife {
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
  readonly availableOn: LocalDate;
  readonly state: VersionState;
  /** The last day of service; null when it has none, or none that is known. */
  readonly endOfServiceOn: LocalDate | null;
  /** Service has ended, or was marked as ending without a day. */
  readonly isAtEnd: boolean;
  /** The version to move to; of another product where that one takes this one's place. */
  readonly replacedBy: ReplacingVersion | null;
}

export interface ReplacingVersion {
  readonly productCode: string;
  readonly productName: string;
  readonly version: string;
}

/** Every version of these products on the day, by product, the newest first. */
export async function listLifecycle(
  query: Query,
  productCodes: readonly string[],
  today: LocalDate,
): Promise<VersionLife[]> {
  const successors = await listSuccessors(query, productCodes);
  const versions = await listVersions(query, [...new Set([...productCodes, ...successors.values()])]);
  const byProduct = Map.groupBy(versions, ({ productCode }) => productCode);
  return [...new Set(productCodes)].flatMap((code) => {
    const after = byProduct.get(successors.get(code) ?? "") ?? [];
    return judgeVersions(byProduct.get(code) ?? [], today, after).map(({ given, replacedBy, ...judged }) => ({
      ...factsOf(given),
      availableOn: given.availableOn,
      endOfServiceOn: given.endOfServiceOn,
      ...judged,
      replacedBy: replacedBy === null ? null : factsOf(replacedBy),
    }));
  });
}

function factsOf({ productCode, productName, version }: VersionFacts): ReplacingVersion {
  return { productCode, productName, version };
}

/** By product: the one that takes its place. */
async function listSuccessors(query: Query, productCodes: readonly string[]) {
  const { rows } = await sql<{ code: string; replacedBy: string }>`
    select code, replaced_by
      from products
     where code = any(${[...productCodes]}::text[])
       and replaced_by is not null`.execute(query);
  return new Map(rows.map(({ code, replacedBy }) => [code, replacedBy]));
}
