/** Emergencies and answered requests of machines without a network, taken away before `clearKeys`. */
import { sql } from "kysely";
import type { TestPortal } from "./portal.ts";

export async function clearRescues({ owner }: TestPortal): Promise<void> {
  for (const table of ["air_gap_requests", "rescue_places", "rescue_keys", "rescues", "seats"])
    await sql`delete from ${sql.table(table)}`.execute(owner);
}
