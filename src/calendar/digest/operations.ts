/**
 * The digest of dates: chosen by its reader, sent once a due day, ended by one press.
 *
 * A day that the portal was down on is made up for as soon as it runs again, once; what was missed twice is told once.
 * Which one was the newest is in the row that the sending changes, so two who send at once send one.
 */
import { timingSafeEqual } from "node:crypto";
import { asPortal, personOf } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import type { Secrets } from "../../platform/secrets.ts";
import { readDatesOf } from "../dates/dates.documents.ts";
import type { DigestFacts } from "./mails.ts";
import { type Frequency, lastDayTold, newestDueDay } from "./rules.ts";
import {
  type DigestReader,
  deleteFrequency,
  findFrequency,
  listReaders,
  saveFrequency,
  takeDigest,
} from "./store.ts";

export const CHOICES = ["none", "weekly", "monthly"] as const;
export type Choice = (typeof CHOICES)[number];

export async function readDigestChoice(context: Context): Promise<Choice> {
  const personId = personOf(context);
  return (await asPortal(context, (scope) => findFrequency(scope, personId))) ?? "none";
}

export async function chooseDigest(context: Context, choice: Choice): Promise<void> {
  const personId = personOf(context);
  const zone = timeZoneOf(context.person?.country ?? "");
  await asPortal(context, async (scope) => {
    if (choice === "none") await deleteFrequency(scope, personId);
    else await saveFrequency(scope, { personId, frequency: choice, today: today(context, zone) });
    const facts = { frequency: choice };
    await emit(scope.query, context, { name: "date-digest.chosen", personId, facts });
  });
}

/** Whose digest a link ends; a 404 for a link that we did not make. Changes nothing. */
export function readUnsubscription({ portal }: Context, token: string): string {
  const [personId = "", check = ""] = token.split(".");
  const ours = Buffer.from(checkOf(portal.secrets, personId));
  const given = Buffer.from(check);
  const isOurs = given.length === ours.length && timingSafeEqual(given, ours);
  return found(isOurs ? personId : undefined, "unsubscription");
}

/** Without signing in: the link is the proof. Twice is as good as once. */
export async function unsubscribe(context: Context, token: string): Promise<void> {
  const personId = readUnsubscription(context, token);
  await asPortal(context, async (scope) => {
    if (!(await deleteFrequency(scope, personId))) return;
    await emit(scope.query, context, { name: "date-digest.ended", personId, facts: { by: "mail" } });
  });
}

function endPathOf(secrets: Secrets, personId: string): string {
  return `/unsubscribe/${personId}.${checkOf(secrets, personId)}`;
}

/** 256 bits under a key that the database does not have. */
function checkOf(secrets: Secrets, personId: string): string {
  return secrets.authenticate("unsubscribe date-digest", personId).toString("base64url");
}

const BATCH = 500;

export async function sendDigests(context: Context): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const from: string = after;
    const readers = await asPortal(context, (scope) => listReaders(scope, { after: from, limit: BATCH }));
    for (const reader of readers) await sendDigest(context, reader);
    after = readers.at(-1)?.personId;
  }
}

/** More would bury what comes first; the page has them all. */
const MOST_DATES = 40;

async function sendDigest(
  context: Context,
  { personId, frequency, toldOn, ...to }: DigestReader,
): Promise<void> {
  const day = today(context, timeZoneOf(to.country));
  const due = newestDueDay(frequency, day);
  if (toldOn >= due) return;
  await asPortal(context, async (scope) => {
    if (!(await takeDigest(scope, { personId, frequency, due, today: day }))) return;
    const through = lastDayTold(frequency, day);
    const own = await readDatesOf(scope, { personId, today: today(context), from: day, through });
    const dates = own?.dates ?? [];
    if (dates.length === 0) return;
    const endPath = endPathOf(context.portal.secrets, personId);
    const facts: DigestFacts = { through, dates: dates.slice(0, MOST_DATES), count: dates.length, endPath };
    await queueMail(scope.query, context, {
      to: to.email,
      language: to.language,
      template: "date-digest",
      facts: { ...facts },
      dedupeKey: `date-digest ${personId} ${due}`,
    });
  });
}

export type { Frequency };
