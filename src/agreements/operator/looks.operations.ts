/** Every look of the vendor's people at a customer's data is in the history of the site. Source: BAR 47, BAR 64. */
import { type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { fullName, listPeople } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { listLooks, type NamedLook } from "./looks.store.ts";

export type { NamedLook };

export type LookedAt = "registration" | "members" | "person" | "request" | "keys";

export interface Look {
  readonly siteId: string;
  readonly looked: readonly LookedAt[];
  /** The care request that is the reason; null when there is none. */
  readonly request: string | null;
}

/** In the transaction of the look. The last statement of it: each site's chain stays locked from here on. */
export async function recordLooks(
  { query }: VendorScope,
  context: Context,
  looks: readonly Look[],
): Promise<void> {
  const inOrder = looks.toSorted((a, b) => (a.siteId < b.siteId ? -1 : 1)); // so that no two wait for each other
  await emitAll(
    query,
    context,
    inOrder.map(({ siteId, ...facts }) => ({ name: "site.viewed", siteId, facts })),
  );
}

const SHOWN = 20;

/** The last looks at a site, with the names that customers are not told. */
export async function readLooks(vendor: VendorScope, siteId: string): Promise<NamedLook[]> {
  const scope: SiteScope = siteScopeOf(vendor, siteId);
  const looks = await listLooks(scope, SHOWN);
  const ids = new Set(looks.flatMap(({ personId }) => (personId === null ? [] : [personId])));
  const people = await listPeople(scope.query, [...ids]);
  const names = new Map(people.map((person) => [person.id, fullName(person) || person.email]));
  return looks.map((look) => ({
    ...look,
    name: look.personId === null ? null : (names.get(look.personId) ?? null),
  }));
}
