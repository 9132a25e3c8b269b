/**
 * Where a page of a list ended, as an opaque text: the value that the list is sorted by and the id of its last row.
 *
 * It is authenticated together with the name of its list (which says whose list it is and in which order), so one that
 * was made up, or that belongs to another list, site or order, is refused and never read as a place.
 */
import { timingSafeEqual } from "node:crypto";
import { invalid } from "../problem.ts";
import type { Secrets } from "../secrets.ts";

export interface Place {
  readonly value: string;
  readonly id: string;
}

const SEAL_BYTES = 16;

export function writePlace(secrets: Secrets, list: string, { value, id }: Place): string {
  const text = JSON.stringify([value, id]);
  return Buffer.concat([sealOf(secrets, list, text), Buffer.from(text)]).toString("base64url");
}

/** The place, or null for the first page. A 400 for anything that `writePlace` did not make for this very list. */
export function readPlace(secrets: Secrets, list: string, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const bytes = Buffer.from(cursor, "base64url");
  const text = bytes.subarray(SEAL_BYTES).toString();
  const seal = bytes.subarray(0, SEAL_BYTES);
  const isOurs = seal.length === SEAL_BYTES && timingSafeEqual(seal, sealOf(secrets, list, text));
  if (!isOurs) throw invalid({ after: ["cursor_not_of_this_list"] });
  const [value, id]: [string, string] = JSON.parse(text);
  return { value, id };
}

function sealOf(secrets: Secrets, list: string, text: string): Buffer {
  return secrets.authenticate("cursor", `${list}\n${text}`).subarray(0, SEAL_BYTES);
}
