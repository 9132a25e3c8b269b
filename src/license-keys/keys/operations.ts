/** The keys of a site, as its Key Center's members read them. Source: DOMAIN §1.5, §3.22. */
import { authorize, type MemberScope, personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { spend } from "../../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../../platform/http/place.ts";
import { found } from "../../platform/problem.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { checkLength, MOST_ROWS } from "../../platform/sheets/sheet.ts";
import type { KeyPool } from "../key.data.ts";
import { poolsOf } from "../pools.store.ts";
import { countKeys, findKey, type KeyFilter, type KeySort, listKeys, placeOfKey } from "../store.ts";
import { type KeyEvent, listKeyEvents } from "./events.store.ts";
import { namesOf, type ShownKey, shown } from "./shown.documents.ts";

export type { ShownKey } from "./shown.documents.ts";

export interface KeysAsked extends KeyFilter {
  readonly siteId: string;
  readonly sort: KeySort;
  readonly after?: string | undefined;
  readonly limit: number;
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
