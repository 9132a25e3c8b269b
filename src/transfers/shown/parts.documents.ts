/** What the license parts of a transfer are called in the program of the site that gets them. Source: DOMAIN §9.1, BR-102. */
import type { Program } from "../../access/index.ts";
import { listParts } from "../../catalog/index.ts";
import type { Query } from "../../platform/database.ts";
import { partIn } from "../rules.ts";

/** By part number; null: the vendor has named none, license support enters it. */
export async function mapParts(
  query: Query,
  numbers: readonly string[],
  program: Program,
): Promise<Map<string, string | null>> {
  const parts = await listParts(query, numbers);
  const successors = await listParts(
    query,
    parts.flatMap(({ migratesTo }) => migratesTo ?? []),
  );
  const byNumber = new Map(successors.map((part) => [part.number, part]));
  return new Map(
    parts.map((part) => [part.number, partIn(program, part, byNumber.get(part.migratesTo ?? ""))]),
  );
}
