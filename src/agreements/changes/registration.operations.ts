/** A site's registration, corrected by the vendor's desk: who is the contact decides where a sign-in leads. DOMAIN §3.9. */
import { siteScopeOf, type VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { found, invalid } from "../../platform/problem.ts";
import { lockRegisteredData, type RegisteredData, updateRegisteredData } from "./registration.store.ts";

export type RegistrationChange = Partial<RegisteredData>;

export interface ChangedRegistration {
  /** The changed facts alone, as they were and as they are. */
  readonly before: RegistrationChange;
  readonly after: RegistrationChange;
}

/** In the transaction of whoever decided it. The site's history tells what was and what is. */
export async function changeRegistration(
  vendor: VendorScope,
  context: Context,
  { siteId, change, facts = {} }: { siteId: string; change: RegistrationChange; facts?: object },
): Promise<ChangedRegistration> {
  const scope = siteScopeOf(vendor, siteId);
  const held = found(await lockRegisteredData(scope), "site");
  const address = change.contactEmail == null ? undefined : parseAddress(change.contactEmail);
  if (change.contactEmail != null && address === undefined) {
    throw invalid({ contactEmail: ["email_malformed"] });
  }
  const wanted = { ...held, ...change, ...(address === undefined ? {} : { contactEmail: address.email }) };
  const key = wanted.contactEmail === null ? null : (parseAddress(wanted.contactEmail)?.key ?? null);
  await updateRegisteredData(scope, { ...wanted, contactEmailKey: key });
  const names = (Object.keys(held) as (keyof RegisteredData)[]).filter((name) => held[name] !== wanted[name]);
  const partOf = (data: RegisteredData): RegistrationChange =>
    Object.fromEntries(names.map((name) => [name, data[name]]));
  const changed = { before: partOf(held), after: partOf(wanted) };
  await emit(scope.query, context, {
    name: "site.registration-changed",
    siteId,
    facts: { ...facts, fields: names, ...changed },
  });
  return changed;
}
