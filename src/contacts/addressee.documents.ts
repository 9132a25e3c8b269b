/** To whom a document of a site goes: whoever is named for it, else the primary contact, else the registered one. */
import { listSiteGrants, type SiteScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { findPerson, fullName } from "../identity/index.ts";
import type { Addressee, ContactType, NamedType } from "./rules.ts";
import { findKeyContact, type KeyContact, listKeyContacts } from "./store.ts";

/** Null only when nobody is named, nobody is the primary contact, and no address is registered. Source: BR-47, BR-60. */
export async function addresseeOf(scope: SiteScope, type: ContactType): Promise<Addressee | null> {
  if (type === "PRIMARY") return primaryOf(scope);
  const named = await findKeyContact(scope, type);
  return named === undefined ? fallback(await primaryOf(scope)) : addresseeFrom(named);
}

/** Of all six at once. */
export async function listAddressees(scope: SiteScope): Promise<ReadonlyMap<ContactType, Addressee | null>> {
  const primary = await primaryOf(scope);
  const named = new Map((await listKeyContacts(scope)).map((contact) => [contact.type, contact]));
  const of = (type: NamedType) => {
    const contact = named.get(type);
    return [type, contact === undefined ? fallback(primary) : addresseeFrom(contact)] as const;
  };
  return new Map<ContactType, Addressee | null>([
    ["PRIMARY", primary],
    of("POE"),
    of("MEDIA"),
    of("RENEWAL"),
    of("BILLING"),
    of("TECHNICAL"),
  ]);
}

function addresseeFrom({ name, email, language }: KeyContact): Addressee {
  return { name, email, language, isFallback: false };
}

export function fallback(primary: Addressee | null): Addressee | null {
  return primary && { ...primary, isFallback: true };
}

/** The place has no last day: whoever holds it is the primary contact, whatever the day. */
const ANY_DAY = "0001-01-01";

/** Whoever holds the place with an ID that is in use. */
async function primaryOf(scope: SiteScope): Promise<Addressee | null> {
  const [held] = await listSiteGrants(scope, { today: ANY_DAY, roles: ["primary"], limit: 1 });
  const person = held && (await findPerson(scope.query, { id: held.personId }));
  if (person !== undefined) {
    const { email, language } = person;
    return { name: fullName(person) || email, email, language, isFallback: false };
  }
  return registeredOf(scope);
}

async function registeredOf(scope: SiteScope): Promise<Addressee | null> {
  const site = await findSiteFacts(scope);
  if (site === undefined || site.contact.email === null) return null;
  const { contact, language } = site;
  const email = contact.email ?? "";
  return { name: fullName({ ...contact, language }) || email, email, language, isFallback: true };
}
