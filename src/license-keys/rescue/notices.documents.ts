/** Who is told of emergency keys: the site's key administrators and licence support, at once; whoever took them, when it is asked how it went on. */
import type { SiteScope } from "../../access/index.ts";
import { findSiteFacts, longSiteNumber, type SiteFacts } from "../../agreements/index.ts";
import { findPerson, fullName } from "../../identity/index.ts";
import { notifyKeyAdministrators } from "../../key-members/index.ts";
import type { Context } from "../../platform/context.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { found } from "../../platform/problem.ts";
import type { RescueFacts } from "./mails.ts";
import type { Quota } from "./rules.ts";
import type { Rescue } from "./store.ts";

export async function tellOfTaking(
  scope: SiteScope,
  context: Context,
  { rescue, quotas, year }: { rescue: Rescue; quotas: readonly Quota[]; year: number },
): Promise<void> {
  const facts = await factsOf(scope, rescue, { quotas, year });
  const dedupeKey = `rescue ${rescue.id} taken`;
  await notifyKeyAdministrators(scope, context, { template: "rescue.taken", facts: { ...facts }, dedupeKey });
  await queueMail(scope.query, context, {
    to: context.portal.config.licenseSupportEmail,
    language: "en",
    template: "rescue.vendor",
    facts: { ...facts },
    dedupeKey: `${dedupeKey} vendor`,
  });
}

/** To whoever took them and to each administrator. */
export async function askHowItWentOn(scope: SiteScope, context: Context, rescue: Rescue): Promise<void> {
  const facts = { ...(await factsOf(scope, rescue, { quotas: [], year: 0 })) };
  const notice = { template: "rescue.follow-up", facts, dedupeKey: `rescue ${rescue.id} follow-up` };
  await notifyKeyAdministrators(scope, context, notice, rescue.takenBy);
  const person = await findPerson(scope.query, { id: rescue.takenBy });
  if (person === undefined) return;
  const { email, language } = person;
  await queueMail(scope.query, context, {
    ...notice,
    to: email,
    language,
    dedupeKey: `${notice.dedupeKey} ${person.id}`,
  });
}

async function factsOf(
  scope: SiteScope,
  rescue: Rescue,
  { quotas, year }: { quotas: readonly Quota[]; year: number },
): Promise<RescueFacts> {
  const site: SiteFacts = found(await findSiteFacts(scope), "site");
  const person = await findPerson(scope.query, { id: rescue.takenBy });
  const { id: rescueId, host, deadHost, reason, expiresAt, keys } = rescue;
  return {
    siteId: site.siteId,
    siteNumber: longSiteNumber(site.number),
    siteName: site.name,
    country: site.country,
    rescueId,
    by: person === undefined ? "" : fullName(person),
    host: host.name,
    deadHost: deadHost.name,
    reason,
    takenAt: rescue.takenAt,
    expiresAt,
    products: keys.map(({ productName: product, quantity }) => ({ product, quantity })),
    places: quotas.map(({ productName: product, used, perYear }) => ({ product, used, perYear })),
    year,
  };
}
