import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { applyFeed, sweepFeeds } from "./operations.ts";
import { APPLY } from "./receive.documents.ts";

export function feedJobs(portal: Portal): Job[] {
  return [
    {
      name: APPLY,
      run: async (data) => {
        if ("feedId" in data) await applyFeed(portal, String(data.feedId));
      },
    },
    {
      name: "feed.sweep",
      cron: "23 * * * *",
      run: async () => {
        await sweepFeeds(systemContext(portal, "feed.sweep"));
      },
    },
  ];
}
