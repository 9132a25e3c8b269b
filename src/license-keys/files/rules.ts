/** How long a license file holds a key, and what it is called. Pure. Source: BAR 11, docs/license-file.md. */
import type { FileKey } from "../../license-files/index.ts";

const DAY = 86_400_000;

/** UTC to the second, as signed contents say it. */
export function secondOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}

interface Life {
  readonly isLasting: boolean;
  readonly fileDays: number | null;
  /** The right itself ends. */
  readonly expiresAt: string | null;
}

/** The first instant at which a file of `issuedAt` no longer counts for a key; null: it lasts. */
export function endInFile(
  { isLasting, fileDays, expiresAt }: Life,
  issuedAt: Date,
  usualDays: number,
): string | null {
  const ends = [
    ...(isLasting ? [] : [issuedAt.getTime() + (fileDays ?? usualDays) * DAY]),
    ...(expiresAt === null ? [] : [Date.parse(expiresAt)]),
  ];
  return ends.length === 0 ? null : secondOf(new Date(Math.min(...ends)));
}

/** The first half of a file's life it is as good as a new one; after that it is written again when it is asked for. */
export function isFresh(
  file: { readonly issuedAt: string },
  ends: readonly (string | null)[],
  now: Date,
): boolean {
  const from = Date.parse(file.issuedAt);
  return ends.every((end) => end === null || now.getTime() - from < (Date.parse(end) - from) / 2);
}

/** "license-app01-7.lic": of a name's letters only those that every system takes. */
export function fileNameOf({ name, sequence }: { name: string; sequence: number }): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  return `license-${plain.slice(0, 40) || "host"}-${sequence}.lic`;
}

/** Nine digits, as the Key Center shows it. Source: DOMAIN §2.2, A-01. */
export function longNumber(siteNumber: string): string {
  return siteNumber.padStart(9, "0");
}

/** What the file says of a key, in the order that the format gives. */
export function fileKeyOf(
  { isLasting, fileDays, ...key }: Omit<FileKey, "startsAt"> & Pick<Life, "isLasting" | "fileDays">,
  issuedAt: Date,
  usualDays: number,
): FileKey {
  const expiresAt = endInFile({ isLasting, fileDays, expiresAt: key.expiresAt }, issuedAt, usualDays);
  return { ...key, startsAt: null, expiresAt };
}
