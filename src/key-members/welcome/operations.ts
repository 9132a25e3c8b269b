/**
 * D-14: whoever has become a member by what he or she is at a site is welcomed, once.
 *
 * The database notes the sites where that may be; the note, the welcome and its mail go in one transaction, so that a kill
 * loses and repeats nothing. Registered contacts of old sites are left in peace: they are welcomed when they come in.
 * Source: BR-92, decisions 0010, 0029.
 */
import { asPortal, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { longSiteNumber } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { addDays } from "../../platform/dates.ts";
import { emitAll } from "../../platform/events.ts";
import { queueMails } from "../../platform/mail/queue.ts";
import type { WelcomeFacts } from "../mails.ts";
import { tellOfNewMember } from "../notices.documents.ts";
import { insertWelcomes, takeChanges, type Welcome } from "./store.ts";

const BATCH = 200;

export async function welcomeMembers(context: Context): Promise<void> {
  for (let taken = BATCH; taken === BATCH; ) {
    taken = await asPortal(context, async (vendor) => {
      const siteIds = await takeChanges(vendor, BATCH);
      if (siteIds.length > 0) await welcomeAt(vendor, context, siteIds);
      return siteIds.length;
    });
  }
}

async function welcomeAt(vendor: VendorScope, context: Context, siteIds: readonly string[]): Promise<void> {
  const registeredFrom = addDays(today(context), -context.portal.config.proofMailDays);
  const welcomes = await insertWelcomes(vendor, { siteIds, registeredFrom, at: context.now });
  await queueMails(
    vendor.query,
    context,
    welcomes.map((welcome) => ({
      to: welcome.email,
      language: welcome.language,
      template: "key-member.welcome",
      facts: { ...factsOf(welcome) },
      dedupeKey: `key-member.welcome ${welcome.siteId} ${welcome.because} ${welcome.email.toLowerCase()}`,
    })),
  );
  for (const { siteId, email } of welcomes.filter(({ because }) => because === "technical"))
    await tellOfNewMember(siteScopeOf(vendor, siteId), context, {
      personId: null,
      path: "technical",
      email,
    });
  await emitAll(
    vendor.query,
    context,
    welcomes.map(({ siteId, email, because }) => ({
      name: "key-member.welcomed",
      siteId,
      facts: { email, because },
    })),
  );
}

function factsOf({ siteId, siteNumber, siteName, email, because, isIn, hasId }: Welcome): WelcomeFacts {
  return { siteId, siteNumber: longSiteNumber(siteNumber), siteName, email, because, isIn, hasId };
}
