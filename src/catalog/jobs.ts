import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { REFRESH_LEVELS, refreshLevels } from "./levels/refresh.operations.ts";

/** Every six hours, so that the day of an agreement begins neither here nor there; and after each feed. */
export function catalogJobs(portal: Portal): Job[] {
  const run = async () => {
    await refreshLevels(systemContext(portal, REFRESH_LEVELS));
  };
  return [{ name: REFRESH_LEVELS, cron: "11 */6 * * *", run }];
}
