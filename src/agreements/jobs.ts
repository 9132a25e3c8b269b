import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { makeDueDocuments } from "./documents/documents.operations.ts";

/** After each feed, and every hour for what a feed could not yet know of. */
export function agreementsJobs(portal: Portal): Job[] {
  return [
    {
      name: "agreements.make-documents",
      cron: "7 * * * *",
      run: () => makeDueDocuments(systemContext(portal, "agreements")),
    },
  ];
}
