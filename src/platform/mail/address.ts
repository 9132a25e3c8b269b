/**
 * E-mail addresses: one place says what an address is and when two are one mailbox. Source: BAR 34, 36.
 *
 * An address is one plain addr-spec: no display name, no list, no quotes, no address literal. Its key is the local part
 * in NFC and the domain as A-labels, ASCII letters folded; nothing else is folded, so look-alikes stay strangers. What
 * another program might fold into somebody's ASCII address (full-width letters, the Kelvin sign) is no address here.
 *
 * Pure. Only the key is compared, and only here is it made: never in SQL.
 */
import { domainToASCII } from "node:url";

export interface Address {
  /** As mail is sent to it: the local part as typed, the domain as A-labels. */
  readonly email: string;
  /** Equal exactly for one mailbox. */
  readonly key: string;
}

const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}.-]+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const LONGEST_LOCAL_BYTES = 64;
const LONGEST = 254;

/** The address, or undefined when the text is none. */
export function parseAddress(text: string): Address | undefined {
  if (text.length > LONGEST || !text.isWellFormed()) return undefined;
  const [local = "", domain = "", ...more] = text.normalize("NFC").split("@");
  if (more.length > 0 || !isLocalPart(local) || hasFoldable(text.slice(0, text.indexOf("@"))))
    return undefined;
  const host = hostOf(domain);
  if (host === undefined || local.length + host.length + 1 > LONGEST) return undefined;
  return { email: `${local}@${host}`, key: `${lower(local)}@${host}` };
}

function isLocalPart(local: string): boolean {
  if (Buffer.byteLength(local) > LONGEST_LOCAL_BYTES) return false;
  return local.split(".").every((atom) => LOCAL_PART.test(atom));
}

/** Whether a character outside ASCII would become ASCII where somebody normalizes by compatibility. */
function hasFoldable(local: string): boolean {
  const isAscii = (letter: string) => letter <= "\u007f";
  return [...local].some((letter) => !isAscii(letter) && [...letter.normalize("NFKC")].some(isAscii));
}

/** Lower-case A-labels with at least one dot; numbers alone would be read as an IP address. */
function hostOf(domain: string): string | undefined {
  if (!DOMAIN.test(domain)) return undefined;
  const host = domainToASCII(domain);
  const labels = host.split(".");
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined;
  return /^\d+$/.test(labels.at(-1) ?? "") ? undefined : host;
}

/** ASCII letters only: `toLowerCase` would fold what other programs keep apart. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
