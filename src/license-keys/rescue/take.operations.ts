/** A host has died: a member takes emergency keys for another, at any hour, with nobody's approval. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { accepted, invalid, Problem } from "../../platform/problem.ts";
import type { FreshFile } from "../files/documents.ts";
import { upsertHost } from "../hosts/documents.ts";
import type { TypedHost } from "../hosts/host.rules.ts";
import { readHost } from "../issue/operations.ts";
import { tellOfTaking } from "./notices.documents.ts";
import { deadHostOf, type Quota, termOf, yearOf } from "./rules.ts";
import { addKeys, checkKinds, deadKeys, endEarlier, writeFiles } from "./steps.documents.ts";
import { findRescue, insertRescue, listQuotas, type Rescue, takePlace } from "./store.ts";

export interface RescueAsked {
  readonly siteId: string;
  /** Of the host that died; or all that it has. */
  readonly keyIds?: readonly string[] | undefined;
  readonly hostId?: string | undefined;
  /** The one that runs. */
  readonly host: TypedHost;
  readonly reason: string;
}

export interface Rescued {
  readonly rescue: Rescue;
  readonly file: FreshFile;
  readonly quotas: readonly Quota[];
}

/** All of it or nothing: the keys of one dead host, a place of the year for each product, the new host's file. */
export async function takeEmergencyKeys(context: Context, asked: RescueAsked): Promise<Rescued> {
  const { siteId, keyIds, hostId, reason } = asked;
  return authorize(context, "license-key.rescue", siteId, async (scope) => {
    if ((keyIds === undefined) === (hostId === undefined)) throw invalid({ hostId: ["host_or_keys"] });
    const host = await upsertHost(scope, context, readHost(asked.host));
    const dead = await deadKeys(scope, { keyIds, hostId, newHostId: host.id });
    const deadHostId = accepted(deadHostOf(dead));
    if (host.id === deadHostId) throw new Problem(409, "rescue_same_host", { host: host.name });
    await checkKinds(scope, dead, host);
    const rescueId = newId("rescue", context.now);
    const term = termOf(context.now);
    await insertRescue(scope, {
      id: rescueId,
      hostId: host.id,
      deadHostId,
      reason,
      takenBy: scope.personId,
      ...term,
    });
    const year = yearOf(today(context, timeZoneOf(scope.country)));
    const productCodes = [...new Set(dead.map(({ productCode }) => productCode))];
    await takePlaces(scope, context, { productCodes, year, rescueId });
    const others = await endEarlier(scope, context, { dead, rescueId, hostId: host.id });
    const keys = await addKeys(scope, context, { dead, host, rescueId, expiresAt: term.expiresAt });
    const files = await writeFiles(scope, context, [host.id, ...others]);
    const rescue = await findRescue(scope, rescueId);
    const file = files.get(host.id);
    if (rescue === undefined || file === undefined) throw new Error("a taking was made and is not there");
    const quotas = await listQuotas(scope, { productCodes, year });
    await tellOfTaking(scope, context, { rescue, quotas, year });
    const facts = {
      rescueId,
      keyIds: [...dead, ...keys].map(({ id }) => id),
      product: [...new Set(keys.map(({ productName }) => productName))].join(", "),
      quantity: keys.reduce((sum, { quantity }) => sum + quantity, 0),
      host: host.name,
      deadHost: rescue.deadHost.name,
      reason,
      expiresAt: rescue.expiresAt,
    };
    await emit(scope.query, context, { name: "license-key.rescued", siteId, facts });
    return { rescue, file, quotas };
  });
}

/** By product in one order, so that no two takings wait for each other. */
async function takePlaces(
  scope: MemberScope,
  context: Context,
  { productCodes, year, rescueId }: { productCodes: readonly string[]; year: number; rescueId: string },
): Promise<void> {
  for (const quota of await listQuotas(scope, { productCodes, year })) {
    const { productCode, productName: product, perYear } = quota;
    const place = await takePlace(scope, { productCode, year, perYear, rescueId });
    if (place === null) throw quotaUsed(context, { ...quota, product, year });
  }
}

function quotaUsed(
  { portal: { config } }: Context,
  { product, perYear, year }: { product: string; perYear: number; year: number },
): Problem {
  return new Problem(409, "emergency_quota_used", {
    rule: "issue 5, point 8",
    ...{ product, perYear, year },
    support: config.licenseSupportEmail,
    phone: config.licenseSupportPhone,
  });
}
