/**
 * What may be entered as a company's identity provider, and the record that proves its domain.
 *
 * Pure. A domain is kept as lower-case A-labels, as in the key of an address.
 */
import { parseAddress } from "../../platform/mail/address.ts";
import { PUBLIC_MAIL_DOMAINS } from "./domains.data.ts";

/** The domain as it is kept, or the code of what is wrong with it. */
export function readDomain(text: string): { domain: string } | { fault: string } {
  const typed = text.trim().replace(/^@/, "");
  const domain = domainOf(parseAddress(`somebody@${typed}`)?.key);
  if (domain === undefined) return { fault: "domain_malformed" };
  return PUBLIC_MAIL_DOMAINS.has(domain) ? { fault: "domain_public" } : { domain };
}

/** The part behind the @ of an address's key. */
export function domainOf(emailKey: string | undefined): string | undefined {
  return emailKey?.slice(emailKey.lastIndexOf("@") + 1);
}

/** Compared letter by letter with what the provider says of itself, so it is kept as it was typed. */
export function faultOfIssuer(text: string, { allowsPrivateTargets }: { allowsPrivateTargets: boolean }) {
  const url = URL.parse(text);
  const isFormed = url !== null && text.length <= 500 && /^[\x21-\x7e]+$/.test(text);
  if (!isFormed || url.username !== "" || /[?#]/.test(text)) return "issuer_malformed";
  if (url.protocol === "https:") return undefined;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "http:" && allowsPrivateTargets && isHere ? undefined : "issuer_malformed";
}

/** Where the company puts the token, as a TXT record. */
export function recordName(domain: string): string {
  return `_carnet-verification.${domain}`;
}

export function callbackUrl(baseUrl: string): string {
  return `${baseUrl}/sign-in/company/callback`;
}
