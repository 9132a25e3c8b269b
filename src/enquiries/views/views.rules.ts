/**
 * What somebody of the vendor may do while seeing a site as one of its people: read what that person may read, and end.
 *
 * Pure. Source: BAR 64, ASVS 8.3.3, 16.3.
 */

export const LONGEST_MINUTES = 30;

const MINUTE = 60_000;

export function endOfView(startedAt: Date, minutes: number): Date {
  return new Date(startedAt.getTime() + Math.min(minutes, LONGEST_MINUTES) * MINUTE);
}

export interface AskedRoute {
  readonly method: string;
  /** The route's own address, with its parameters' names. */
  readonly url: string;
  /** What the route needs, as it says itself. */
  readonly needs: string | undefined;
}

/** The ways out. Signing out ends the view with the session. */
const ENDINGS = ["DELETE /v1/views/current", "POST /views/current/end", "POST /sign-out"];

/** Of what is the person's own, only where one is: the rest is no matter of the site. */
const WHEREABOUTS = ["/", "/v1/session"];

/** Null: it may go on. */
export function refusedInView({
  method,
  url,
  needs,
}: AskedRoute): "view_reads_only" | "view_is_personal" | null {
  if (ENDINGS.includes(`${method} ${url}`)) return null;
  if (!["GET", "HEAD", "OPTIONS"].includes(method)) return "view_reads_only";
  if (needs === "anyone" || WHEREABOUTS.includes(url)) return null;
  if (needs === "person") return "view_is_personal";
  return needs?.endsWith(".read") === true ? null : "view_reads_only";
}
