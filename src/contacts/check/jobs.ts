import { type Portal, systemContext } from "../../platform/context.ts";
import type { Job } from "../../platform/jobs.ts";
import { askForContactChecks } from "./operations.ts";

const ASK = "contacts.ask-for-checks";

/** Every six hours, so that the day of a site begins neither here nor there. */
export function contactJobs(portal: Portal): Job[] {
  return [{ name: ASK, cron: "37 */6 * * *", run: () => askForContactChecks(systemContext(portal, ASK)) }];
}
