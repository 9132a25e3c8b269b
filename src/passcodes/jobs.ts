import { asPortal } from "../access/index.ts";
import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { closeOvertaken } from "./resend.operations.ts";

/** Requests of sites that were opened meanwhile leave the desk. */
export function passcodeJobs(portal: Portal): Job[] {
  return [
    {
      name: "passcodes.close-overtaken",
      cron: "17 * * * *",
      run: async () => {
        const context = systemContext(portal, "passcodes");
        await asPortal(context, (vendor) => closeOvertaken(vendor, context));
      },
    },
  ];
}
