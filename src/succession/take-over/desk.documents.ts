/** What an agent sees of a take-over: the stated data beside the registered, the people of the site, the evidence. */
import { type SiteScope, siteScopeOf, type VendorScope } from "../../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../../agreements/index.ts";
import type { CareRequest, CareView, Comparison, Outcome } from "../../care/index.ts";
import { fullName, listPeople } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { type Language, tagOf } from "../../platform/language.ts";
import { found } from "../../platform/problem.ts";
import { whenText } from "../../web/locale/formats.ts";
import { findPrimary, listAdministrators, listSuccessors, type SitePerson } from "../people.store.ts";
import { CAUSES } from "../rules.ts";
import { deskSay } from "../texts.ts";
import { compare, domainOf, EVIDENCE, PROOFS } from "./take-over.rules.ts";
import { findTakeOver, type TakeOver } from "./take-over.store.ts";

type Say = ReturnType<typeof deskSay>;
type Facts = (readonly [label: string, value: string])[];

export async function describeTakeOver(
  context: Context,
  vendor: VendorScope,
  request: CareRequest,
): Promise<CareView> {
  const { language } = context;
  const takeOver = found(await findTakeOver(vendor, request.subjectId), "take_over");
  const scope = takeOver.siteId === null ? undefined : siteScopeOf(vendor, takeOver.siteId);
  const site = scope && (await findSiteFacts(scope));
  const say = deskSay(language);
  const ofSite = scope && site ? await siteFacts(scope, context, site) : [[say("site"), say("siteUnknown")]];
  return {
    facts: [...(await statedFacts(vendor, language, takeOver)), ...(ofSite as Facts)],
    comparisons: comparisonsOf(takeOver, { request, site, language }),
    outcomes: outcomesOf(takeOver, say),
  };
}

async function statedFacts(vendor: VendorScope, language: Language, takeOver: TakeOver): Promise<Facts> {
  const say = deskSay(language);
  const { contactType, romanizedName, email, phone, statement, origin, askedBy, verifiedBy } = takeOver;
  const people = await listPeople(vendor.query, [askedBy, ...(verifiedBy === null ? [] : [verifiedBy])]);
  const named = (id: string) => {
    const person = people.find((each) => each.id === id);
    return person === undefined ? id : `${fullName(person)} <${person.email}>`;
  };
  const { requester } = takeOver.evidence;
  const verified: Facts =
    verifiedBy === null || requester === undefined
      ? []
      : [
          [say("verifiedBy"), `${named(verifiedBy)}, ${whenText(language, takeOver.verifiedAt ?? "")}`],
          [say("evidence"), say(`proof.${requester}`)],
        ];
  return [
    [say("contactType"), say(`contactType.${contactType}`)],
    [say("newContact"), `${romanizedName} <${email}>`],
    [say("phone"), phone],
    [say("statement"), origin === "form" ? statement : causesIn(statement, say)],
    [say("origin"), say(`origin.${origin}`)],
    [say("askedBy"), named(askedBy)],
    ...verified,
  ];
}

/** A claim states the causes that let the successor claim. */
function causesIn(statement: string, say: Say): string {
  const causes = CAUSES.filter((cause) => statement.split(", ").includes(cause));
  return causes.map((cause) => say(`cause.${cause}`)).join(", ");
}

async function siteFacts(scope: SiteScope, context: Context, site: SiteFacts): Promise<Facts> {
  const say = deskSay(context.language);
  const primary = await findPrimary(scope);
  const administrators = await listAdministrators(scope, today(context));
  const successors = await listSuccessors(scope, today(context));
  return [
    [say("site"), `${site.number} ${site.name}`],
    [say("primaryNow"), written(primary === undefined ? [] : [primary], say)],
    [say("administrators"), written(administrators, say)],
    [say("successors"), written(successors, say)],
  ];
}

/** Names and addresses, one after the other. */
export function written(people: readonly SitePerson[], say: Say): string {
  if (people.length === 0) return say("nobody");
  return people.map((person) => `${fullName(person)} <${person.email}>`.trim()).join(", ");
}

interface Beside {
  readonly request: CareRequest;
  readonly site: SiteFacts | undefined;
  readonly language: Language;
}

function comparisonsOf(takeOver: TakeOver, { request, site, language }: Beside): Comparison[] {
  const say = deskSay(language);
  const row = (label: string, stated: string | null, registered: string | null): Comparison => ({
    label,
    stated,
    registered,
    verdict: compare(stated, registered),
  });
  const country = (code: string) =>
    new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(code) ?? code;
  const domain = site?.contact.email ? domainOf(site.contact.email) : null;
  const asker = request.requesterEmail === null ? null : domainOf(request.requesterEmail);
  return [
    row(say("company"), takeOver.company, site?.customer.name ?? null),
    row(say("siteNumber"), takeOver.siteNumber, site?.number ?? null),
    row(say("customerNumber"), takeOver.customerNumber, site?.customer.number ?? null),
    row(say("country"), country(takeOver.country), site === undefined ? null : country(site.country)),
    row(say("contactName"), null, site === undefined ? null : contactOf(site)),
    row(say("domain"), asker, domain),
    row(say("newDomain"), domainOf(takeOver.email), domain),
  ];
}

function contactOf({ contact, language }: SiteFacts): string {
  return `${fullName({ ...contact, language })} <${contact.email ?? "–"}>`;
}

/** First all the evidence, then the second agent; returning and rejecting are always open. */
function outcomesOf(takeOver: TakeOver, say: Say): Outcome[] {
  const refusals: Outcome[] = [
    { outcome: "return", label: say("returned"), tone: "plain", needsReason: true, fields: [] },
    { outcome: "reject", label: say("reject"), tone: "danger", needsReason: true, fields: [] },
  ];
  if (takeOver.state === "requested") return [verifyOutcome(takeOver, say), ...refusals];
  if (takeOver.state !== "verified") return [];
  const confirm = { outcome: "confirm", label: say("confirm"), tone: "primary", needsReason: false } as const;
  return [{ ...confirm, fields: [] }, ...refusals];
}

function verifyOutcome({ siteId }: TakeOver, say: Say): Outcome {
  const ticks = EVIDENCE.map((name) => ({
    name,
    label: say(`tick.${name}`),
    kind: "checkbox" as const,
    isRequired: true,
  }));
  const options = PROOFS.map((value) => ({ value, label: say(`proof.${value}`) }));
  const requester = {
    name: "requester",
    label: say("requester"),
    kind: "choice",
    options,
    isRequired: true,
  } as const;
  const number = { name: "siteNumber", label: say("siteField"), hint: say("siteFieldHint") };
  const site = { ...number, kind: "text" as const, isRequired: true };
  const fields = [...ticks, requester, ...(siteId === null ? [site] : [])];
  return { outcome: "verify", label: say("verify"), tone: "primary", needsReason: false, fields };
}
