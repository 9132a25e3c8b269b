/** The vendor's people of each role, for tests of the desk: each signs in with the cast's password. */
import { type Kysely, sql } from "kysely";

export const AGENTS = {
  cara: { id: "person_cara", email: "cara@vendor.example", role: "care" },
  carl: { id: "person_carl", email: "carl@vendor.example", role: "care" },
  sally: { id: "person_sally", email: "sally@vendor.example", role: "sales" },
  sue: { id: "person_sue", email: "sue@vendor.example", role: "support" },
  lisa: { id: "person_lisa", email: "lisa@vendor.example", role: "license-support" },
} as const;

/** With Otto's password hash: it is everybody's. */
export async function addAgents<Tables>(owner: Kysely<Tables>): Promise<void> {
  for (const { id, email, role } of Object.values(AGENTS)) {
    await sql`
      insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                          registered_at, confirmed_at)
      select ${id}, ${email}, ${email}, ${role}, 'Agent', 'US', 'en', password_hash, 'active', registered_at, confirmed_at
        from people where id = 'person_otto'`.execute(owner);
    await sql`
      insert into staff_members (person_id, role, invited_at, invited_by)
      values (${id}, ${role}, '2009-01-01', 'system')`.execute(owner);
  }
}
