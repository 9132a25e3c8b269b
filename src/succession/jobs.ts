import { type Portal, systemContext } from "../platform/context.ts";
import type { Job } from "../platform/jobs.ts";
import { expireOffers } from "./hand-over/expiry.operations.ts";
import { CLOSE_CLAIM, closeClaim, OPEN_CLAIM, openClaim } from "./take-over/claim.operations.ts";
import { LOOK, lookAtSite, queueLooks } from "./warnings/watch.operations.ts";

export function successionJobs(portal: Portal): Job[] {
  const context = () => systemContext(portal, "succession");
  const look = ({ siteId = "" }: { siteId?: string }) => lookAtSite(context(), siteId);
  const open = ({ takeOverId = "" }: { takeOverId?: string }) => openClaim(context(), takeOverId);
  const close = ({ takeOverId = "" }: { takeOverId?: string }) => closeClaim(context(), takeOverId);
  return [
    { name: "succession.watch", cron: "20 4 * * *", run: () => queueLooks(context()) },
    { name: "succession.expire-offers", cron: "40 * * * *", run: () => expireOffers(context()) },
    { name: LOOK, run: look },
    { name: OPEN_CLAIM, run: open },
    { name: CLOSE_CLAIM, run: close },
  ];
}
