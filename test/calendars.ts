/** Calendars that are subscribed to, for tests of what they say. */
import assert from "node:assert/strict";
import type { TestPortal } from "./portal.ts";

/** The address of a new calendar of one of the cast; its path is what a calendar program asks for. */
export async function makeFeed(portal: TestPortal, email: string, name = "phone") {
  const reply = await portal.as(email, { method: "POST", url: "/v1/calendar-feeds", payload: { name } });
  assert.equal(reply.statusCode, 201, reply.body);
  const { id, url } = reply.json() as { id: string; url: string };
  return { id, url, path: new URL(url).pathname };
}
