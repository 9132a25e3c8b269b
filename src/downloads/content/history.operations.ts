/** Who of a site downloaded what, and how far it went. Source: DOMAIN §3.14.3. */
import { authorize } from "../../access/index.ts";
import { listVersions } from "../../catalog/index.ts";
import { listContacts } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { listDownloads, type PastDownload } from "./store.ts";

export interface HistoryAsked {
  readonly siteId: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface Download extends PastDownload {
  readonly productName: string;
  /** Null when the person's name is no longer known. */
  readonly personName: string | null;
}

export async function readHistory(
  context: Context,
  { siteId, after, limit }: HistoryAsked,
): Promise<Listed<Download>> {
  const { secrets } = context.portal;
  const list = `download history ${siteId}`;
  const place = readPlace(secrets, list, after);
  return authorize(context, "download.read", siteId, async (scope) => {
    const rows = await listDownloads(scope, { after: place, limit });
    const { items, end } = pageOf(rows, limit, ({ startedAt, id }) => ({ value: startedAt, id }));
    const versions = await listVersions(scope.query, [
      ...new Set(items.map(({ productCode }) => productCode)),
    ]);
    const products = new Map(versions.map(({ productCode, productName }) => [productCode, productName]));
    const people = await namesOf(scope.query, items);
    const named = items.map((item) => ({
      ...item,
      productName: products.get(item.productCode) ?? item.productCode,
      personName: people.get(item.personId) ?? null,
    }));
    return { items: named, next: end === null ? null : writePlace(secrets, list, end), limit };
  });
}

async function namesOf(query: Parameters<typeof listContacts>[0], items: readonly PastDownload[]) {
  const names = new Map<string, string>();
  for (const id of new Set(items.map(({ personId }) => personId))) {
    const [contact] = await listContacts(query, [id]);
    if (contact !== undefined) names.set(id, contact.name);
  }
  return names;
}
