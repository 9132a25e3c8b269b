/**
 * The addresses by which calendars read a person's dates: made once, shown once, revocable.
 *
 * An address carries 256 random bits; its hash is stored. What it tells is judged anew at each reading by the rights
 * that the person has then. One that is unknown, revoked or whose person is gone is not there, all in the same words.
 */
import { asPortal, personOf } from "../../access/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { newId } from "../../platform/id.ts";
import { found } from "../../platform/problem.ts";
import { hashOf, isMailToken, newMailToken } from "../../platform/tokens.ts";
import { readDatesOf } from "../dates/dates.documents.ts";
import { AHEAD_DAYS } from "../dates/operations.ts";
import { icsOf } from "./ics.documents.ts";
import { type CalendarFeed, findFeed, insertFeed, listFeeds, revokeFeed, updateReadAt } from "./store.ts";

const PURPOSE = "calendar";
/** A person makes a handful; whoever got hold of a session is slowed. */
const MADE = { most: 30, seconds: 86_400 } as const;
/** Calendar programs ask every few minutes at most. */
const READ = { most: 120, seconds: 3600 } as const;
/** What is just over stays for a while. */
const BEHIND_DAYS = 90;

export interface MadeFeed {
  readonly id: string;
  readonly name: string;
  /** In this answer and nowhere else. */
  readonly url: string;
}

export async function makeFeed(context: Context, name: string): Promise<MadeFeed> {
  const personId = personOf(context);
  const { secrets, config } = context.portal;
  await spend(context.db, `calendar feed ${personId}`, MADE);
  const token = newMailToken(secrets, PURPOSE);
  const id = newId("calendar", context.now);
  await asPortal(context, async (scope) => {
    await insertFeed(scope, { id, personId, name, tokenHash: hashOf(token), madeAt: context.now });
    const facts = { feedId: id, name };
    await emit(scope.query, context, { name: "calendar-feed.made", personId, facts });
  });
  return { id, name, url: `${config.baseUrl}/v1/calendar/${token}.ics` };
}

export async function readFeeds(
  context: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Listed<CalendarFeed>> {
  const { secrets } = context.portal;
  const personId = personOf(context);
  const list = `calendar-feeds ${personId}`;
  const before = readPlace(secrets, list, after)?.id ?? null;
  const rows = await asPortal(context, (scope) => listFeeds(scope, { personId, before, limit: limit + 1 }));
  const { items, end } = pageOf(rows, limit, ({ id }) => ({ value: id, id }));
  return { items, next: end === null ? null : writePlace(secrets, list, end), limit };
}

/** Felt by the next reading. */
export async function endFeed(context: Context, id: string): Promise<void> {
  const personId = personOf(context);
  await asPortal(context, async (scope) => {
    const name = found(await revokeFeed(scope, { id, personId, at: context.now }), "calendar_feed");
    const facts = { feedId: id, name };
    await emit(scope.query, context, { name: "calendar-feed.revoked", personId, facts });
  });
}

export interface CalendarFile {
  readonly text: string;
  readonly etag: string;
}

export async function readCalendar(context: Context, token: string): Promise<CalendarFile> {
  const { secrets, config } = context.portal;
  if (!isMailToken(secrets, PURPOSE, token)) return found<CalendarFile>(undefined, "calendar");
  const tokenHash = hashOf(token);
  await spend(context.db, `calendar ${tokenHash.toString("base64url")}`, READ);
  const day = today(context);
  const read = await asPortal(context, async (scope) => {
    const feed = await findFeed(scope, tokenHash);
    if (feed === undefined) return undefined;
    const { personId } = feed;
    const span = { from: addDays(day, -BEHIND_DAYS), through: addDays(day, AHEAD_DAYS) };
    const own = await readDatesOf(scope, { personId, today: day, ...span });
    if (own === null) return undefined;
    await updateReadAt(scope, { id: feed.id, at: context.now });
    return { ...feed, dates: own.dates };
  });
  const { language, madeAt, dates } = found(read, "calendar");
  const { vendorName, baseUrl } = config;
  const text = icsOf({ language, vendorName, baseUrl, madeAt, dates });
  return { text, etag: `"${hashOf(text).toString("base64url")}"` };
}
