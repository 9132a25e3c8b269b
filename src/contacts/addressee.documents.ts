/** To whom a document of a site goes: whoever is named for it, else the primary contact, else the registered one. */
import { listPrimaries, listSiteGrants, type SiteScope, type VendorScope } from "../access/index.ts";
import { findSiteFacts, type SiteFacts } from "../agreements/index.ts";
import { findPerson, fullName, listActivePeople, type PersonRow } from "../identity/index.ts";
import type { Addressee, ContactType, NamedType } from "./rules.ts";
import { findKeyContact, type KeyContact, listKeyContacts, listNamedContacts } from "./store.ts";

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
  if (person !== undefined) return addresseeOfPerson(person);
  const site = await findSiteFacts(scope);
  return site === undefined ? null : registeredOf(site);
}

function addresseeOfPerson(person: PersonRow): Addressee {
  const { email, language } = person;
  return { name: fullName(person) || email, email, language, isFallback: false };
}

function registeredOf(site: SiteFacts): Addressee | null {
  if (site.contact.email === null) return null;
  const { contact, language } = site;
  const email = contact.email ?? "";
  return { name: fullName({ ...contact, language }) || email, email, language, isFallback: true };
}

/** Of one kind of document at many sites at once, by site: three statements, however many they are. */
export async function listSiteAddressees(
  scope: VendorScope,
  type: NamedType,
  sites: readonly SiteFacts[],
): Promise<ReadonlyMap<string, Addressee | null>> {
  const ids = sites.map(({ siteId }) => siteId);
  const named = new Map((await listNamedContacts(scope, ids, type)).map((row) => [row.siteId, row]));
  const primaries = await listPrimaries(scope, ids);
  const people = await listActivePeople(
    scope.query,
    primaries.map(({ personId }) => personId),
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  const held = new Map(primaries.map(({ siteId, personId }) => [siteId, byId.get(personId)]));
  const of = (site: SiteFacts) => {
    const contact = named.get(site.siteId);
    if (contact !== undefined) return addresseeFrom(contact);
    const person = held.get(site.siteId);
    return fallback(person === undefined ? registeredOf(site) : addresseeOfPerson(person));
  };
  return new Map(sites.map((site) => [site.siteId, of(site)]));
}
