/** The keys of a site, as its Key Center's members read them. Source: DOMAIN §1.5, §3.22. */
import { authorize, type MemberScope, personOf, type SiteScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listContacts } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../../platform/sheets/sheet.ts";
import type { KeyPool, LicenseKey } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { listRenewalOffers, type RenewalOffer } from "../renewal/offers.documents.ts";
import { countKeys, findKey, type KeyFilter, type KeySort, listKeys, placeOfKey } from "../store.ts";
import { type KeyEvent, listKeyEvents } from "./events.store.ts";

export interface KeysAsked extends KeyFilter {
  readonly siteId: string;
  readonly sort: KeySort;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface ShownKey extends LicenseKey {
  /** Who got it; null when the vendor did, on behalf. */
  readonly personName: string | null;
  /** Who ended it; null while it is in force, and when it was none of the site's people. */
  readonly endedByName: string | null;
  /** Of a permanent key in force: the newer key that may take its place, or why none may. */
  readonly renewal: RenewalOffer | null;
}

export async function readKeys(context: Context, asked: KeysAsked): Promise<Listed<ShownKey>> {
  const { secrets } = context.portal;
  const list = `license-keys ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "license-key.read", asked.siteId, async (scope) => {
    const { items, end } = await readPage(scope, context, { ...asked, after });
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

async function readPage(
  scope: MemberScope,
  context: Context,
  page: Omit<KeysAsked, "after"> & { after: Place | null },
): Promise<{ items: ShownKey[]; end: Place | null }> {
  const { items, end } = pageOf(await listKeys(scope, page), page.limit, (key) => placeOfKey(page.sort, key));
  return { items: await shown(scope, context, items), end };
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

async function namesOf({ query }: SiteScope, ids: readonly string[]): Promise<Map<string, string>> {
  const people = [...new Set(ids.filter((id) => id.startsWith("person_")))];
  const contacts = await Promise.all(
    people.map(async (id) => [id, (await listContacts(query, [id]))[0]?.name ?? ""] as const),
  );
  return new Map(contacts.filter(([, name]) => name !== ""));
}

const SHEET_PAGE = 1000;

/** A sheet costs what many pages cost. */
const SHEETS = { most: 30, seconds: 60 };

/** Every key that the filter finds, page by page; the right to read them is looked at again for each page. */
export async function exportKeys(context: Context, asked: Omit<KeysAsked, "limit">, format: SheetFormat) {
  const { siteId } = asked;
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  const most = MOST_ROWS[format] + 1;
  checkLength(
    format,
    await authorize(context, "license-key.read", siteId, (scope) => countKeys(scope, asked, most)),
  );
  return eachPage((after) =>
    authorize(context, "license-key.read", siteId, (scope) =>
      readPage(scope, context, { ...asked, after, limit: SHEET_PAGE }),
    ),
  );
}

export async function readKey(context: Context, siteId: string, keyId: string): Promise<ShownKey> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const [key] = await shown(scope, context, [found(await findKey(scope, keyId), "license_key")]);
    return found(key, "license_key");
  });
}

export interface ToldEvent extends Omit<KeyEvent, "actor"> {
  /** Null for the vendor's people, for programs and for the portal itself. */
  readonly actorName: string | null;
}

/** What happened to a key, the newest first: from the site's audit trail. */
export async function readKeyHistory(context: Context, siteId: string, keyId: string): Promise<ToldEvent[]> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    found(await findKey(scope, keyId), "license_key");
    const events = await listKeyEvents(scope, keyId);
    const people = events.flatMap(({ actor }) =>
      actor.kind === "person" && actor.staffRole === null ? [actor.personId] : [],
    );
    const names = await namesOf(scope, people);
    return events.map(({ actor, ...event }) => ({
      ...event,
      actorName:
        actor.kind === "person" && actor.staffRole === null ? (names.get(actor.personId) ?? null) : null,
    }));
  });
}

/** What can be got of each line, and what is out. */
export async function readPools(context: Context, siteId: string): Promise<KeyPool[]> {
  return authorize(context, "license-key.read", siteId, (scope) => poolsOf(scope));
}
