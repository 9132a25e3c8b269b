/** The shape in which an order that was just placed leaves by the API. */
import { z } from "zod";
import type { Booked } from "../../purchases/index.ts";

export const BookedReply = z
  .object({
    orderNumber: z.string(),
    orderedOn: z.iso.date(),
    total: z.object({ amount: z.int().describe("In minor units, without tax"), currency: z.string() }),
    lines: z.array(
      z.object({
        line: z.int(),
        kind: z.enum(["license", "renewal", "reinstatement"]),
        lineId: z.string().describe("The entitlement line: a new one, or the one that is continued"),
        coveredFrom: z.iso.date(),
        coveredThrough: z.iso.date(),
      }),
    ),
  })
  .meta({ id: "BookedOrder" });

export function bookedReply({ orderNumber, orderedOn, amount, currency, lines }: Booked) {
  return { orderNumber, orderedOn, total: { amount, currency }, lines: [...lines] };
}
