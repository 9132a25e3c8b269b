/** The API of the customer-care desk. */
import type { Routes } from "../platform/http/server.ts";
import type { CareDecider } from "./deciders.documents.ts";

/** Later modules' matters are decided by them: the root hands their deciders in. */
export const careRoutes =
  (_deciders: () => readonly CareDecider[]): Routes =>
  async () => {};
