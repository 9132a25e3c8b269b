/** The SQL of machines without a network: each request once, with its one answer. */
import { sql } from "kysely";
import type { SiteScope } from "../access/index.ts";
import type { HostFacts } from "../license-keys/index.ts";
import type { Place } from "../platform/http/place.ts";
import type { MachineRequest } from "./request.rules.ts";

export interface Answer {
  readonly id: string;
  readonly nonce: string;
  readonly form: "code" | "file";
  readonly productCode: string;
  readonly productName: string;
  readonly quantity: number;
  readonly keyId: string;
  readonly host: HostFacts & { readonly id: string };
  readonly fileName: string;
  readonly fileText: string;
  /** Null: what the key opens cannot be said in a typed code. */
  readonly answerCode: string | null;
  readonly answeredAt: string;
  readonly answeredBy: string;
}

type Asked = Pick<MachineRequest, "nonce" | "hostHash" | "productHash" | "form">;

/** False when it was answered before: whoever comes at the same time waits until that is sure. */
export async function insertRequest(
  { query, siteId }: SiteScope,
  asked: Asked & {
    readonly id: string;
    readonly productCode: string;
    readonly hostId: string;
    at: Date;
    by: string;
  },
): Promise<boolean> {
  const { id, nonce, hostHash, productHash, form, productCode, hostId, at, by } = asked;
  const { numAffectedRows = 0n } = await sql`
    insert into air_gap_requests (id, site_id, nonce, host_hash, product_hash, form, product_code, host_id, answered_at,
                                  answered_by)
    values (${id}, ${siteId}, ${nonce}, ${hostHash}, ${productHash}, ${form}, ${productCode}, ${hostId}, ${at}, ${by})
        on conflict on constraint air_gap_requests_answered_once do nothing`.execute(query);
  return numAffectedRows === 1n;
}

export async function updateAnswered(
  { query, siteId }: SiteScope,
  answer: Pick<Answer, "id" | "keyId" | "fileName" | "fileText" | "answerCode">,
): Promise<void> {
  await sql`
    update air_gap_requests
       set key_id = ${answer.keyId}, file_name = ${answer.fileName}, file_text = ${answer.fileText},
           answer_code = ${answer.answerCode}
     where site_id = ${siteId}
       and id = ${answer.id}`.execute(query);
}

const ANSWERS = sql`
    select request.id, request.nonce, request.form, request.product_code, key.product_name, key.quantity, request.key_id,
           jsonb_build_object('id', host.id, 'kind', host.kind, 'value', host.value, 'name', host.name) as host,
           request.file_name, request.file_text, request.answer_code, request.answered_at, request.answered_by
      from air_gap_requests request
      join license_keys key on key.site_id = request.site_id and key.id = request.key_id
      join hosts host on host.site_id = request.site_id and host.id = request.host_id`;

export async function findAnswer({ query, siteId }: SiteScope, id: string): Promise<Answer | undefined> {
  const { rows } =
    await sql<Answer>`${ANSWERS} where request.site_id = ${siteId} and request.id = ${id}`.execute(query);
  return rows[0];
}

export async function findAnswerTo(
  { query, siteId }: SiteScope,
  { nonce, hostHash, productHash }: Asked,
): Promise<Answer | undefined> {
  const { rows } = await sql<Answer>`
    ${ANSWERS}
     where request.site_id = ${siteId}
       and request.nonce = ${nonce}
       and request.host_hash = ${hostHash}
       and request.product_hash = ${productHash}`.execute(query);
  return rows[0];
}

/** The newest first; one more than `limit` when there are so many. */
export async function listAnswers(
  { query, siteId }: SiteScope,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Answer[]> {
  const place =
    after === null
      ? sql``
      : sql`and (request.answered_at, request.id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<Answer>`
    ${ANSWERS}
     where request.site_id = ${siteId} ${place}
     order by request.answered_at desc, request.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}

/** The site's hosts of a kind: of a typed code only the hash is known. */
export async function listHostsOf({ query, siteId }: SiteScope, kind: string): Promise<HostFacts[]> {
  const { rows } = await sql<HostFacts>`
    select kind, value, name from hosts where site_id = ${siteId} and kind = ${kind} order by name, id`.execute(
    query,
  );
  return rows;
}
