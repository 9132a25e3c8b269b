/** A Key Center with members of every kind, who waits for a decision, and an own registration that waits. */
import { sql } from "kysely";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { type Places, send } from "./furniture.ts";

const AOBA = `/sites/${CAST.aoba}`;
const HANA = "hana@aoba.example";

export async function furnishKeyCenter(portal: TestPortal): Promise<Places> {
  const members = `/v1${AOBA}/key-members`;
  await send(portal, HANA, members, { email: "jun@aoba.example", role: "administrator" });
  await send(portal, HANA, members, { email: "lihua@formosa.example", role: "administrator" });
  await send(portal, HANA, members, { email: "new.engineer@aoba.example" });
  await sql`
    insert into key_members (site_id, person_id, role, path, since, added_by)
    values (${CAST.aoba}, ${CAST.mio}, 'user', 'order-number', '2010-02-28T01:00:00Z', 'order-number')
        on conflict do nothing`.execute(portal.owner);
  const registrations = "/v1/key-center/registrations";
  const asked = await send(portal, "rei@elsewhere.example", registrations, { siteNumber: "7001234" });
  const own = await send(portal, HANA, registrations, { siteNumber: "3005678" });
  await send(portal, HANA, registrations, { siteNumber: "7999999" });
  await send(portal, HANA, `${registrations}/${own.id}/withdrawal`, {});
  await portal.portal.jobs.drain();
  const request = `${AOBA}/key-members/requests/${asked.id}`;
  return {
    "/key-center": ["/key-center", "/key-center?news=joined"],
    "/key-center/join": "/key-center/join?site=3005678",
    "/sites/:siteId/key-members/:personId": [
      `${AOBA}/key-members/${CAST.jun}`,
      `${AOBA}/key-members/${CAST.hana}`,
    ],
    "/sites/:siteId/key-members/:personId/removal": `${AOBA}/key-members/${CAST.jun}/removal`,
    "/sites/:siteId/key-members/requests/:id": [request, `${request}?decision=deny`],
  };
}
