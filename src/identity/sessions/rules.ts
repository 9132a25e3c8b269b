/**
 * How long a session lasts, how many wrong passwords lock an ID and for how long, what the cookies look like, and
 * where a page may lead back to.
 *
 * Pure. Source: BAR 15, DOMAIN §3.7, §3.13, A-08, A-09, A-21, BR-26.
 */
import type { Config } from "../../platform/config.ts";

export const SESSION = { idle: { minutes: 30, staffMinutes: 15 }, longestHours: 12 } as const;

/** The fifth wrong password in a row locks for exactly thirty minutes from that moment. */
export const LOCK = { most: 5, lockMinutes: 30 } as const;

const HOUR = 3_600_000;

export function endOfSession(startedAt: Date): Date {
  return new Date(startedAt.getTime() + SESSION.longestHours * HOUR);
}

type Cookie = "session" | "device" | "step" | "company" | "link";

const COOKIES: Record<Cookie, string> = {
  session: "carnet",
  device: "carnet-device",
  step: "carnet-step",
  company: "carnet-company",
  link: "carnet-link",
};

/** Behind TLS the prefix binds a cookie to this very host. */
export function cookieName({ baseUrl }: Pick<Config, "baseUrl">, cookie: Cookie = "session"): string {
  return `${isSecure(baseUrl) ? "__Host-" : ""}${COOKIES[cookie]}`;
}

/** No expiry: closing the browser ends the session. Source: BR-26. */
export function cookieOptions({ baseUrl }: Pick<Config, "baseUrl">) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(baseUrl) } as const;
}

/** What a browser keeps over its end: that somebody signed in here once, and what was chosen for reading. */
export function keptCookieOptions(config: Pick<Config, "baseUrl">) {
  return { ...cookieOptions(config), maxAge: 180 * 24 * 3600 } as const;
}

function isSecure(baseUrl: string): boolean {
  return baseUrl.startsWith("https:");
}

/** A path of this portal, or "/" for everything that could lead elsewhere. */
export function safePath(path: unknown): string {
  if (typeof path !== "string" || path.length > 2000 || !/^\/[\x21-\x5b\x5d-\x7e]*$/.test(path)) return "/";
  const base = "http://portal.invalid";
  const isOurs = URL.canParse(path, base) && new URL(path, base).origin === base;
  return isOurs ? path : "/";
}
