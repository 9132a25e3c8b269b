/** A renewal quote in its second version: a line at a new price, one that is new, one that is ordered. */
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { AOBA_QUOTE, addQuote, DOORS, WAS } from "../quotes.ts";

const QUOTES = `/sites/${CAST.aoba}/renewal-quotes`;

export async function furnishQuotes(portal: TestPortal): Promise<Record<string, string | readonly string[]>> {
  const id = "quote_furniture";
  await addQuote(portal, { ...AOBA_QUOTE, id, lines: [DOORS] });
  const lines = [
    { ...DOORS, annualPrice: 950, amount: 9500 },
    { ...WAS, isNew: true },
  ];
  await addQuote(portal, { ...AOBA_QUOTE, id, version: 2, datedOn: "2010-02-01", lines });
  return {
    "/sites/:siteId/renewal-quotes/:quoteId": [
      `${QUOTES}/${id}`,
      `${QUOTES}/${id}?version=1`,
      `${QUOTES}/${id}?lines=none`,
    ],
    "/sites/:siteId/renewal-quotes/:quoteId/order": `${QUOTES}/${id}/order?version=2&lines=2`,
  };
}
