/**
 * What is taken of an identity provider's word about somebody: the address and a name, if they are what they must be.
 *
 * Pure.
 */
import { faultOfName, type Profile, tidyName } from "../../identity/index.ts";
import { type Address, parseAddress } from "../../platform/mail/address.ts";
import { domainOf } from "../providers/domain.rules.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** The address, if the provider has verified it and it lies in the domain that the company has proved. */
export function addressIn(claims: Claims, domain: string): Address | undefined {
  const { email, email_verified: isVerified } = claims;
  if (typeof email !== "string" || isVerified !== true) return undefined;
  const address = parseAddress(email);
  return domainOf(address?.key) === domain ? address : undefined;
}

/** A name to begin with; the person can change it. Where there is none, what stands before the @. */
export function namesIn(claims: Claims, email: string, profile: Profile) {
  const local = email.slice(0, email.lastIndexOf("@"));
  const given = nameOf(claims["given_name"], profile);
  const family = nameOf(claims["family_name"], profile);
  if (given !== undefined && family !== undefined) return { givenName: given, familyName: family };
  const whole = nameOf(claims["name"], profile) ?? family ?? given ?? nameOf(local, profile) ?? "ID";
  return { givenName: "", familyName: whole };
}

function nameOf(claim: unknown, profile: Profile): string | undefined {
  if (typeof claim !== "string" || faultOfName(claim, profile) !== undefined) return undefined;
  return tidyName(claim);
}
