/**
 * The armoured text: a label, two headers, base64. One text for one content: whatever else is on the page, before or
 * behind it, in another spelling or with another line end, is refused.
 */
import { type Bytes, base64, fromBase64 } from "./bytes.ts";

export type Label = "LICENSE" | "REVOCATIONS" | "KEYS" | "REQUEST";

export interface Armour {
  readonly label: string;
  readonly keyId: string;
  readonly signature: Bytes;
  readonly payload: Bytes;
}

/** Of a whole text, in characters; all of them are ASCII. */
export const LARGEST = 1 << 20;

/** The alphabet is `fromBase64`'s affair. */
const FORM =
  /^-----BEGIN CARNET ([A-Z]+)-----\nKey: ([0-9a-f]{16})\nSignature: (.{86}==)\n\n((?:.{64}\n)*.{1,64}\n)-----END CARNET \1-----\n$/;

/** Of a signed text. CRLF counts as LF, in every line or in some; a CR elsewhere does not. */
export function readArmour(text: string): Armour | undefined {
  if (text.length > LARGEST) return undefined;
  const [, label = "", keyId = "", signed = "", body = ""] = FORM.exec(text.replaceAll("\r\n", "\n")) ?? [];
  const payload = fromBase64(body.replaceAll("\n", ""));
  const signature = fromBase64(signed);
  return label && payload && signature ? { label, keyId, signature, payload } : undefined;
}

/** The unsigned armour of a request. */
export function armourRequest(payload: Bytes): string {
  const lines = base64(payload).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CARNET REQUEST-----\n\n${lines.join("\n")}\n-----END CARNET REQUEST-----\n`;
}
