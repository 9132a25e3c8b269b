/** Which keys are meant, as somebody wrote it. */
import { parseSiteNumber } from "../../agreements/index.ts";
import { invalid } from "../../platform/problem.ts";
import type { Chosen } from "./store.ts";

export interface Said {
  readonly keyId?: string | undefined;
  readonly siteNumber?: string | undefined;
  readonly orderNumber?: string | undefined;
  readonly productCode?: string | undefined;
}

/** A key alone, or a site or a product and what narrows it. */
export function chosenOf(said: Said): Chosen {
  const { keyId = null, orderNumber = null, productCode = null } = said;
  const siteNumber = said.siteNumber === undefined ? null : parseSiteNumber(said.siteNumber);
  if (siteNumber === undefined) throw invalid({ siteNumber: ["site_number_malformed"] });
  const others = [siteNumber, orderNumber, productCode].filter((each) => each !== null);
  if (keyId === null ? others.length === 0 : others.length > 0) throw invalid({ keyId: ["one_key_or_many"] });
  if (orderNumber !== null && siteNumber === null) throw invalid({ siteNumber: ["required"] });
  return { keyId, siteNumber, orderNumber, productCode };
}
