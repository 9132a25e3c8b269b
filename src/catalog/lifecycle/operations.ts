/** Which versions come to their end, and what replaces them. Source: DOMAIN §9.2, BR-78f. */
import { decideAccess, type MemberScope } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { asReader, type Reader } from "../search/prices.authorize.ts";
import { listProducts } from "../search/store.ts";
import { listLifecycle, type VersionLife } from "./store.ts";

export interface LifecycleAsked {
  readonly siteId?: string | undefined;
  readonly brand?: string | undefined;
  /** Marked as ending; that or superseded; all. */
  readonly show: "eos" | "old" | "all";
  /** Only the site's own products. */
  readonly isOwn: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The products of which a site has licenses, by code: what it owns, a later house knows. */
export type ListOwned = (scope: MemberScope) => Promise<readonly string[]>;

export interface ShownLife extends VersionLife {
  readonly brand: string;
  /** Null without a site, or when its licenses are not the reader's business. */
  readonly isYours: boolean | null;
}

export type LifecycleList = Listed<ShownLife> & { readonly reader: Reader };

/** The limit and the cursor count products: a product's versions stand together. */
export async function readLifecycle(
  context: Context,
  asked: LifecycleAsked,
  listOwned: ListOwned,
): Promise<LifecycleList> {
  const { secrets } = context.portal;
  const { siteId, brand, show, isOwn, limit } = asked;
  const list = `catalog-lifecycle ${siteId} ${show} ${isOwn}`;
  const after = readPlace(secrets, list, asked.after);
  return asReader(context, siteId, async (query, reader, scope) => {
    const owned = scope !== null && mayKnow(context, scope) ? new Set(await listOwned(scope)) : null;
    const among = isOwn && owned !== null ? [...owned] : undefined;
    const life = show === "all" ? undefined : show;
    const { language } = context;
    const rows = await listProducts(query, { brand, among, life, sort: "name", after, limit, language });
    const { items, end } = pageOf(rows, limit, ({ name, code }) => ({ value: name, id: code }));
    const brands = new Map(items.map((product) => [product.code, product.brand]));
    const lives = await listLifecycle(query, [...brands.keys()], reader.today);
    return {
      items: lives
        .filter((version) => isShown(version, show))
        .map((version) => ({
          ...version,
          brand: brands.get(version.productCode) ?? "",
          isYours: owned === null ? null : owned.has(version.productCode),
        })),
      next: end === null ? null : writePlace(secrets, list, end),
      limit,
      reader,
    };
  });
}

function mayKnow(context: Context, { grant, program }: MemberScope): boolean {
  const access = decideAccess({ grant, program, permission: "entitlement.read", today: today(context) });
  return access.kind === "allowed";
}

function isShown({ state }: VersionLife, show: LifecycleAsked["show"]): boolean {
  if (show === "all") return true;
  if (state === "EOS_BY" || state === "EOS_NO_DATE") return true;
  return show === "old" && state === "SUPERSEDED";
}
