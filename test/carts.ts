/** Aoba's cart, for tests of what goes into it and comes of it. */
import { CAST } from "./cast.ts";
import type { TestPortal } from "./portal.ts";

export const CART = `/v1/sites/${CAST.aoba}/cart`;

export const yen = (amount: number) => ({ amount, currency: "JPY" });

/** Noon of a day in Japan; whoever comes then signs in anew. */
export function goTo(portal: TestPortal, day: string): void {
  portal.clock.set(`${day}T03:00:00Z`);
  portal.signOut();
}
