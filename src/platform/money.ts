/** Money: integer minor units and an ISO 4217 currency. JPY and KRW have no minor unit: 1200 is 1,200 yen. */
export interface Money {
  /** In minor units of the currency. */
  readonly amount: number;
  readonly currency: string;
}

/** The currencies whose minor unit is not a hundredth. Source: ISO 4217; DOMAIN A-10 sets TWD to none. */
const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF TWD UGX UYI VND VUV XAF XOF XPF".split(" ");
const THREE = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** How many decimals a currency's amounts are written with. */
export function decimalsOf(currency: string): number {
  if (NONE.includes(currency)) return 0;
  return THREE.includes(currency) ? 3 : 2;
}
