/** One row of a list of key actions, within the run's transaction. */
import type { MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { Problem } from "../../platform/problem.ts";
import { endKeys, replaceKey } from "../ending.documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import { findHostBy, lockHosts } from "../hosts/store.ts";
import { issueKey } from "../issue/issue.documents.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { Host, HostFacts, KeyScheme, LicenseKey } from "../key.data.ts";
import { planOf } from "../moves/plan.rules.ts";
import { swapKeys } from "../moves/swap.documents.ts";
import { poolsOf } from "../pools.store.ts";
import { listSchemes } from "../scheme.store.ts";
import { listKeys, lockKeys } from "../store.ts";
import type { Action, Row } from "./list.rules.ts";

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

export interface Run {
  readonly scope: MemberScope;
  readonly context: Context;
  readonly day: LocalDate;
  readonly schemes: readonly KeyScheme[];
  /** Hosts that need a new file. */
  readonly touched: Set<string>;
}

/** Adds the hosts that keys go to, then locks all hosts and all that is on them: in one order for everybody. */
export async function openRun(scope: MemberScope, context: Context, rows: readonly Row[]): Promise<Run> {
  const goals = rows.flatMap(({ action, host, to }) => (action === "get" ? [host] : (to ?? [])));
  for (const goal of goals.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)))
    await upsertHost(scope, context, goal);
  const ids = new Set<string>();
  for (const { host, to } of rows)
    for (const each of [host, ...(to === null ? [] : [to])]) {
      const known = await findHostBy(scope, each);
      if (known !== undefined) ids.add(known.id);
    }
  await lockHosts(scope, [...ids]);
  const schemes = await listSchemes(scope);
  return { scope, context, day: today(context, timeZoneOf(scope.country)), schemes, touched: new Set() };
}

function nameOf({ kind, value, name }: HostFacts): string {
  return `${kind} ${value} ${value === "" ? name.toLowerCase() : ""}`;
}

/** What the row asks for is done, or the problem says by which rule it is not. */
export async function applyRow(run: Run, row: Row): Promise<Done> {
  if (row.action === "get") return get(run, row);
  return row.action === "return" ? giveBack(run, row) : move(run, row);
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
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

interface Taken {
  readonly key: LicenseKey;
  readonly quantity: number;
}

/** The keys of the row on its host, the oldest first, until the quantity is full. */
async function takenOf({ scope }: Run, row: Row): Promise<{ host: Host; taken: Taken[] }> {
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
