/**
 * What the portal does with access reviews on its own: it opens one each quarter, reminds, and closes it when it is due.
 *
 * Safe to run twice, at once, and after days of downtime: each step is one conditional statement, and what follows from
 * it is done in its transaction.
 */
import {
  asPortal,
  deleteGrant,
  listGrantors,
  listSiteGrants,
  type SiteScope,
  siteScopeOf,
} from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { listPeople, type PersonRow } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays, type LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { type Message, queueMails } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import type { SiteInMail } from "../mails.ts";
import type { ClosedFacts, ReviewFacts } from "./mails.ts";
import { dayAt } from "./review.operations.ts";
import { dueDay, isOpeningTime, isOver, nameIn, ofThisQuarterFrom, reminderDue } from "./review.rules.ts";
import {
  findExpiresUnconfirmed,
  findReview,
  type ItemRow,
  listItems,
  listSitesToReview,
  type SiteToReview,
} from "./review.store.ts";
import {
  closeReview,
  insertReview,
  lapseItems,
  listReviewsDue,
  type OpenReview,
  updateReminded,
} from "./watch.store.ts";

const BATCH = 500;
/** The furthest that two zones are apart, and as long as the first reminder comes before the due day. */
const AHEAD_DAYS = 15;

export async function watchReviews(context: Context): Promise<void> {
  await followReviews(context);
  await openReviews(context);
}

async function followReviews(context: Context): Promise<void> {
  const by = addDays(today(context), AHEAD_DAYS);
  for (let after: string | undefined = ""; after !== undefined; ) {
    const from: string = after;
    const reviews = await asPortal(context, (scope) =>
      listReviewsDue(scope, { by, after: from, limit: BATCH }),
    );
    for (const review of reviews) await follow(context, review);
    after = reviews.at(-1)?.id;
  }
}

async function follow(context: Context, review: OpenReview): Promise<void> {
  const day = dayAt(context, review.country);
  const isClosing = isOver(review, day);
  if (!isClosing && reminderDue(review, day) === null) return;
  const work = isClosing ? close : remind;
  await asPortal(context, (vendor) => work(siteScopeOf(vendor, review.siteId), context, { review, day }));
}

interface Followed {
  readonly review: OpenReview;
  readonly day: LocalDate;
}

async function remind(scope: SiteScope, context: Context, { review, day }: Followed): Promise<void> {
  const reminder = reminderDue(review, day);
  if (reminder === null || !(await updateReminded(scope, { id: review.id, reminder }))) return;
  const facts = await factsOf(scope, { reviewId: review.id, dueOn: review.dueOn, day });
  if (facts.undecided === 0) return;
  const about = { template: "access-review.reminder", key: `access-review ${review.id} ${reminder}` };
  await tell(scope, context, { ...about, facts, day });
}

/** Nobody opens a review in the middle of a quarter: sites that come late wait for the next. */
async function openReviews(context: Context): Promise<void> {
  const day = today(context);
  const isAnywhere = [-1, 0, 1].some((days) => isOpeningTime(addDays(day, days)));
  if (!isAnywhere) return;
  const since = ofThisQuarterFrom(day);
  for (let after: string | undefined = ""; after !== undefined; ) {
    const of = { since, today: day, after, limit: BATCH };
    const sites: SiteToReview[] = await asPortal(context, (scope) => listSitesToReview(scope, of));
    for (const site of sites) await open(context, site);
    after = sites.at(-1)?.siteId;
  }
}

async function open(context: Context, { siteId, country }: SiteToReview): Promise<void> {
  const day = dayAt(context, country);
  if (!isOpeningTime(day)) return;
  await asPortal(context, async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const review = { id: newId("review", context.now), openedOn: day, dueOn: dueDay(day) };
    if (!(await insertReview(scope, review))) return;
    const facts = await factsOf(scope, { reviewId: review.id, dueOn: review.dueOn, day });
    const about = { template: "access-review.opened", key: `access-review ${review.id} opened` };
    await tell(scope, context, { ...about, facts, day });
    const event = { people: facts.undecided, dueOn: review.dueOn, reviewId: review.id };
    await emit(scope.query, context, { name: "access-review.opened", siteId, facts: event });
  });
}

