/** What the API answers of periods, gaps and next dates. */
import { z } from "zod";

export const PeriodReply = z.object({
  coveredFrom: z.iso.date(),
  coveredThrough: z.iso.date().describe("The last covered day"),
  kind: z.enum(["license", "renewal", "reinstatement"]).describe("What brought it"),
});

export const GapReply = z.object({
  uncoveredFrom: z.iso.date(),
  uncoveredThrough: z.iso.date().nullable().describe("The last day without; null: it goes on"),
});

export const OUTLOOK = {
  renewalOn: z.iso.date().nullable().describe("The day after its last covered one; null once it has lapsed"),
  anniversaryOn: z.iso.date().nullable().describe("The site's next one; null for a site without"),
};
