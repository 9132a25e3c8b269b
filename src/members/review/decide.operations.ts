/** Saying of a member, in an open review, that the access is still right, or taking it away. */
import { authorize, type MemberScope } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import { listContacts } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found, Problem } from "../../platform/problem.ts";
import { removeMember } from "../give.operations.ts";
import { findMember } from "../store.ts";
import { mayDecide, type Outcome } from "./review.rules.ts";
import { confirmItems, decideItem, findItem, lockReview } from "./review.store.ts";

export interface Deciding {
  readonly siteId: string;
  readonly reviewId: string;
  readonly personId: string;
  readonly outcome: Outcome;
}

/** Decided once. Removing takes the access away in the same transaction, with its mail and its event. */
export async function decideReviewItem(
  context: Context,
  { siteId, reviewId, personId, outcome }: Deciding,
): Promise<void> {
  await authorize(context, "member.manage", siteId, async (scope) => {
    await lockOpen(scope, reviewId);
    const self = { personId: scope.personId, role: scope.grant.role };
    if (!mayDecide(self, { personId, outcome })) throw new Problem(403, "own_review", { rule: "BAR 18" });
    const decided = { reviewId, personId, outcome, by: scope.personId, at: context.now };
    if (!(await decideItem(scope, decided))) throw await refusalOf(scope, { reviewId, personId });
    if (outcome === "removed") return remove(scope, context, { reviewId, personId });
    const { email } = found(await findMember(scope, personId), "member");
    const facts = { personId, email, reviewId };
    await emit(scope.query, context, { name: "access-review.confirmed", siteId, facts });
  });
}

async function remove(
  scope: MemberScope,
  context: Context,
  { reviewId, personId }: { reviewId: string; personId: string },
): Promise<void> {
  const site = found(await findSiteFacts(scope), "site");
  const { mail, event } = await removeMember({ scope, context, site }, personId);
  if (mail !== null) await queueMail(scope.query, context, mail);
  await emit(scope.query, context, { ...event, facts: { ...event.facts, reviewId } });
}

export interface ConfirmingMany {
  readonly siteId: string;
  readonly reviewId: string;
  /** Null: everybody of whom nobody has said anything yet. */
  readonly personIds: readonly string[] | null;
}

/** Never the caller's own access, unless the caller is the primary contact. Answers how many. */
export async function confirmMany(
  context: Context,
  { siteId, reviewId, personIds }: ConfirmingMany,
): Promise<{ confirmed: number }> {
  return authorize(context, "member.manage", siteId, async (scope) => {
    await lockOpen(scope, reviewId);
    const but = scope.grant.role === "primary" ? null : scope.personId;
    const confirmed = await confirmItems(scope, {
      reviewId,
      by: scope.personId,
      at: context.now,
      but,
      personIds,
    });
    const facts = { people: confirmed, reviewId };
    if (confirmed > 0)
      await emit(scope.query, context, { name: "access-review.all-confirmed", siteId, facts });
    return { confirmed };
  });
}

async function lockOpen(scope: MemberScope, reviewId: string): Promise<void> {
  const review = found(await lockReview(scope, reviewId), "access_review");
  if (review.closedAt !== null) {
    throw new Problem(409, "review_closed", { closedAt: review.closedAt, dueOn: review.dueOn });
  }
}

/** Who was faster, and what they said. */
async function refusalOf(scope: MemberScope, of: { reviewId: string; personId: string }): Promise<Problem> {
  const { outcome, decidedAt, decidedBy } = found(await findItem(scope, of), "review_item");
  const [by] = decidedBy === null ? [] : await listContacts(scope.query, [decidedBy]);
  return new Problem(409, "already_reviewed", { outcome, decidedAt, decidedBy: by?.name ?? null });
}
