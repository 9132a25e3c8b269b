/** What the browser carries: the session, and a sign of an earlier one on the same device. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { renewOwn } from "../security/own.operations.ts";
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

/** The session goes on under a new token. */
export function keepToken(reply: FastifyReply, token: string): void {
  const { config } = reply.request.context.portal;
  reply.setCookie(cookieName(config), token, cookieOptions(config));
}

/** What leads from a right password to its second factor; gone with the browser, and worthless after minutes. */
export function keepStep(reply: FastifyReply, stepToken: string): void {
  const { config } = reply.request.context.portal;
  reply.setCookie(cookieName(config, "step"), stepToken, cookieOptions(config));
}

export function stepOf({ context, cookies }: FastifyRequest): string | undefined {
  return cookies[cookieName(context.portal.config, "step")];
}

export function forgetStep(reply: FastifyReply): void {
  const { config } = reply.request.context.portal;
  reply.clearCookie(cookieName(config, "step"), cookieOptions(config));
}

/** A right has changed by the person's own act: the session's token is renewed. For routes and pages to call after it. */
export async function renewSession({ context }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { actor } = context;
  if (actor.kind !== "person" || actor.sessionId === undefined) return;
  if ((actor.token ?? actor.view) !== undefined) return;
  keepToken(reply, await renewOwn(context.db, context));
}

/** Also what the browser kept of the pages. What was chosen for reading stays. */
export function forgetSession(reply: FastifyReply): void {
  const { config } = reply.request.context.portal;
  reply.clearCookie(cookieName(config), cookieOptions(config));
  reply.header("clear-site-data", '"cache", "storage"');
}
