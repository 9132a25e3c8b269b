/** How long what was revoked lives on where there is no network. Pure. Source: BAR 11. */

interface Lasting {
  readonly delivery: "file" | "online";
  /** "infinity": never; null: no file holds it. */
  readonly fileUntil: string | null;
}

/** Until when the last of these counts offline: an instant, "infinity", or null for none of which a file is about. */
export function livesUntil(keys: readonly Lasting[]): string | null {
  const ends = keys.flatMap(({ fileUntil }) => fileUntil ?? []);
  if (ends.includes("infinity")) return "infinity";
  return ends.reduce<string | null>(
    (last, end) => (last === null || Date.parse(end) > Date.parse(last) ? end : last),
    null,
  );
}

/** What one step may end; more is asked for site by site. */
export const MOST_KEYS = 2000;
