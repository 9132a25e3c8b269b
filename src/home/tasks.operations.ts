/**
 * What is to be done at a site, by whoever may do it: first what the primary contact's two standing duties ask for.
 *
 * It asks the modules that know; nothing is kept here. Source: DOMAIN §3.11.8, BR-49, BR-50.
 */
import { decideAccess, listSiteGrants, type MemberScope, type Permission } from "../access/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { isContactReviewDue } from "../contacts/index.ts";
import { countKeyTasks } from "../key-members/index.ts";
import { listOpenRescues } from "../license-keys/index.ts";
import { openReviewOf } from "../members/index.ts";
import { countPending } from "../nominations/index.ts";
import { type Context, today } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { listOpenQuotes } from "../renewals/index.ts";
import { type Cause, isOfferedTo, listSiteWarnings } from "../succession/index.ts";
import { listOpenTransfers } from "../transfers/index.ts";

export type Task =
  | { readonly kind: "requests"; readonly count: number }
  | { readonly kind: "key-registrations" | "key-newcomers"; readonly count: number }
  | {
      readonly kind: "transfer-consent" | "transfer-keys";
      readonly transferId: string;
      /** Of the other site. */
      readonly number: string;
    }
  | { readonly kind: "rescue"; readonly rescueId: string; readonly deadHost: string }
  | { readonly kind: "contacts" }
  | { readonly kind: "no-secondary" }
  | { readonly kind: "warning"; readonly cause: Cause; readonly since: LocalDate }
  | { readonly kind: "offer" }
  | { readonly kind: "review"; readonly dueOn: LocalDate; readonly count: number }
  | { readonly kind: "quote"; readonly quoteId: string; readonly number: string; readonly dueOn: LocalDate };

/** In the order in which a primary contact meets them after the first sign-in. */
export async function listTasks(scope: MemberScope, context: Context): Promise<Task[]> {
  const ifAllowed = async (permission: Permission, look: () => Promise<Task[]>) =>
    may(scope, context, permission) ? look() : [];
  const groups = [
    await ifAllowed("access-request.decide", () => requests(scope)),
    await keys(scope),
    await rescues(scope),
    await transfers(scope),
    await ifAllowed("contact.update", () => contacts(scope, context)),
    await ifAllowed("member.manage", () => secondaries(scope, context)),
    await ifAllowed("succession.read", () => warnings(scope)),
    await offers(scope, context),
    await ifAllowed("member.manage", () => reviews(scope, context)),
    await ifAllowed("renewal.read", () => quotes(scope, context)),
  ];
  return withoutRepeats(groups.flat());
}

function may({ grant, program }: MemberScope, context: Context, permission: Permission): boolean {
  return decideAccess({ grant, program, permission, today: today(context) }).kind === "allowed";
}

async function requests(scope: MemberScope): Promise<Task[]> {
  const count = await countPending(scope);
  return count > 0 ? [{ kind: "requests", count }] : [];
}

/** Of the Key Center, to its administrators: who asks to come in, and who came. Source: BR-96, BR-98. */
async function keys(scope: MemberScope): Promise<Task[]> {
  const { waiting, newcomers } = await countKeyTasks(scope, scope.personId);
  return [
    ...(waiting > 0 ? [{ kind: "key-registrations" as const, count: waiting }] : []),
    ...(newcomers > 0 ? [{ kind: "key-newcomers" as const, count: newcomers }] : []),
  ];
}

/** To each key member: emergency keys of which nobody has said how it went on. */
async function rescues(scope: MemberScope): Promise<Task[]> {
  return (await listOpenRescues(scope)).map((open) => ({ kind: "rescue" as const, ...open }));
}

/** To the primary contact: who consents, and whose site is to return keys. Source: BR-101. */
async function transfers(scope: MemberScope): Promise<Task[]> {
  if (scope.grant.role !== "primary") return [];
  const open = await listOpenTransfers(scope);
  return open.flatMap(({ id: transferId, number, task }) =>
    task === null ? [] : [{ kind: `transfer-${task}` as const, transferId, number }],
  );
}

async function contacts(scope: MemberScope, context: Context): Promise<Task[]> {
  return (await isContactReviewDue(scope, context)) ? [{ kind: "contacts" }] : [];
}

async function secondaries(scope: MemberScope, context: Context): Promise<Task[]> {
  const day = today(context, timeZoneOf(scope.country));
  const held = await listSiteGrants(scope, { today: day, roles: ["secondary"], limit: 1 });
  return held.length === 0 ? [{ kind: "no-secondary" }] : [];
}

async function warnings(scope: MemberScope): Promise<Task[]> {
  return (await listSiteWarnings(scope)).map((warning) => ({ kind: "warning" as const, ...warning }));
}

async function offers(scope: MemberScope, context: Context): Promise<Task[]> {
  return (await isOfferedTo(scope, context.now)) ? [{ kind: "offer" }] : [];
}

async function reviews(scope: MemberScope, context: Context): Promise<Task[]> {
  const review = await openReviewOf(scope, context);
  if (review === undefined || review.undecided === 0) return [];
  return [{ kind: "review", dueOn: review.dueOn, count: review.undecided }];
}

async function quotes(scope: MemberScope, context: Context): Promise<Task[]> {
  const open = await listOpenQuotes(scope, today(context, timeZoneOf(scope.country)));
  return open.map((quote) => ({ kind: "quote" as const, ...quote }));
}

/** Who is asked to name a secondary contact need not be warned that there is no second administrator. */
function withoutRepeats(tasks: readonly Task[]): Task[] {
  const hasNone = tasks.some(({ kind }) => kind === "no-secondary");
  const isRepeat = (task: Task) =>
    task.kind === "warning" && task.cause === "no-second-administrator" && hasNone;
  return tasks.filter((task) => !isRepeat(task));
}
