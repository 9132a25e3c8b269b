/** What becomes due on emergency keys by itself. Each taking in a transaction of its own; safe to run twice. */
import { asPortal, siteScopeOf } from "../../../access/index.ts";
import type { Context } from "../../../platform/context.ts";
import { emit } from "../../../platform/events.ts";
import { endKeys } from "../../ending.documents.ts";
import { lockKeys } from "../../store.ts";
import { askHowItWentOn } from "../notices.documents.ts";
import { askedBefore } from "../rules.ts";
import { closePairsBy, findRescue } from "../store.ts";
import { listExpired, listToAsk, updateAsked } from "./store.ts";

/** Their time is over in every file already: here they leave the lists. The question how it went on stays open. */
export async function endExpired(context: Context): Promise<number> {
  const due = await asPortal(context, (scope) => listExpired(scope, context.now));
  for (const { siteId, rescueId } of due) {
    await asPortal(context, async (vendor) => {
      const scope = siteScopeOf(vendor, siteId);
      const rescue = await findRescue(scope, rescueId);
      const locked = await lockKeys(scope, rescue?.keys.map(({ keyId }) => keyId) ?? []);
      const over = locked.filter(
        ({ state, expiresAt }) => state === "issued" && Date.parse(expiresAt ?? "") <= context.now.getTime(),
      );
      const ids = over.map(({ id }) => id);
      const ended = await endKeys(scope, context, ids, "ended", "expired");
      if (rescue === undefined || ended.length === 0) return;
      await closePairsBy(scope, ids);
      const product = [...new Set(ended.map(({ productName }) => productName))].join(", ");
      const facts = { rescueId, keyIds: ids, product, host: rescue.host.name };
      await emit(scope.query, context, { name: "rescue.expired", siteId, facts });
    });
  }
  return due.length;
}

export async function askAll(context: Context): Promise<number> {
  const due = await asPortal(context, (scope) => listToAsk(scope, askedBefore(context.now)));
  for (const { siteId, rescueId } of due) {
    await asPortal(context, async (vendor) => {
      const scope = siteScopeOf(vendor, siteId);
      if (!(await updateAsked(scope, rescueId, context.now))) return;
      const rescue = await findRescue(scope, rescueId);
      if (rescue === undefined) return;
      await askHowItWentOn(scope, context, rescue);
      const facts = { rescueId, host: rescue.host.name, deadHost: rescue.deadHost.name };
      await emit(scope.query, context, { name: "rescue.asked", siteId, facts });
    });
  }
  return due.length;
}
