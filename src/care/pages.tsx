/** The pages of the customer-care desk. */
import type { Routes } from "../platform/http/server.ts";
import type { CareDecider } from "./deciders.documents.ts";

export const carePages =
  (_deciders: () => readonly CareDecider[]): Routes =>
  async () => {};
