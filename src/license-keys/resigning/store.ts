/** The SQL of who has signed the hosts' newest files. Vendor-wide: a signing key is no site's. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { SignedHosts } from "../../license-files/index.ts";

/** How many hosts have each signing key on their newest file. */
export async function countSignedHosts({ query }: VendorScope): Promise<SignedHosts[]> {
  const { rows } = await sql<SignedHosts>`
    select file.key_id, count(*)::int as hosts
      from license_files file
      join hosts host
        on host.site_id = file.site_id and host.id = file.host_id and host.file_sequence = file.sequence
     group by file.key_id
     order by file.key_id`.execute(query);
  return rows;
}

export interface HostDue {
  readonly siteId: string;
  readonly hostId: string;
}

/** Hosts whose newest file a compromised key has signed, some at a time. */
export async function listHostsDue(
  { query }: VendorScope,
  { after, most }: { after: HostDue | undefined; most: number },
): Promise<HostDue[]> {
  const { rows } = await sql<HostDue>`
    select file.site_id, file.host_id
      from license_files file
      join license_signing_keys signer on signer.id = file.key_id and signer.state = 'compromised'
      join hosts host
        on host.site_id = file.site_id and host.id = file.host_id and host.file_sequence = file.sequence
     where (file.site_id, file.host_id) > (${after?.siteId ?? ""}, ${after?.hostId ?? ""})
     order by file.site_id, file.host_id
     limit ${most}`.execute(query);
  return rows;
}

/** Its name and the compromised key, while it still is; the host is locked until its new file is written. */
export async function findHostDue(
  { query }: VendorScope,
  { siteId, hostId }: HostDue,
): Promise<{ name: string; keyId: string } | undefined> {
  const { rows } = await sql<{ name: string; keyId: string }>`
    select host.name, file.key_id
      from hosts host
      join license_files file
        on file.site_id = host.site_id and file.host_id = host.id and file.sequence = host.file_sequence
      join license_signing_keys signer on signer.id = file.key_id and signer.state = 'compromised'
     where host.site_id = ${siteId}
       and host.id = ${hostId}
       for no key update of host`.execute(query);
  return rows[0];
}
