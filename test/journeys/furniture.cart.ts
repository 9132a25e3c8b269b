/** A lapsed line to reinstate, and a cart with one line of each kind. */
import { sql } from "kysely";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";
const LAPSED = ["line_lapsed1", "line_lapsed2"] as const;

/** After the quotes: one of their lines is put into the cart. */
export async function furnishCart(portal: TestPortal): Promise<Places> {
  await addLapsed(portal);
  const lines = `/v1${AOBA}/cart/lines`;
  await send(portal, HANA, lines, { partNumber: "D55WJLL", quantity: 2 });
  await send(portal, HANA, lines, { lineId: LAPSED[1] });
  await send(portal, HANA, lines, { lineId: CAST.aobaWas });
  const one = `${AOBA}/reinstatements/${LAPSED[0]}`;
  const order = `${AOBA}/cart/order`;
  return {
    "/sites/:siteId/reinstatements/:lineId": [
      one,
      `${one}?step=review&channel=partner&purchaseOrderNumber=PO-1`,
      `${AOBA}/reinstatements/${CAST.aobaWas}`, // still covered
    ],
    "/sites/:siteId/cart/order": [order, `${order}?step=review&channel=online`],
  };
}

/** WAS, bought on 2008-02-29 and covered through 2009-02-28. */
async function addLapsed({ owner }: TestPortal): Promise<void> {
  await sql`insert into orders (id, site_id, number, ordered_on, revision, booked_at)
            values ('order_lapsed', ${CAST.aoba}, 'SO-3900', '2008-02-29', 1, '2008-02-29')`.execute(owner);
  for (const [place, id] of LAPSED.entries()) {
    const [line, orderLine] = [place + 1, `o${id}`];
    await sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
              values (${orderLine}, ${CAST.aoba}, 'order_lapsed', ${line}, 'D55WJLL', ${line + 1})`.execute(
      owner,
    );
    await sql`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                             part_number, product_code, product_name, quantity, covered_from,
                                             covered_through)
              values (${id}, ${CAST.aoba}, 'order_lapsed', ${orderLine}, 'SO-3900', ${line}, '2008-02-29', 'D55WJLL',
                      'was', 'WebSphere Application Server', ${line + 1}, '2008-02-29', '2009-02-28')`.execute(
      owner,
    );
    await sql`insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
              values (${id}, ${CAST.aoba}, '2008-02-29', '2009-02-28', 'license', ${orderLine})`.execute(
      owner,
    );
  }
}
