import { authorizeVendor } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { listUnevenPools, type UnevenPool } from "../pools.store.ts";

/** Pools that do not say what their keys add up to, or not what their lines have: there are none, ever. */
export async function readUnevenPools(context: Context): Promise<UnevenPool[]> {
  return authorizeVendor(context, "license-key.administer", (scope) => listUnevenPools(scope));
}
