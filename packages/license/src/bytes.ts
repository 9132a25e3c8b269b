/** Bytes and the spellings of them: base64, base64url, hex, UTF-8. Every reader here takes one spelling and no other. */

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** Throws where the bytes are no UTF-8. */
export const textOf = (bytes: Bytes): string => decoder.decode(bytes);

export function base64(bytes: Bytes): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** undefined unless the text is exactly what `base64` makes of some bytes: padded, unused bits zero, no blanks. */
export function fromBase64(text: string): Bytes | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return base64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

export const base64url = (bytes: Bytes): string =>
  base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** As `fromBase64`, of the other alphabet and without padding. */
export function fromBase64url(text: string): Bytes | undefined {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  const bytes = fromBase64(plain + "===".slice((plain.length + 3) % 4));
  return bytes && base64url(bytes) === text ? bytes : undefined;
}

/** Lower case. */
export const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
