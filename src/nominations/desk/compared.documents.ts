/** What somebody states and what is registered, side by side, in the agent's language. The name comes first. */
import type { SiteFacts } from "../../agreements/index.ts";
import type { Comparison } from "../../care/index.ts";
import { fullName, type PersonRow } from "../../identity/index.ts";
import { type Language, tagOf } from "../../platform/language.ts";
import type { AccessRequest } from "../store.ts";
import { nominationSay } from "../texts.ts";
import { compareCodes, compareNames, comparePhones, compareTexts } from "./compare.rules.ts";

export interface Stated {
  readonly person: PersonRow;
  readonly request: AccessRequest;
}

export function compareStated(
  language: Language,
  { person, request }: Stated,
  site: SiteFacts | undefined,
): Comparison[] {
  const say = nominationSay(language);
  const contact = site?.contact;
  const names = [`${person.givenName} ${person.familyName}`, person.romanizedName ?? ""];
  const registeredName = contact && `${contact.givenName} ${contact.familyName}`;
  const companies = [site?.name ?? null, site?.customer.name ?? null];
  const [siteName, customerName] = companies;
  const registeredCompany =
    siteName === customerName ? siteName : `${siteName ?? ""} / ${customerName ?? ""}`;
  const country = (code: string | undefined) => (code === undefined ? null : countryName(language, code));
  return [
    {
      label: say("care.name"),
      stated: written(person),
      registered: contact && site ? fullName({ ...contact, language: site.language }) : null,
      verdict: compareNames(names, registeredName === undefined ? [] : [registeredName]),
    },
    {
      label: say("care.email"),
      stated: person.email,
      registered: contact?.email ?? null,
      verdict: compareCodes(person.email, contact?.email ?? null),
    },
    {
      label: say("care.company"),
      stated: request.company,
      registered: site === undefined ? null : (registeredCompany ?? null),
      verdict: compareTexts([request.company], companies),
    },
    {
      label: say("care.department"),
      stated: request.department,
      registered: site?.department ?? null,
      verdict: compareTexts([request.department], [site?.department ?? null]),
    },
    {
      label: say("care.phone"),
      stated: request.phone,
      registered: site?.phone ?? null,
      verdict: comparePhones(request.phone, site?.phone ?? null),
    },
    {
      label: say("care.country"),
      stated: country(person.country),
      registered: country(site?.country),
      verdict: compareCodes(person.country, site?.country ?? null),
    },
  ];
}

/** The name as it is written, with its Latin form if there is one. */
function written(person: PersonRow): string {
  const name = fullName(person);
  return person.romanizedName === null ? name : `${name} (${person.romanizedName})`;
}

function countryName(language: Language, code: string): string {
  return new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(code) ?? code;
}
