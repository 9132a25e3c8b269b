/** How long a link to a file serves, and what is told of a download. Pure; instants are of the portal's clock. */

/** A link that was not begun with by then is worth nothing. Source: BAR 24. */
const STARTS_WITHIN_MINUTES = 15;

/** Once begun it may go on and be resumed for so long; the right is asked for again at every range. */
const LIVES_DAYS = 7;

/** As many ranges of one download as a download manager asks for at once, and some. */
export const MOST_AT_ONCE = 32;

/** A range of bytes, from the first to before the last, as PostgreSQL writes it. */
export type Span = `[${number},${number})`;

/** From the first to the last byte, both inclusive. */
export function spanOf({ start, end }: { readonly start: number; readonly end: number }): Span {
  return `[${start},${end + 1})`;
}

export interface LinkFacts {
  readonly linkMadeAt: string;
  readonly startedAt: string | null;
}

/** The instant until which a link must be begun with. */
export function startsBefore(linkMadeAt: Date): Date {
  return new Date(linkMadeAt.getTime() + STARTS_WITHIN_MINUTES * 60_000);
}

export function isExpired({ linkMadeAt, startedAt }: LinkFacts, now: Date): boolean {
  if (startedAt === null) return now >= startsBefore(new Date(linkMadeAt));
  return now.getTime() >= new Date(startedAt).getTime() + LIVES_DAYS * 86_400_000;
}

/** `/downloads/{token}/{name}`: the token is all that counts, the name is what programs save the file as. */
export function linkPath(token: string, name: string): string {
  return `/downloads/${token}/${encodeURIComponent(name)}`;
}

export interface TakenFile {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly productCode: string;
  readonly version: string;
}

/** What a download's events tell: the same facts in each of them. */
export function factsOf(downloadId: string, { id, name, sha256, productCode, version }: TakenFile) {
  return { downloadId, fileId: id, name, sha256, productCode, version };
}
