/** What a part costs the reader's site, or why that is not told. Pure. Source: DOMAIN A-27. */
import type { Program } from "../../access/index.ts";
import type { Money } from "../../platform/money.ts";

export type WhyNoPrice =
  | "no_site"
  | "permission_required"
  | "program_not_eligible"
  | "not_in_program"
  | "price_on_request";

interface Asked {
  readonly programs: readonly Program[];
  /** The site's; null without a site. */
  readonly program: Program | null;
  readonly withheld: "no_site" | "permission_required" | "program_not_eligible" | null;
  readonly currency: string | null;
  /** Of one unit; null: the price list has none. */
  readonly amount: number | null;
}

export function priceOf(asked: Asked): { price: Money | null; whyNoPrice: WhyNoPrice | null } {
  const { programs, program, withheld, currency, amount } = asked;
  if (withheld !== null) return { price: null, whyNoPrice: withheld };
  if (program === null || !programs.includes(program)) return { price: null, whyNoPrice: "not_in_program" };
  if (amount === null || currency === null) return { price: null, whyNoPrice: "price_on_request" };
  return { price: { amount, currency }, whyNoPrice: null };
}
