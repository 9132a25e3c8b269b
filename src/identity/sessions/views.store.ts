/**
 * The SQL of one look more for the vendor's people: as whom their session sees a site. Whose session it is comes before
 * everything on the street, so the look is here; `enquiries` writes the rows.
 */
import { sql } from "kysely";
import { type Database, transaction } from "../../platform/database.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";

export interface OpenView {
  readonly viewId: string;
  readonly siteId: string;
  readonly until: Instant;
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly country: string;
  readonly language: Language;
}

/** The view that the session is in, until the second at which it ends. */
export async function findOpenView(
  db: Database,
  { sessionId, staffPersonId, now }: { sessionId: string; staffPersonId: string; now: Date },
): Promise<OpenView | undefined> {
  return transaction(db, { vendor: true }, async (query) => {
    const { rows } = await sql<OpenView>`
      select view.id as view_id, view.site_id, view.until, person.id as person_id, person.email, person.given_name,
             person.family_name, person.country, person.language
        from views view
        join people person on person.id = view.person_id and person.state = 'active'
       where view.session_id = ${sessionId}
         and view.staff_person_id = ${staffPersonId}
         and view.ended_at is null
         and view.until > ${now}::timestamptz`.execute(query);
    return rows[0];
  });
}
