/**
 * A person's dates as an iCalendar. Source: RFC 5545, RFC 7986.
 *
 * Every event is a whole day and holds no time, so no zone moves it. What is told again is the same to the byte: stamps
 * come from what is told and never from the clock of the reading.
 */
import ical, { ICalEventTransparency } from "ical-generator";
import type { Language } from "../../platform/language.ts";
import type { SiteDate } from "../dates/dates.rules.ts";
import { calendarSay, whatText } from "../texts.ts";

export interface IcsFacts {
  readonly language: Language;
  readonly vendorName: string;
  readonly baseUrl: string;
  /** The stamp of what tells none of its own. */
  readonly madeAt: string;
  readonly dates: readonly SiteDate[];
}

const TWELVE_HOURS = 43_200;

export function icsOf({ language, vendorName, baseUrl, madeAt, dates }: IcsFacts): string {
  const say = calendarSay(language);
  const calendar = ical({
    name: escapedName(plain(say("calendarName", { vendor: vendorName }))),
    prodId: { company: "Carnet", product: "Dates", language: language.toUpperCase() },
    ttl: TWELVE_HOURS,
  });
  const host = new URL(baseUrl).hostname;
  for (const date of dates) {
    const stamp = new Date(date.changedAt ?? madeAt);
    const place = plain(say("siteOf", { name: date.siteName, number: date.siteNumber }));
    const url = `${baseUrl}${date.path}`;
    calendar.createEvent({
      id: `${date.uid}@${host}`,
      start: new Date(`${date.on}T00:00:00Z`),
      allDay: true,
      summary: `${plain(whatText(say, date))} · ${plain(date.siteName)}`,
      description: `${place}\n${say(`mean.${date.kind}`)}\n${url}`,
      url,
      sequence: date.revision,
      stamp,
      lastModified: stamp,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}

/** Names are the customers' own words: what would end a line is a space. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** The library escapes what events say, and leaves the calendar's name as it is. */
function escapedName(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`);
}
