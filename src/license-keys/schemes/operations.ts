/** What the vendor says of a product's keys: how long files last, locks, hosts, online use, emergencies. */
import { authorizeVendor } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { found, invalid, Problem } from "../../platform/problem.ts";
import { actorOf } from "../actor.rules.ts";
import { hasKeys } from "../issue/rules.ts";
import type { KeyScheme } from "../key.data.ts";
import { listSchemes, schemeOf } from "../scheme.store.ts";
import { changesOf, faultsOf, type SchemeChange } from "./rules.ts";
import { findInUse, type InUse, lockProduct, upsertScheme } from "./store.ts";

/** Products with keys to get: the others have none, or a kit. */
export async function readSchemes(context: Context): Promise<KeyScheme[]> {
  return authorizeVendor(context, "key-scheme.update", async (scope) =>
    (await listSchemes(scope)).filter(hasKeys),
  );
}

export interface SchemeInUse {
  readonly scheme: KeyScheme;
  readonly inUse: InUse;
}

export async function readScheme(context: Context, productCode: string): Promise<SchemeInUse> {
  return authorizeVendor(context, "key-scheme.update", async (scope) => {
    const scheme = found(await schemeOf(scope, productCode), "product");
    return { scheme: withKeys(scheme), inUse: await findInUse(scope, productCode) };
  });
}

function withKeys(scheme: KeyScheme): KeyScheme {
  if (hasKeys(scheme)) return scheme;
  throw new Problem(409, "no_keys_for_product", { product: scheme.productName, scheme: scheme.scheme });
}

/** Nothing that is out changes: files stay as they were given, the next one of a host is made the new way. */
export async function updateScheme(
  context: Context,
  productCode: string,
  change: SchemeChange,
): Promise<SchemeInUse> {
  return authorizeVendor(context, "key-scheme.update", async (scope) => {
    const faults = faultsOf(change);
    if (Object.keys(faults).length > 0) throw invalid(faults);
    await lockProduct(scope, productCode);
    const before = withKeys(found(await schemeOf(scope, productCode), "product"));
    const changes = changesOf(before, change);
    const inUse = await findInUse(scope, productCode);
    if (Object.keys(changes).length === 0) return { scheme: before, inUse };
    await upsertScheme(scope, productCode, { ...change, at: context.now, by: actorOf(context) });
    const facts = { productCode, product: before.productName, changes };
    await emit(scope.query, context, { name: "key-scheme.changed", facts });
    return { scheme: { ...before, ...change }, inUse };
  });
}
