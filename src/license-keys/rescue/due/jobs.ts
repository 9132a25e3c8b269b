import { type Portal, systemContext } from "../../../platform/context.ts";
import type { Job } from "../../../platform/jobs.ts";
import { askAll, endExpired } from "./operations.ts";

const FOLLOW = "rescue.follow";

/** Every five minutes: emergency keys end, and after 48 hours it is asked how it went on. */
export function rescueJobs(portal: Portal): Job[] {
  return [
    {
      name: FOLLOW,
      cron: "*/5 * * * *",
      run: async () => {
        const context = systemContext(portal, FOLLOW);
        await endExpired(context);
        await askAll(context);
      },
    },
  ];
}
