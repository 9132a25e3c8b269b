/** Which site the Key Center's pages are of, and what there is to choose from. */
import { authorize } from "../../access/index.ts";
import { findSiteFacts, timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { found } from "../../platform/problem.ts";
import { longNumber } from "../files/rules.ts";
import { type ListedHost, listHosts } from "../hosts/list.store.ts";
import type { KeyPool, KeyScheme } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { listSchemes } from "../scheme.store.ts";

export interface KeySite {
  readonly siteId: string;
  /** Nine digits. */
  readonly number: string;
  readonly name: string;
}

export interface KeyRoom {
  readonly site: KeySite;
  /** In the site's calendar. */
  readonly today: LocalDate;
  readonly timeZone: string;
  readonly pools: readonly KeyPool[];
  readonly hosts: readonly ListedHost[];
  /** Of the products that have keys here. */
  readonly schemes: readonly KeyScheme[];
}

/** More hosts than this are not listed to choose from: a host that is typed again is found all the same. */
const MOST_HOSTS = 200;

export async function readKeyRoom(context: Context, siteId: string): Promise<KeyRoom> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const { number, name } = found(await findSiteFacts(scope), "site");
    const pools = await poolsOf(scope);
    const hosts = await listHosts(scope, { sort: "name", after: null, limit: MOST_HOSTS });
    const schemes = await listSchemes(scope, [...new Set(pools.map(({ productCode }) => productCode))]);
    const timeZone = timeZoneOf(scope.country);
    return {
      today: today(context, timeZone),
      timeZone,
      site: { siteId, number: longNumber(number), name },
      pools,
      hosts,
      schemes,
    };
  });
}
