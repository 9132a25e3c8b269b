/** Emergency keys as the site's members see them: what was taken, what is open, and what a host would take. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import { type HostFile, newestHostFile } from "../files/documents.ts";
import { listKeys } from "../store.ts";
import { type Quota, yearOf } from "./rules.ts";
import { findRescue, listQuotas, listRescues, type Rescue } from "./store.ts";

export async function readRescues(
  context: Context,
  { siteId, limit, after: cursor }: { siteId: string; limit: number; after?: string | undefined },
): Promise<Listed<Rescue>> {
  const { secrets } = context.portal;
  const list = `rescues ${siteId}`;
  const after = readPlace(secrets, list, cursor);
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const rows = await listRescues(scope, { after, limit });
    const { items, end } = pageOf(rows, limit, ({ takenAt, id }) => ({ value: takenAt, id }));
    return { items, limit, next: end === null ? null : writePlace(secrets, list, end) };
  });
}

export interface ReadRescue {
  readonly rescue: Rescue;
  /** Of the new host. */
  readonly file: HostFile | undefined;
  readonly country: string;
}

export async function readRescue(context: Context, siteId: string, rescueId: string): Promise<ReadRescue> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const rescue = found(await findRescue(scope, rescueId), "rescue");
    return { rescue, file: await newestHostFile(scope, rescue.host.id), country: scope.country };
  });
}

/** A host with keys, and what an emergency key for each of its products would be. */
export interface RescuableHost {
  readonly hostId: string;
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly products: readonly (Quota & { readonly quantity: number })[];
}

export interface RescueDesk {
  readonly site: SiteFacts;
  readonly year: number;
  readonly hosts: readonly RescuableHost[];
  readonly open: readonly Rescue[];
}

export async function readRescueDesk(context: Context, siteId: string): Promise<RescueDesk> {
  return authorize(context, "license-key.rescue", siteId, async (scope) => {
    const site = found(await findSiteFacts(scope), "site");
    const year = yearOf(today(context, timeZoneOf(site.country)));
    const open = await listRescues(scope, { after: null, limit: 20, isOpen: true });
    return { site, year, hosts: await rescuableHosts(scope, year), open };
  });
}

async function rescuableHosts(scope: MemberScope, year: number): Promise<RescuableHost[]> {
  const keys = (await listKeys(scope)).filter(({ kind, hostId }) => kind === "permanent" && hostId !== null);
  const productCodes = keys.map(({ productCode }) => productCode);
  const quotas = await listQuotas(scope, { productCodes, year });
  const hostIds = [...new Set(keys.flatMap(({ hostId }) => hostId ?? []))];
  const hosts = hostIds.map((hostId) => {
    const held = keys.filter((key) => key.hostId === hostId);
    const { hostName, hostKind, hostValue } = held[0] ?? {};
    const products = quotas.flatMap((quota) => {
      const quantity = held
        .filter(({ productCode }) => productCode === quota.productCode)
        .reduce((sum, key) => sum + key.quantity, 0);
      return quantity === 0 ? [] : [{ ...quota, quantity }];
    });
    return { hostId, name: hostName ?? "", kind: hostKind ?? "any", value: hostValue ?? "", products };
  });
  return hosts.toSorted((one, other) => one.name.localeCompare(other.name));
}
