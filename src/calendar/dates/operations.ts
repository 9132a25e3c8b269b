/** A person's own dates, read when asked: nothing of them is kept. */
import { asPortal, personOf } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { invalid } from "../../platform/problem.ts";
import { type PersonDates, readDatesOf } from "./dates.documents.ts";
import type { SiteDate } from "./dates.rules.ts";

/** Two years ahead: a renewal of today, and the one after it. */
export const AHEAD_DAYS = 730;
const LONGEST_DAYS = 1100;

export interface DatesQuestion {
  /** From today, when absent. */
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly siteId?: string | undefined;
}

export async function readDates(context: Context, asked: DatesQuestion): Promise<PersonDates> {
  const personId = personOf(context);
  const day = today(context);
  const from = asked.from ?? day;
  const through = asked.through ?? addDays(from, AHEAD_DAYS);
  if (through < from) throw invalid({ through: ["before_from"] });
  if (addDays(from, LONGEST_DAYS) < through) throw invalid({ through: ["range_too_long"] });
  const { siteId } = asked;
  const read = await asPortal(context, (scope) =>
    readDatesOf(scope, { personId, today: day, from, through, siteId }),
  );
  return read ?? { sites: [], dates: [] };
}

/** A page of them. They are few: they are read whole, then cut. */
export async function listDates(
  context: Context,
  asked: DatesQuestion & { readonly after?: string | undefined; readonly limit: number },
): Promise<Listed<SiteDate>> {
  const { secrets } = context.portal;
  const { limit } = asked;
  const list = `dates ${personOf(context)} ${asked.from ?? ""} ${asked.through ?? ""} ${asked.siteId ?? ""}`;
  const place = readPlace(secrets, list, asked.after);
  const { dates } = await readDates(context, asked);
  const start =
    place === null ? 0 : dates.findIndex(({ uid, on }) => uid === place.id && on === place.value) + 1;
  const { items, end } = pageOf(dates.slice(start, start + limit + 1), limit, ({ on, uid }) => ({
    value: on,
    id: uid,
  }));
  return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
}
