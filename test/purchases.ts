/** For tests of what is ordered: one of the cast orders, straight through the door of `purchases`. */
import { authorize } from "../src/access/index.ts";
import { findSiteFacts } from "../src/agreements/index.ts";
import { prorated } from "../src/coverage/index.ts";
import { type Context, systemContext } from "../src/platform/context.ts";
import { found } from "../src/platform/problem.ts";
import { type Booked, bookPurchase, type Purchase, type PurchaseLine } from "../src/purchases/index.ts";
import { CAST } from "./cast.ts";
import type { TestPortal } from "./portal.ts";

type Opened = Pick<TestPortal, "portal">;

/** Hana at her desk. */
export function hanasContext(portal: Opened): Context {
  return {
    ...systemContext(portal.portal, "test"),
    actor: { kind: "person", personId: CAST.hana, staffRole: null },
    person: { name: "森 花", email: "hana@aoba.example", country: "JP", language: "ja" },
    language: "ja",
  };
}

/** A line as whoever orders it would reckon it. */
export function purchaseLine(line: Omit<PurchaseLine, "amount">): PurchaseLine {
  const { quantity, unitPrice: annualPrice, months } = line;
  return { ...line, amount: prorated({ quantity, annualPrice, months: months ?? 12 }) };
}

/** WAS: five units, 1,200 yen a year, covered through 2010-07-31 and so renewed for eight months. */
export const renewalOfWas = purchaseLine({
  ...{ kind: "renewal", partNumber: "E025QLL", quantity: 5, unitPrice: 1200, months: 8 },
  continues: CAST.aobaWas,
});

/** DOORS: ten units, 900 yen a year, covered through the eve of the anniversary. */
export const renewalOfDoors = purchaseLine({
  ...{ kind: "renewal", partNumber: "E075NLL", quantity: 10, unitPrice: 900, months: 12 },
  continues: CAST.aobaDoors,
});

export const newLicense = purchaseLine({
  ...{ kind: "license", partNumber: "D55WJLL", quantity: 3, unitPrice: 6000, months: null, continues: null },
});

export function purchaseOf(lines: readonly PurchaseLine[], change: Partial<Purchase> = {}): Purchase {
  const purchase = { channel: "online", purchaseOrderNumber: "PO-1", quote: null, level: "E" } as const;
  return { ...purchase, currency: "JPY", lines, ...change };
}

/** Hana orders at Aoba. */
export async function buy(portal: Opened, purchase: Purchase): Promise<Booked> {
  const context = hanasContext(portal);
  return authorize(context, "order.place", CAST.aoba, async (scope) =>
    bookPurchase(scope, context, found(await findSiteFacts(scope), "site"), purchase),
  );
}
