/** What the platform itself does at night: forgets what has served its time, and looks whether the audit trail is whole. */
import { sql } from "kysely";
import { type Portal, systemContext } from "./context.ts";
import { transaction } from "./database.ts";
import { emit, listBrokenLinks } from "./events.ts";
import type { Job } from "./jobs.ts";

/** How many broken chains an event names; the log and `carnet audit verify` name all. */
const MOST_NAMED = 20;

export function housekeepingJobs(portal: Portal): Job[] {
  return [
    { name: "leftover.remove", cron: "17 3 * * *", run: () => removeLeftovers(portal) },
    { name: "audit.verify", cron: "37 3 * * *", run: () => verifyAudit(portal) },
  ];
}

/** Answers kept for repeated requests, and windows of limits that are long over. */
async function removeLeftovers({ db }: Portal): Promise<void> {
  await sql`delete from kept_answers where kept_until < now()`.execute(db);
  await sql`delete from spendings where since < now() - interval '1 day'`.execute(db);
}

/** An event of its own says that others were changed: it follows in the vendor's chain, whatever came before. */
async function verifyAudit(portal: Portal): Promise<void> {
  const context = systemContext(portal, "audit.verify");
  await transaction(portal.db, { vendor: true }, async (query) => {
    const broken = await listBrokenLinks(query);
    if (broken.length === 0) return;
    portal.log.error({ broken }, "the audit trail was changed");
    const facts = { chains: broken.length, links: broken.slice(0, MOST_NAMED) };
    await emit(query, context, { name: "audit.broken", facts });
  });
}
