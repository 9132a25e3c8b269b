/** In which currency a site is charged. Pure. Source: A-33. */
import type { Config } from "../../platform/config.ts";
import { CURRENCIES, ELSEWHERE } from "./currencies.data.ts";

/** The country's own currency, unless the vendor charges it in another one. */
export function currencyOf(country: string, { currencies }: Pick<Config, "currencies">): string {
  return currencies.get(country) ?? CURRENCIES.get(country) ?? ELSEWHERE;
}
