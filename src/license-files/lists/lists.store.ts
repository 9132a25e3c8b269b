/** The SQL of published lists: whoever holds a list's head numbers the next one. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";

export type ListKind = "revocations" | "keys";

/** The number of the newest list. Nobody else publishes one of this kind until the transaction ends. */
export async function lockHead({ query }: VendorScope, kind: ListKind): Promise<number> {
  const { rows } = await sql<{ sequence: number }>`
    select sequence from license_list_heads where kind = ${kind} for update`.execute(query);
  return rows[0]?.sequence ?? 0;
}

export interface NewList {
  readonly kind: ListKind;
  readonly sequence: number;
  readonly at: Date;
  readonly nextBy: Date | null;
  /** What it says, to see whether anything has changed. */
  readonly content: string;
  /** One armoured text for each key that signs it. */
  readonly signed: readonly { readonly keyId: string; readonly text: string }[];
}

export async function insertList({ query }: VendorScope, list: NewList): Promise<void> {
  const { kind, sequence, at, nextBy, content, signed } = list;
  await sql`update license_list_heads set sequence = ${sequence} where kind = ${kind}`.execute(query);
  await sql`
    insert into license_lists (kind, sequence, key_id, issued_at, next_by, content, text)
    select ${kind}, ${sequence}, key_id, ${at}, ${nextBy}, ${content}, text
      from unnest(${signed.map(({ keyId }) => keyId)}::text[], ${signed.map(({ text }) => text)}::text[])
           as fresh (key_id, text)`.execute(query);
}

export interface NewestContent {
  readonly content: string;
  readonly issuedAt: Instant;
  readonly nextBy: Instant | null;
}

export async function findNewestContent(
  { query }: VendorScope,
  kind: ListKind,
): Promise<NewestContent | undefined> {
  const { rows } = await sql<NewestContent>`
    select content, issued_at, next_by
      from license_lists
     where kind = ${kind}
     order by sequence desc
     limit 1`.execute(query);
  return rows[0];
}

/** The newest list of keys, once for each key that signed it. */
export async function listNewestKeyLists({
  query,
}: VendorScope): Promise<{ sequence: number; keyId: string; text: string }[]> {
  const { rows } = await sql<{ sequence: number; keyId: string; text: string }>`
    select sequence, key_id, text
      from license_lists
     where kind = 'keys'
       and sequence = (select sequence from license_list_heads where kind = 'keys')
     order by key_id`.execute(query);
  return rows;
}

/** Whether a key was revoked or returned since the newest list. */
export async function hasMarks({ query }: VendorScope): Promise<boolean> {
  const { rows } = await sql<{ isBehind: boolean }>`
    select exists (select from license_list_marks) as is_behind`.execute(query);
  return rows[0]?.isBehind === true;
}

/** What is read after this has all that the marks stood for. */
export async function deleteMarks({ query }: VendorScope): Promise<void> {
  await sql`delete from license_list_marks`.execute(query);
}
