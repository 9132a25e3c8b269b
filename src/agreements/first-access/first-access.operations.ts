/**
 * First access: the registered contact of a site proves by the temporary passcode to be just that, once.
 *
 * A try is counted before it is compared and stays counted whatever becomes of it, so the refusals are decided within
 * the transaction and thrown after it. Source: DOMAIN §3.4, BAR row 13.
 */
import {
  asPortal,
  DEFAULT_PRIVILEGES,
  insertPrimary,
  personOf,
  type SiteScope,
  siteScopeOf,
  type VendorScope,
} from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { violatedConstraint } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { queueMail } from "../../platform/mail/queue.ts";
import { invalid, Problem } from "../../platform/problem.ts";
import { exhaustedFactsOf } from "../mails.ts";
import { parseSiteNumber } from "../rules.ts";
import { emailKeyOf, isPasscode } from "./passcode.authorize.ts";
import { decideEntry, foldPasscode, isWellFormed, MOST_TRIES, statusOf } from "./passcode.rules.ts";
import {
  claimSite,
  findSiteOfContact,
  listPasscodes,
  reserveTry,
  type SiteOfContact,
  updateConsumed,
  updateExhausted,
} from "./passcode.store.ts";

const LIMIT = { most: 60, seconds: 600 };

const NOTHING_OPEN = { tries: null, isRight: false, isSuperseded: false, newest: null } as const;

interface Entry {
  readonly number: string;
  readonly code: string;
  readonly emailKey: string;
  readonly personId: string;
}

/** What later modules do in the transaction in which a site gets its primary: the root hands it in. */
export type OnClaimed = (scope: VendorScope, context: Context, siteId: string) => Promise<void>;

/** The signed-in contact becomes the site's primary. A slip of the finger costs no try, a wrong passcode one of five. */
export async function enterPasscode(
  context: Context,
  typed: { siteNumber: string; passcode: string },
  onClaimed: OnClaimed = async () => {},
) {
  const personId = personOf(context);
  const number = parseSiteNumber(typed.siteNumber);
  if (number === undefined) throw invalid({ siteNumber: ["site_number_malformed"] });
  const code = foldPasscode(typed.passcode);
  if (!isWellFormed(code)) throw new Problem(400, "passcode_check_symbol");
  await spend(context.db, `first-access ${personId}`, LIMIT);
  const entry = { number, code, personId, emailKey: emailKeyOf(context) };
  const { decision, siteId } = await asPortal(context, async (scope) => {
    const tried = await tryPasscode(scope, context, entry);
    if (tried.decision.ok) await onClaimed(scope, context, tried.siteId);
    return tried;
  });
  if (decision.ok) return { siteId };
  const { reason, ...facts } = decision.refusal;
  const { careEmail } = context.portal.config;
  throw new Problem(statusOf(decision.refusal), reason, { ...facts, careEmail });
}

async function tryPasscode(vendor: VendorScope, context: Context, entry: Entry) {
  const site = await findSiteOfContact(vendor, entry);
  if (site === undefined) {
    await emit(vendor.query, context, { name: "first-access.refused", personId: entry.personId });
    return { decision: decideEntry(NOTHING_OPEN), siteId: "" };
  }
  const { siteId } = site;
  const scope = siteScopeOf(vendor, siteId);
  const open = await reserveTry(scope, context.now);
  const isRight = open !== undefined && isPasscode(context, entry.code, open);
  const kept = isRight ? [] : await listPasscodes(scope);
  const isSuperseded = kept.some((old) => old.state === "superseded" && isPasscode(context, entry.code, old));
  const newest = kept[0]?.state ?? null;
  const decision = decideEntry({ tries: open?.tries ?? null, isRight, isSuperseded, newest });
  if (decision.ok && open !== undefined) {
    await claim(scope, context, { site, personId: entry.personId, passcodeId: open.id });
    return { decision, siteId };
  }
  if (open?.tries === MOST_TRIES) await exhaust(scope, context, { site, passcodeId: open.id });
  const facts = decision.ok ? {} : decision.refusal;
  await emit(scope.query, context, { name: "passcode.refused", siteId, facts });
  return { decision, siteId };
}

async function exhaust(
  scope: SiteScope,
  context: Context,
  { site, passcodeId }: { site: SiteOfContact; passcodeId: string },
) {
  await updateExhausted(scope, passcodeId);
  await queueMail(scope.query, context, {
    to: site.contactEmail,
    language: site.language,
    template: "passcode-exhausted",
    facts: { ...exhaustedFactsOf(site, MOST_TRIES) },
    dedupeKey: `passcode-exhausted ${passcodeId}`,
  });
}

/** The unique index on primaries is the truth: whoever comes second is told so. */
async function claim(
  scope: SiteScope,
  context: Context,
  { site, personId, passcodeId }: { site: SiteOfContact; personId: string; passcodeId: string },
) {
  await updateConsumed(scope, { passcodeId, personId, at: context.now });
  if (!(await claimSite(scope))) throw new Problem(409, "site_claimed");
  try {
    const privileges = DEFAULT_PRIVILEGES.primary;
    await insertPrimary(scope.query, {
      siteId: site.siteId,
      personId,
      privileges,
      grantedAt: context.now,
      grantedBy: "passcode",
    });
  } catch (error) {
    if (violatedConstraint(error) === undefined) throw error;
    throw new Problem(409, "site_claimed");
  }
  await emit(scope.query, context, {
    name: "site.claimed",
    siteId: site.siteId,
    facts: { siteNumber: site.number },
  });
}
