/**
 * Whose prices a reader of the catalog sees. The catalog is open to everybody who has signed in; what a part costs is
 * the site's own: at its level, in its currency, for those who may buy there. Source: DOMAIN A-27.
 */
import {
  authorize,
  decideAccess,
  listHelpers,
  type MemberScope,
  type Program,
  personOf,
} from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import type { Contact } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Query, transaction } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { findLevel } from "../levels/store.ts";
import { currencyOf } from "../prices/rules.ts";
import { listUnitPrices, type PriceList } from "../prices/store.ts";
import type { Part } from "./parts.store.ts";
import { priceOf } from "./prices.rules.ts";

/** Why there are no prices at all. */
export type Withheld =
  | { readonly reason: "no_site" }
  | { readonly reason: "permission_required"; readonly rule: "BR-44"; readonly helpers: readonly Contact[] }
  | { readonly reason: "program_not_eligible"; readonly rule: "BR-55" };

export interface Reader {
  /** Null: see `withheld`. */
  readonly prices: PriceList | null;
  readonly withheld: Withheld | null;
  readonly site: { readonly id: string; readonly program: Program } | null;
  /** Whether this person may put parts into a cart of the site. */
  readonly mayBuy: boolean;
  /** The day in the site's calendar, or else in the portal's. */
  readonly today: LocalDate;
}

export type Priced<Sold extends Part> = Sold & ReturnType<typeof priceOf>;

export async function asReader<Value>(
  context: Context,
  siteId: string | undefined,
  work: (query: Query, reader: Reader, scope: MemberScope | null) => Promise<Value>,
): Promise<Value> {
  if (siteId === undefined) {
    const reader = { prices: null, withheld: { reason: "no_site" }, site: null, mayBuy: false } as const;
    const personId = personOf(context);
    return transaction(context.db, { personId }, (query) =>
      work(query, { ...reader, today: today(context) }, null),
    );
  }
  return authorize(context, "site.read", siteId, async (scope) => {
    const { query, grant, program, country } = scope;
    const day = today(context, timeZoneOf(country));
    const mayDo = (permission: "price.read" | "cart.update") =>
      decideAccess({ grant, program, permission, today: today(context) });
    const access = mayDo("price.read");
    const known = {
      site: { id: siteId, program },
      mayBuy: mayDo("cart.update").kind === "allowed",
      today: day,
    };
    if (access.kind === "allowed") {
      const currency = currencyOf(country, context.portal.config);
      const prices = { currency, level: await findLevel(scope, day), on: day };
      return work(query, { ...known, prices, withheld: null }, scope);
    }
    const isProgram = access.kind === "refused" && access.reason === "program_not_eligible";
    const withheld = isProgram
      ? ({ reason: "program_not_eligible", rule: "BR-55" } as const)
      : ({
          reason: "permission_required",
          rule: "BR-44",
          helpers: await listHelpers(query, siteId, today(context)),
        } as const);
    return work(query, { ...known, prices: null, withheld }, scope);
  });
}

/** Each part with what one unit costs the site, or why that is not told. */
export async function priced<Sold extends Part>(
  query: Query,
  { prices, withheld, site }: Reader,
  parts: readonly Sold[],
): Promise<Priced<Sold>[]> {
  const numbers = parts.map(({ number }) => number);
  const amounts =
    prices === null ? new Map<string, number>() : await listUnitPrices(query, { ...prices, parts: numbers });
  return parts.map((part) => ({
    ...part,
    ...priceOf({
      programs: part.programs,
      program: site?.program ?? null,
      withheld: withheld?.reason ?? null,
      currency: prices?.currency ?? null,
      amount: amounts.get(part.number) ?? null,
    }),
  }));
}
