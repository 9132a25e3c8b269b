/** How the desk settles a site that nobody looks after: it finds out, has the place filled, and says what was done. */
import { siteScopeOf } from "../../access/index.ts";
import type { CareDecider } from "../../care/index.ts";
import { type Context, today } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { dayText } from "../../web/locale/formats.ts";
import { findPrimary, listAdministrators, listSuccessors } from "../people.store.ts";
import { written } from "../take-over/desk.documents.ts";
import { deskSay } from "../texts.ts";
import { listWarnings, type Warning } from "./watch.store.ts";

export const unattendedSiteDecider: CareDecider = {
  kind: "unattended-site",
  describe: async (context, vendor, { subjectId }) => {
    const say = deskSay(context.language);
    const scope = siteScopeOf(vendor, subjectId);
    const primary = await findPrimary(scope);
    const warnings = await listWarnings(scope);
    const settle = { outcome: "settle", label: say("settle"), tone: "primary", needsReason: true } as const;
    return {
      facts: [
        [say("warnings"), warnings.map((warning) => causeText(context, warning)).join(", ")],
        [say("primaryNow"), written(primary === undefined ? [] : [primary], say)],
        [say("administrators"), written(await listAdministrators(scope, today(context)), say)],
        [say("successors"), written(await listSuccessors(scope, today(context)), say)],
      ],
      comparisons: [],
      outcomes: [{ ...settle, fields: [] }],
    };
  },
  decide: async (context, { query }, { subjectId: siteId }, { reason }) => {
    await emit(query, context, { name: "unattended-site.settled", siteId, facts: { reason } });
    return "closed";
  },
};

function causeText({ language }: Context, { cause, since }: Warning): string {
  const say = deskSay(language);
  return say("since", { what: say(`cause.${cause}`), day: dayText(language, since) });
}
