/**
 * The yearly request to verify contacts and users, D-27: to the primary contact, some days before the anniversary.
 *
 * Safe to run twice and after days of downtime: who was asked before which anniversary is a row, and a site whose day
 * was missed is asked as soon as the portal runs again, until the anniversary itself.
 */
import { asPortal, listSiteGrants, type SiteScope, siteScopeOf } from "../../access/index.ts";
import { anniversaryOf, findSiteFacts, listOrderingSites, timeZoneOf } from "../../agreements/index.ts";
import { fullName, listPeople } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import { addresseeOf, listAddressees } from "../addressee.documents.ts";
import type { CheckFacts } from "../mails.ts";
import { checkDue } from "../rules.ts";
import { insertContactCheck, listContactChecks } from "../store.ts";

const BATCH = 500;

interface Due {
  readonly siteId: string;
  readonly anniversaryOn: LocalDate;
}

export async function askForContactChecks(context: Context): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const { due, last } = await listDue(context, after);
    for (const site of due) await ask(context, site);
    after = last;
  }
}

/** Of some sites those that are due and were not asked yet; `last` leads on, undefined at the end. */
async function listDue(context: Context, after: string): Promise<{ due: Due[]; last: string | undefined }> {
  const days = context.portal.config.contactCheckDays;
  return asPortal(context, async (scope) => {
    const sites = await listOrderingSites(scope, { after, limit: BATCH });
    const due = sites.flatMap((site): Due[] => {
      const day = today(context, timeZoneOf(site.country));
      const anniversaryOn = checkDue(anniversaryOf(site), { today: day, days });
      return anniversaryOn === null ? [] : [{ siteId: site.siteId, anniversaryOn }];
    });
    const siteIds = due.map(({ siteId }) => siteId);
    const asked = await listContactChecks(scope, { siteIds, since: today(context) });
    const isAsked = (one: Due) =>
      asked.some((row) => row.siteId === one.siteId && row.anniversaryOn === one.anniversaryOn);
    return { due: due.filter((one) => !isAsked(one)), last: sites.at(-1)?.siteId };
  });
}

async function ask(context: Context, { siteId, anniversaryOn }: Due): Promise<void> {
  await asPortal(context, async (vendor) => {
    const scope = siteScopeOf(vendor, siteId);
    const to = await addresseeOf(scope, "PRIMARY");
    if (to === null || to.isFallback) return; // nobody is the primary contact: who comes in before the day is asked then
    if (!(await insertContactCheck(scope, { anniversaryOn, at: context.now }))) return;
    await queueMail(scope.query, context, {
      to: to.email,
      language: to.language,
      template: "contact-check",
      facts: { ...(await factsOf(scope, context, { name: to.name, anniversaryOn })) },
      dedupeKey: `contact-check ${siteId} ${anniversaryOn}`,
    });
    const facts = { anniversaryOn, email: to.email };
    await emit(scope.query, context, { name: "contacts.check-asked", siteId, facts });
  });
}

/** More names would bury what the mail is for; the page has them all. */
const MOST_PEOPLE = 50;

async function factsOf(
  scope: SiteScope,
  context: Context,
  { name, anniversaryOn }: { name: string; anniversaryOn: LocalDate },
): Promise<CheckFacts> {
  const site = found(await findSiteFacts(scope), "site");
  const addressees = await listAddressees(scope);
  const grants = await listSiteGrants(scope, { today: today(context, timeZoneOf(site.country)) });
  const shown = grants.slice(0, MOST_PEOPLE);
  const ids = shown.map(({ personId }) => personId);
  const people = new Map((await listPeople(scope.query, ids)).map((person) => [person.id, person]));
  return {
    siteId: site.siteId,
    siteNumber: site.number,
    siteName: site.name,
    name,
    anniversaryOn,
    contacts: [...addressees].flatMap(([type, to]) => (to === null ? [] : [{ type, ...to }])),
    people: shown.flatMap(({ personId, role, lastSeenOn }) => {
      const person = people.get(personId);
      if (person === undefined) return [];
      const isKnown = lastSeenOn !== null || role === "primary"; // until then the address is all that was given
      return [{ name: isKnown ? fullName(person) : "", email: person.email, role }];
    }),
    more: grants.length - shown.length,
  };
}
