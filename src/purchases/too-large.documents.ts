/** An order whose amount would not be exact to the minor unit: nothing is rounded, the sales desk offers it. */
import { MOST_AMOUNT } from "../coverage/index.ts";
import type { Context } from "../platform/context.ts";
import { Problem } from "../platform/problem.ts";

export function amountTooLarge({ portal }: Context, of: Readonly<Record<string, unknown>> = {}): Problem {
  const { salesEmail: sales } = portal.config;
  return new Problem(409, "amount_too_large", { rule: "decision 0020", most: MOST_AMOUNT, sales, ...of });
}
