/** The shape of every list: what is asked, what is answered, and how a long one is read to its end. */
import { z } from "zod";
import { isLocalDate, type LocalDate } from "../dates.ts";
import type { Place } from "./place.ts";

/** Text that a person typed to search for: composed (NFC), without what no name holds. */
export const SearchText = z
  .string()
  .max(200)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed")
  .transform((text) => text.normalize("NFC").trim())
  .optional();

/** A number, id or code in an address: whatever is no such thing names nothing, and is never shown to the database. */
export const PathText = z
  .string()
  .max(100)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");

/** A day of the calendar in the years that people mean; a year later than any of them is still a day. */
export const Day = z.iso.date().transform((text, context): LocalDate => {
  if (isLocalDate(text) && text >= "1900" && text < "2200") return text;
  context.addIssue({ code: "custom", message: "day_out_of_range" });
  return z.NEVER;
});

/** A form sends what was left empty as an empty text: it says nothing. */
export function orBlank<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.literal("").transform(() => undefined), schema]);
}

export const MOST_ITEMS = 200;

/** More than the most is answered with the most; `limit` in the answer says which was applied. */
export const ListQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .default(50)
    .transform((limit) => Math.min(limit, MOST_ITEMS)),
  after: z.string().min(1).max(2000).optional().describe("`next` of the page before"),
};

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** The cursor of the next page; null when this is the last. */
  readonly next: string | null;
  readonly limit: number;
}

export function listReply<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), limit: z.int() });
}

/** From one row more than the page holds: the page, and the place where it ended when there is more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Place) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, end: rows.length > limit && last !== undefined ? placeOf(last) : null };
}

/** Every page of a list, one after the other. Each is a look of its own: nothing is held open between two. */
export async function* eachPage<Row>(
  read: (after: Place | null) => Promise<{ items: readonly Row[]; end: Place | null }>,
): AsyncGenerator<readonly Row[]> {
  for (let place: Place | null = null, isFirst = true; isFirst || place !== null; isFirst = false) {
    const { items, end }: { items: readonly Row[]; end: Place | null } = await read(place);
    yield items;
    place = end;
  }
}
