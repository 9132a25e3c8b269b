/** Keys as members see them: with the names of people, and with what may be renewed. */
import type { MemberScope, SiteScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listContacts } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LicenseKey } from "../key.data.ts";
import { listRenewalOffers, type RenewalOffer } from "../renewal/offers.documents.ts";

export interface ShownKey extends LicenseKey {
  /** Who got it; null when the vendor did, on behalf. */
  readonly personName: string | null;
  /** Who ended it; null while it is in force, and when it was none of the site's people. */
  readonly endedByName: string | null;
  /** Of a permanent key in force: the newer key that may take its place, or why none may. */
  readonly renewal: RenewalOffer | null;
}

/** With names, and with what may be renewed. */
export async function shown(
  scope: MemberScope,
  context: Context,
  keys: readonly LicenseKey[],
): Promise<ShownKey[]> {
  const names = await namesOf(
    scope,
    keys.flatMap(({ issuedBy, endedBy }) => [issuedBy, endedBy ?? ""]),
  );
  const offers = await listRenewalOffers(scope, keys, today(context, timeZoneOf(scope.country)));
  return keys.map((key) => ({
    ...key,
    personName: key.ticket === null ? (names.get(key.issuedBy) ?? null) : null,
    endedByName: names.get(key.endedBy ?? "") ?? null,
    renewal: offers.get(key.id) ?? null,
  }));
}

export async function namesOf({ query }: SiteScope, ids: readonly string[]): Promise<Map<string, string>> {
  const people = [...new Set(ids.filter((id) => id.startsWith("person_")))];
  const contacts = await Promise.all(
    people.map(async (id) => [id, (await listContacts(query, [id]))[0]?.name ?? ""] as const),
  );
  return new Map(contacts.filter(([, name]) => name !== ""));
}
