/**
 * The check code on a printed proof: 12 symbols of Crockford's base 32 (60 random bits), printed in groups of four.
 *
 * Read back from paper, so what looks alike is the same: I and L are 1, O is 0; case, width, dashes and spaces say
 * nothing. Pure. Source: BAR 13, https://www.crockford.com/base32.html
 */

/** The code as it is stored, or undefined when the text cannot be one. */
export function foldCheckCode(text: string): string | undefined {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replaceAll(/[IL]/g, "1")
    .replaceAll("O", "0");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : undefined;
}

/** The code as a person reads it: K7QM-3XRT-9WHD. */
export function printedCheckCode(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, "$1-");
}
