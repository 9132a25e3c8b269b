/** The SQL of who gets a digest of dates, how often, and when the newest one was. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";
import type { Frequency } from "./rules.ts";

export async function findFrequency(
  { query }: VendorScope,
  personId: string,
): Promise<Frequency | undefined> {
  const { rows } = await sql<{ frequency: Frequency }>`
    select frequency from date_digests where person_id = ${personId}`.execute(query);
  return rows[0]?.frequency;
}

/** Who changes the frequency keeps the day of the newest one. */
export async function saveFrequency(
  { query }: VendorScope,
  { personId, frequency, today }: { personId: string; frequency: Frequency; today: LocalDate },
): Promise<void> {
  await sql`
    insert into date_digests (person_id, frequency, told_on) values (${personId}, ${frequency}, ${today}::date)
        on conflict (person_id) do update set frequency = excluded.frequency`.execute(query);
}

/** Whether there was one. */
export async function deleteFrequency({ query }: VendorScope, personId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from date_digests where person_id = ${personId} returning person_id`.execute(query);
  return rows.length > 0;
}

export interface DigestReader {
  readonly personId: string;
  readonly frequency: Frequency;
  readonly toldOn: LocalDate;
  readonly email: string;
  readonly country: string;
  readonly language: Language;
}

/** People who are still here and want a digest, by id, from after one. */
export async function listReaders(
  { query }: VendorScope,
  { after, limit }: { after: string; limit: number },
): Promise<DigestReader[]> {
  const { rows } = await sql<DigestReader>`
    select digest.person_id, digest.frequency, digest.told_on, person.email, person.country, person.language
      from date_digests digest
      join people person on person.id = digest.person_id and person.state = 'active'
     where digest.person_id > ${after}
     order by digest.person_id
     limit ${limit}`.execute(query);
  return rows;
}

/** Whether this one is to be told now: nobody has since the day on which it was due. */
export async function takeDigest(
  { query }: VendorScope,
  {
    personId,
    frequency,
    due,
    today,
  }: { personId: string; frequency: Frequency; due: LocalDate; today: LocalDate },
): Promise<boolean> {
  const { rows } = await sql`
    update date_digests
       set told_on = ${today}::date
     where person_id = ${personId}
       and frequency = ${frequency}
       and told_on < ${due}::date
    returning person_id`.execute(query);
  return rows.length > 0;
}
