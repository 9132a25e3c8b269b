/** One row of a list of key actions, within the run's transaction. */
import { Problem } from "../../platform/problem.ts";
import { endKeys, replaceKey } from "../ending.documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import { issueKey } from "../issue/issue.documents.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { Host } from "../key.data.ts";
import { planOf } from "../moves/plan.rules.ts";
import { swapKeys } from "../moves/swap.documents.ts";
import { poolsOf } from "../pools.store.ts";
import type { Action, Row } from "./list.rules.ts";
import type { Run } from "./run.documents.ts";
import { folded, type Taken, takenOf } from "./taken.documents.ts";

export interface Done {
  readonly line: number;
  readonly action: Action;
  readonly productName: string;
  readonly quantity: number;
  readonly host: string;
  /** Of a move. */
  readonly to: string | null;
  /** Old and new. */
  readonly keyIds: readonly string[];
}

/** What the row asks for is done, or the problem says by which rule it is not. */
export async function applyRow(run: Run, row: Row): Promise<Done> {
  if (row.action === "get") return get(run, row);
  return row.action === "return" ? giveBack(run, row) : move(run, row);
}

/** Of several lines of a product the first that has enough; else the one that has most says what is missing. */
async function get({ scope, context, day, touched }: Run, row: Row): Promise<Done> {
  const { line, action, product, order, orderLine } = row;
  const lines = (await poolsOf(scope)).filter(
    (pool) =>
      (product === "" ||
        [pool.productCode, pool.productName].some((name) => folded(name) === folded(product))) &&
      (order === "" || folded(pool.orderNumber) === folded(order)) &&
      (orderLine === null || pool.orderLine === orderLine),
  );
  if (order !== "" && product === "" && new Set(lines.map(({ productCode }) => productCode)).size > 1)
    throw new Problem(409, "several_products", { order });
  const quantity = row.quantity ?? 1;
  const chosen =
    lines.find(({ available }) => available >= quantity) ??
    lines.toSorted((one, other) => other.available - one.available)[0];
  if (chosen === undefined) throw new Problem(409, "line_not_here", { product, order });
  const host = await upsertHost(scope, context, row.host);
  const asked = {
    lineId: chosen.lineId,
    quantity,
    host,
    lock: null,
    version: null,
    today: day,
    ticket: null,
  };
  const { key } = await issueKey(scope, context, asked);
  touched.add(host.id);
  return {
    line,
    action,
    productName: key.productName,
    quantity,
    host: host.name,
    to: null,
    keyIds: [key.id],
  };
}

async function giveBack(run: Run, row: Row): Promise<Done> {
  const { scope, context, touched } = run;
  const { host, taken } = await takenOf(run, row);
  const keyIds: string[] = [];
  for (const { key, quantity } of taken) {
    keyIds.push(key.id);
    if (quantity === key.quantity) await endKeys(scope, context, [key.id], "returned", null);
    else {
      const by = successorOf(context, key, { quantity: key.quantity - quantity });
      await replaceKey(scope, context, { key, by, state: "returned", because: "part" });
      keyIds.push(by.id);
    }
  }
  touched.add(host.id);
  return doneOf(row, { taken, host, to: null, keyIds });
}

async function move(run: Run, row: Row): Promise<Done> {
  const { scope, context, schemes, touched } = run;
  const { host, taken } = await takenOf(run, row);
  if (row.to === null) throw new Error("a move without its target was read");
  const to = await upsertHost(scope, context, row.to);
  const quantities = Object.fromEntries(taken.map(({ key, quantity }) => [key.id, quantity]));
  const plan = planOf(
    taken.map(({ key }) => key),
    { host: to, schemes, quantities },
  );
  const [refused] = plan.refused;
  if (refused !== undefined)
    throw new Problem(409, refused.reason, { product: refused.productName, offered: refused.offered });
  const keyIds: string[] = [];
  const added = plan.going.flatMap(({ key, quantity }) => {
    const fresh = successorOf(context, key, { quantity, hostId: to.id });
    const rest = key.quantity - quantity;
    const kept = rest === 0 ? [] : [{ ...successorOf(context, key, { quantity: rest }), supersedes: null }];
    keyIds.push(key.id, fresh.id, ...kept.map(({ id }) => id));
    return [fresh, ...kept];
  });
  await swapKeys(scope, context, { ended: taken.map(({ key }) => key.id), added, because: "moved" });
  touched.add(host.id).add(to.id);
  return doneOf(row, { taken, host, to: to.name, keyIds });
}

function doneOf(
  { line, action }: Row,
  { taken, host, to, keyIds }: { taken: readonly Taken[]; host: Host; to: string | null; keyIds: string[] },
): Done {
  const productName = [...new Set(taken.map(({ key }) => key.productName))].join(", ");
  const quantity = taken.reduce((sum, each) => sum + each.quantity, 0);
  return { line, action, productName, quantity, host: host.name, to, keyIds };
}
