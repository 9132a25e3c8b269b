/** What all rows of a list share: its hosts, locked, and how keys are made. */
import type { MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { upsertHost } from "../hosts/documents.ts";
import { findHostBy, lockHosts } from "../hosts/store.ts";
import type { HostFacts, KeyScheme } from "../key.data.ts";
import { listSchemes } from "../scheme.store.ts";
import type { Row } from "./list.rules.ts";

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
