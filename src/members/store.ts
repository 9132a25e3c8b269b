/**
 * The SQL of a site's people, read: grants (which `access` writes) beside who holds them.
 *
 * The place and the order of a page are one index range (`access_grants_by_…`): the page is cut from it before anything
 * is joined, so a page of a site of ten thousand costs what one of ten costs.
 */
import { type RawBuilder, sql } from "kysely";
import type { Grant, Role, SiteScope } from "../access/index.ts";
import type { Instant, LocalDate } from "../platform/dates.ts";
import type { Place } from "../platform/http/place.ts";
import type { Language } from "../platform/language.ts";

export interface Named {
  readonly givenName: string;
  readonly familyName: string;
  readonly romanizedName: string | null;
  readonly language: Language;
}

export interface MemberRow extends Grant, Named {
  readonly personId: string;
  readonly email: string;
  readonly state: "active" | "invited" | "disabled";
  readonly grantedAt: Instant;
  /** Null: not one of the customer's people. */
  readonly giver: Named | null;
  readonly lastSeenOn: LocalDate | null;
  readonly sortName: string;
  readonly sortEmail: string;
}

export const SORTS = ["name", "email", "role", "lastSeenOn", "grantedAt"] as const;
export type Sort = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

const COLUMNS: Record<(typeof SORTS)[number], RawBuilder<unknown>> = {
  name: sql`held.sort_name`,
  email: sql`held.sort_email`,
  role: sql`held.role`,
  lastSeenOn: sql`held.sort_seen`, // before every day when never
  grantedAt: sql`held.granted_at`,
};

export interface MemberFilter {
  readonly role?: Role | undefined;
  /** Part of an address, or of a name that may be seen, in either case. */
  readonly q?: string | undefined;
}

export interface MemberPage extends MemberFilter {
  readonly sort: Sort;
  readonly after: Place | null;
  readonly limit: number;
}

/** One more than `limit`, when there are so many, so that the caller sees that the list goes on. */
export async function listMembers({ query, siteId }: SiteScope, page: MemberPage): Promise<MemberRow[]> {
  const { column, isDescending } = orderOf(page.sort);
  const [compared, direction] = isDescending ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const { after } = page;
  const place =
    after === null
      ? sql``
      : sql`and (${column}, held.person_id) ${compared} (${valueIn(page.sort, after)}, ${after.id})`;
  const { rows } = await sql<MemberRow>`
    select ${MEMBER}
      from (select ${GRANT}
              from access_grants held
             where held.site_id = ${siteId} ${filtered(page)} ${place}
             order by ${column} ${direction}, held.person_id ${direction}
             limit ${page.limit + 1}) held ${PEOPLE}
     order by ${column} ${direction}, held.person_id ${direction}`.execute(query);
  return rows;
}

const GRANT = sql`held.site_id, held.person_id, held.role, held.software_and_services, held.reporting, held.entitlements,
         held.entitlement_allocation, held.manage_access, held.contact_update, held.account_documents,
         held.valid_through, held.granted_at, held.granted_by, held.last_seen_on, held.sort_name, held.sort_email,
         held.sort_seen`;

const MEMBER = sql`${GRANT}, person.email, person.given_name, person.family_name, person.romanized_name, person.language,
           person.state,
           case when giver.id is not null
                then jsonb_build_object('givenName', giver.given_name, 'familyName', giver.family_name,
                                        'romanizedName', giver.romanized_name, 'language', giver.language) end as giver`;

/** Who works for the vendor is told by the history as the vendor, and is no giver here. */
const PEOPLE = sql`
      join people person on person.id = held.person_id
      left join people giver on giver.id = held.granted_by
                            and not exists (select from staff_members staff where staff.person_id = giver.id)`;

/** What the list was sorted by, of its last row. */
export function placeOf(sort: Sort, member: MemberRow): Place {
  const values: Record<(typeof SORTS)[number], string> = {
    name: member.sortName,
    email: member.sortEmail,
    role: member.role,
    lastSeenOn: member.lastSeenOn ?? "0001-01-01",
    grantedAt: member.grantedAt,
  };
  return { value: values[orderOf(sort).name], id: member.personId };
}

function valueIn(sort: Sort, { value }: Place): RawBuilder<unknown> {
  const { name } = orderOf(sort);
  if (name === "lastSeenOn") return sql`${value}::date`;
  return name === "grantedAt" ? sql`${value}::timestamptz` : sql`${value}`;
}

function orderOf(sort: Sort) {
  const name = SORTS.find((each) => sort === each || sort === `-${each}`) ?? "name";
  return { name, column: COLUMNS[name], isDescending: sort.startsWith("-") };
}

/** A name is found only where it is shown, else trying names would tell whose the addresses are. */
function filtered({ role, q = "" }: MemberFilter): RawBuilder<unknown> {
  const ofRole = role === undefined ? sql`` : sql`and held.role = ${role}`;
  if (q === "") return ofRole;
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const plain = `%${q.replaceAll(/\s/g, "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`${ofRole}
    and (held.sort_email ilike ${pattern}
         or exists (select from people person
                     where person.id = held.person_id
                       and (held.last_seen_on is not null or held.role = 'primary')
                       and (person.romanized_name ilike ${pattern}
                            or person.given_name || ' ' || person.family_name ilike ${pattern}
                            or person.family_name || person.given_name ilike ${plain})))`;
}

/** How many the filter finds, counted no further than `most`. */
export async function countMembers({ query, siteId }: SiteScope, filter: MemberFilter, most: number) {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found
      from (select from access_grants held
             where held.site_id = ${siteId} ${filtered(filter)}
             limit ${most}) counted`.execute(query);
  return rows[0]?.found ?? 0;
}

export async function findMember(
  { query, siteId }: SiteScope,
  personId: string,
): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select ${MEMBER}
      from access_grants held ${PEOPLE}
     where held.site_id = ${siteId}
       and held.person_id = ${personId}`.execute(query);
  return rows[0];
}

/** The member who has this mailbox. */
export async function findMemberId(
  { query, siteId }: SiteScope,
  emailKey: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ personId: string }>`
    select held.person_id
      from access_grants held
     where held.site_id = ${siteId}
       and held.sort_email = ${emailKey}`.execute(query);
  return rows[0]?.personId;
}

/** How many of the four places are taken. */
export async function countSecondaries({ query, siteId }: SiteScope): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    select count(*)::int as taken
      from access_grants held
     where held.site_id = ${siteId}
       and held.role = 'secondary'`.execute(query);
  return rows[0]?.taken ?? 0;
}
