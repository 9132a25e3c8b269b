import { type Portal, systemContext } from "../../platform/context.ts";
import type { Job } from "../../platform/jobs.ts";
import { forgetForms } from "./forget.operations.ts";

const FORGET = "license-keys.forget-forms";

export function keyFormJobs(portal: Portal): Job[] {
  return [{ name: FORGET, cron: "43 3 * * *", run: () => forgetForms(systemContext(portal, FORGET)) }];
}
