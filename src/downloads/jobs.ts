/** What happens on its own: release files are looked for and taken in, broken-off uploads are cleared away. */
import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { sweepFiles, takeInFiles } from "./releases/operations.ts";

export function downloadsJobs(portal: Portal): Job[] {
  return [
    {
      name: "downloads.take-in",
      cron: "*/10 * * * *", // a file may come after the feed that names it
      run: () => takeInFiles(systemContext(portal, "downloads.take-in")),
    },
    {
      name: "downloads.sweep",
      cron: "40 3 * * *",
      run: async () => {
        await sweepFiles(systemContext(portal, "downloads.sweep"));
      },
    },
  ];
}