/** More would bury what the mail is for; the list of members has them all. */
const MOST_LISTED = 50;

/** What nobody confirmed is listed to the primary contact; and ends, if the site wants that. */
async function close(scope: SiteScope, context: Context, { review, day }: Followed): Promise<void> {
  const { id: reviewId, dueOn } = review;
  if (!(await closeReview(scope, { id: reviewId, at: context.now }))) return;
  const facts = await factsOf(scope, { reviewId, dueOn, day });
  const left = await listLeft(scope, reviewId, day);
  const messages = facts.expires ? await lapse(scope, context, { reviewId, left, facts }) : [];
  await queueMails(scope.query, context, messages);
  const closed: ClosedFacts = {
    ...facts,
    undecided: left.length,
    people: left.slice(0, MOST_LISTED).map(listed),
  };
  const about = { template: "access-review.closed", key: `access-review ${reviewId} closed` };
  if (left.length > 0) await tell(scope, context, { ...about, facts: closed, day });
  const event = { people: left.length, unconfirmed: facts.expires ? "ends" : "stays", reviewId };
  await emit(scope.query, context, { name: "access-review.closed", siteId: scope.siteId, facts: event });
}

/** Still members, not confirmed; never the primary contact, who answers for the list. */
async function listLeft(scope: SiteScope, reviewId: string, day: LocalDate): Promise<ItemRow[]> {
  const rows = await listItems(scope, {
    reviewId,
    today: day,
    only: "undecided",
    after: null,
    limit: 20_000,
  });
  return rows.filter(({ role }) => role !== "primary");
}

function listed(row: ItemRow): ClosedFacts["people"][number] {
  const { name } = nameIn(row, null);
  return { label: name ?? row.email, role: row.role ?? "user", lastSeenOn: row.lastSeenOn };
}

async function lapse(
  scope: SiteScope,
  context: Context,
  { reviewId, left, facts }: { reviewId: string; left: readonly ItemRow[]; facts: ReviewFacts },
): Promise<Message[]> {
  const messages: Message[] = [];
  await lapseItems(scope, { reviewId, personIds: left.map(({ personId }) => personId), at: context.now });
  for (const { personId, email, language, state } of left) {
    if (!(await deleteGrant(scope, personId)) || state === "disabled") continue;
    messages.push({
      to: email,
      language,
      template: "access-review.access-over",
      facts: { ...siteOf(facts) },
      dedupeKey: `access-review ${reviewId} lapsed ${personId}`,
    });
  }
  return messages;
}

function siteOf({ siteId, siteName, siteNumber }: SiteInMail): SiteInMail {
  return { siteId, siteName, siteNumber };
}

async function factsOf(
  scope: SiteScope,
  { reviewId, dueOn, day }: { reviewId: string; dueOn: LocalDate; day: LocalDate },
): Promise<ReviewFacts> {
  const site = found(await findSiteFacts(scope), "site");
  const review = found(await findReview(scope, { id: reviewId, today: day }), "access_review");
  return {
    siteId: site.siteId,
    siteNumber: site.number,
    siteName: site.name,
    dueOn,
    undecided: review.undecided,
    expires: await findExpiresUnconfirmed(scope),
  };
}

interface Telling {
  readonly template: string;
  readonly key: string;
  readonly facts: ReviewFacts;
  readonly day: LocalDate;
}

async function tell(
  scope: SiteScope,
  context: Context,
  { template, key, facts, day }: Telling,
): Promise<void> {
  const people = await listDeciders(scope, day);
  const messages = people.map(({ id, email, language }) => ({
    to: email,
    language,
    template,
    facts: { ...facts },
    dedupeKey: `${key} ${id}`,
  }));
  await queueMails(scope.query, context, messages);
}

/** The primary contact; while there is none, the others who manage access. */
async function listDeciders(scope: SiteScope, day: LocalDate): Promise<PersonRow[]> {
  const [primary] = await listSiteGrants(scope, { today: day, roles: ["primary"], limit: 1 });
  const able = primary === undefined ? await listGrantors(scope.query, scope.siteId, day) : [primary];
  const ids = able.map(({ personId }) => personId);
  return listPeople(scope.query, ids);
}
