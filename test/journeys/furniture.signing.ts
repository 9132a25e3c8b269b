/** Signing keys and revocations: what waits for a second person, what is done, a choice of keys to look at. */
import { sql } from "kysely";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { addHostWithKey } from "../signing.ts";
import { type Places, send } from "./furniture.ts";

const OTTO = "otto@vendor.example";

export async function furnishSigning(portal: TestPortal): Promise<Places> {
  const { owner } = portal;
  const { keyId } = portal.portal.licenseSigning;
  await sql`
    insert into license_signing_changes (id, deed, key_id, reason, path, state, asked_by, asked_at, ended_at)
    values ('skchange_open', 'compromise', ${keyId}, 'laptop lost at the airport', 'portal', 'asked', 'person_cara', '2010-03-01', null),
           ('skchange_done', 'rotate', ${keyId}, 'yearly', 'command', 'done', 'key_operator', '2010-02-01', '2010-02-01')`.execute(
    owner,
  );
  const site = { siteId: CAST.aoba, lineId: CAST.aobaDoors };
  await addHostWithKey(owner, { ...site, host: "host_shown", key: "key_shown" });
  await addHostWithKey(owner, { ...site, host: "host_leaked", key: "key_leaked" });
  await sql`update license_keys set file_until = '2010-03-31T03:00:00Z' where id = 'key_shown'`.execute(
    owner,
  );
  const why = { reason: "copied to another company", ticket: "LS-4711" };
  await send(portal, OTTO, "/v1/license-key-revocations", { keyId: "key_leaked", ...why });
  await send(portal, OTTO, "/v1/license-key-revocations", { siteNumber: "7001234", ...why });
  await sql`
    insert into key_revocations (id, product_code, reason, ticket, asked_by, asked_at)
    values ('revocation_open', 'doors', 'wrong build', 'LS-1', 'person_cara', '2010-03-01')`.execute(owner);
  const page = "/operator/revocations";
  return {
    [page]: [page, `${page}?siteNumber=007001234`, `${page}?keyId=key_shown`, `${page}?keyId=key_none`],
  };
}
