/** The SQL of the desk's queue. Only the vendor's reach sees these rows. */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import type { Instant } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import type { CareKind, Team } from "./queue.rules.ts";

export interface CareRequest {
  readonly id: string;
  readonly kind: CareKind;
  readonly team: Team;
  /** The row of the module whose matter it is. */
  readonly subjectId: string;
  readonly siteId: string | null;
  /** As it was stated; it may be nobody's. */
  readonly siteNumber: string | null;
  readonly personId: string | null;
  readonly requesterName: string;
  readonly requesterEmail: string | null;
  readonly country: string | null;
  readonly language: Language;
  readonly state: "open" | "decided" | "withdrawn";
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly claimedBy: string | null;
  readonly claimedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly outcome: string | null;
  readonly reason: string | null;
}

export type NewCareRequest = Pick<
  CareRequest,
  | "id"
  | "kind"
  | "team"
  | "subjectId"
  | "siteId"
  | "siteNumber"
  | "personId"
  | "requesterName"
  | "requesterEmail"
  | "country"
  | "language"
> & { readonly openedAt: Date; readonly dueAt: Date };

/** Of a `care_requests request`. */
export const CARE_COLUMNS = sql.raw(`
  request.id, request.kind, request.team, request.subject_id, request.site_id, request.site_number, request.person_id,
  request.requester_name, request.requester_email, request.country, request.language, request.state, request.opened_at,
  request.due_at, request.claimed_by, request.claimed_at, request.decided_by, request.decided_at, request.outcome,
  request.reason`);

/** False when the same matter is in the queue already. */
export async function insertCareRequest({ query }: VendorScope, row: NewCareRequest): Promise<boolean> {
  const { rows } = await sql`
    insert into care_requests (id, kind, team, subject_id, site_id, site_number, person_id, requester_name,
                               requester_email, country, language, opened_at, due_at)
    values (${row.id}, ${row.kind}, ${row.team}, ${row.subjectId}, ${row.siteId}, ${row.siteNumber}, ${row.personId},
            ${row.requesterName}, ${row.requesterEmail}, ${row.country}, ${row.language}, ${row.openedAt}, ${row.dueAt})
        on conflict (subject_id, kind) where state = 'open' do nothing
    returning id`.execute(query);
  return rows.length === 1;
}

/** Ends the open request of a matter that was settled elsewhere; undefined when there is none. */
export async function withdrawCareRequest(
  { query }: VendorScope,
  of: { kind: CareKind; subjectId: string; outcome: string; at: Date; by: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update care_requests
       set state = 'withdrawn', outcome = ${of.outcome}, decided_at = ${of.at}, decided_by = ${of.by}
     where kind = ${of.kind}
       and subject_id = ${of.subjectId}
       and state = 'open'
    returning id`.execute(query);
  return rows[0]?.id;
}

export async function findCareRequest({ query }: VendorScope, id: string): Promise<CareRequest | undefined> {
  const { rows } = await sql<CareRequest>`
    select ${CARE_COLUMNS} from care_requests request where request.id = ${id}`.execute(query);
  return rows[0];
}
