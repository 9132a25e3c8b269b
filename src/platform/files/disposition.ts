/** The name under which a browser saves a download. Source: RFC 6266, RFC 8187. */

const MOST_CHARACTERS = 150;

/** Every download is an attachment. An old client reads the ASCII name, the others the full one. */
export function attachmentNamed(name: string): string {
  const safe = shortened(cleaned(name));
  const ascii = safe.replaceAll(/[^\x20-\x7e]|["\\%]/gu, "_");
  if (ascii === safe) return `attachment; filename="${ascii}"`;
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(safe)}`;
}

/** No folder, no control, nothing that turns the direction of reading, no leading dot. */
function cleaned(name: string): string {
  const flat = name
    .normalize("NFC")
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029/\\:]/gu, "_");
  return flat.replace(/^[. ]+/, "_") || "download";
}

/** Keeps the end of a long name: it tells what the file is. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MOST_CHARACTERS) return name;
  return [...characters.slice(0, MOST_CHARACTERS - 21), "…", ...characters.slice(-20)].join("");
}

/** encodeURIComponent leaves five characters that RFC 8187 wants encoded. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
