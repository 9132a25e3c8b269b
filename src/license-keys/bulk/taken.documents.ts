/** Which keys a row means. */
import type { MemberScope } from "../../access/index.ts";
import { Problem } from "../../platform/problem.ts";
import { findHostBy } from "../hosts/store.ts";
import type { Host, LicenseKey } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { listKeys, lockKeys } from "../store.ts";
import type { Row } from "./list.rules.ts";
import type { Run } from "./run.documents.ts";

/** Names are the same in any width and case. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

export interface Taken {
  readonly key: LicenseKey;
  readonly quantity: number;
}

/** The keys of the row on its host, the oldest first, until the quantity is full. */
export async function takenOf({ scope }: Run, row: Row): Promise<{ host: Host; taken: Taken[] }> {
  const { product, order, quantity } = row;
  const host = await findHostBy(scope, row.host);
  const held = host === undefined ? [] : await listKeys(scope, { hostId: host.id, sort: "issuedAt" });
  const lines = row.orderLine === null ? null : await linesOf(scope, row.orderLine);
  const fitting = held.filter(
    (key) =>
      key.kind === "permanent" &&
      (product === "" ||
        [key.productCode, key.productName].some((name) => folded(name) === folded(product))) &&
      (order === "" || folded(key.orderNumber) === folded(order)) &&
      (lines === null || lines.has(key.lineId)),
  );
  if (host === undefined || fitting.length === 0)
    throw new Problem(409, "key_not_on_host", { product: product || order, host: row.host.name });
  const all = fitting.reduce((sum, key) => sum + key.quantity, 0);
  let left = quantity ?? all;
  if (left > all)
    throw new Problem(409, "quantity_exceeds_held", { asked: left, held: all, host: host.name });
  const taken: Taken[] = [];
  for (const key of await lockKeys(
    scope,
    fitting.map(({ id }) => id),
  )) {
    const part = Math.min(left, key.quantity);
    if (part > 0) taken.push({ key, quantity: part });
    left -= part;
  }
  return { host, taken };
}

async function linesOf(scope: MemberScope, orderLine: number): Promise<Set<string>> {
  const pools = await poolsOf(scope);
  return new Set(pools.filter((pool) => pool.orderLine === orderLine).map(({ lineId }) => lineId));
}
