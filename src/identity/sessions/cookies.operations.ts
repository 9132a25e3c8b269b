/** What the browser carries: the session, and a sign of an earlier one on the same device. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { cookieName, cookieOptions, keptCookieOptions } from "./rules.ts";

/** What a sign-in needs to know of the browser. */
export function browserOf({ context, cookies, headers }: FastifyRequest) {
  const { config } = context.portal;
  return {
    device: cookies[cookieName(config, "device")],
    oldToken: cookies[cookieName(config)],
    agent: headers["user-agent"],
  };
}

/** The session's cookie first. */
export function keepSession(reply: FastifyReply, { token, device }: { token: string; device: string }): void {
  const { config } = reply.request.context.portal;
  reply.setCookie(cookieName(config), token, cookieOptions(config));
  reply.setCookie(cookieName(config, "device"), device, keptCookieOptions(config));
}

/** Also what the browser kept of the pages. What was chosen for reading stays. */
export function forgetSession(reply: FastifyReply): void {
  const { config } = reply.request.context.portal;
  reply.clearCookie(cookieName(config), cookieOptions(config));
  reply.header("clear-site-data", '"cache", "storage"');
}
