/** The primary's side of consents: give, see, take back. Source: BR-54. */
import { authorize } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { listContacts } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { newId } from "../../platform/id.ts";
import { found, invalid } from "../../platform/problem.ts";
import { type ConsentState, faultOfDay, latestDay, type Purpose, stateOf } from "./consents.rules.ts";
import { type Consent, insertConsent, listConsents, takeBackConsent } from "./consents.store.ts";

export interface ShownConsent extends Consent {
  readonly state: ConsentState;
  readonly giver: string;
}

export interface SiteConsents {
  readonly items: readonly ShownConsent[];
  readonly today: LocalDate;
  /** The latest day that a consent may last to. */
  readonly latest: LocalDate;
  /** Only the primary gives and takes back. */
  readonly mayGive: boolean;
  readonly timeZone: string;
}

export async function readConsents(context: Context, siteId: string): Promise<SiteConsents> {
  return authorize(context, "consent.read", siteId, async (scope) => {
    const timeZone = timeZoneOf(scope.country);
    const day = today(context, timeZone);
    const rows = await listConsents(scope);
    const ids = rows.map(({ givenBy }) => givenBy);
    const givers = await listContacts(scope.query, ids); // in the order of the ids; nobody who gave is ever gone
    const items = rows.map((row, at) => ({
      ...row,
      state: stateOf(row, day),
      giver: givers[at]?.name ?? "",
    }));
    return { items, today: day, latest: latestDay(day), mayGive: scope.grant.role === "primary", timeZone };
  });
}

export async function giveConsent(
  context: Context,
  siteId: string,
  { purpose, validThrough }: { purpose: Purpose; validThrough: LocalDate },
): Promise<ShownConsent> {
  return authorize(context, "consent.give", siteId, async (scope) => {
    const fault = faultOfDay(today(context, timeZoneOf(scope.country)), validThrough);
    if (fault !== undefined) throw invalid({ validThrough: [fault] });
    const { now } = context;
    const given = { id: newId("consent", now), purpose, givenBy: scope.personId, validThrough, givenAt: now };
    const row = await insertConsent(scope, given);
    await emit(scope.query, context, {
      name: "consent.granted",
      siteId,
      facts: { id: row.id, purpose, validThrough },
    });
    const [giver] = await listContacts(scope.query, [scope.personId]);
    return { ...row, state: "in-force", giver: giver?.name ?? "" };
  });
}

export async function takeBack(context: Context, siteId: string, id: string): Promise<void> {
  return authorize(context, "consent.give", siteId, async (scope) => {
    const purpose = found(await takeBackConsent(scope, { id, at: context.now }), "consent");
    await emit(scope.query, context, { name: "consent.withdrawn", siteId, facts: { id, purpose } });
  });
}
