/** The SQL of what was made for a site's contact. What a letter says lies sealed. */
import { sql } from "kysely";
import type { SiteScope, VendorScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Language } from "../../platform/language.ts";
import type { Channel, DocumentKind } from "./documents.rules.ts";

export interface NewDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly channel: Channel;
  readonly language: Language;
  readonly passcodeId: string | null;
  readonly sealedFacts: Buffer;
  readonly madeAt: Date;
}

/** The next sites whose documents are due, locked against another run, in the order of their ids. */
export async function lockDueSites({ query }: VendorScope, after: string): Promise<{ siteId: string }[]> {
  const { rows } = await sql<{ siteId: string }>`
    select id as site_id
      from sites
     where documents_due
       and id > ${after}
     order by id
     limit 100
       for update skip locked`.execute(query);
  return rows;
}

export async function updateDocumentsMade({ query, siteId }: SiteScope): Promise<void> {
  await sql`update sites set documents_due = false where id = ${siteId}`.execute(query);
}

/** The same paper with the same passcode is kept once: made again, for a new contact, it takes the place of the old one. */
export async function keepDocument({ query, siteId }: SiteScope, made: NewDocument): Promise<void> {
  await sql`
    insert into site_documents (id, site_id, kind, channel, language, passcode_id, sealed_facts, made_at)
    values (${made.id}, ${siteId}, ${made.kind}, ${made.channel}, ${made.language}, ${made.passcodeId},
            ${made.sealedFacts}, ${made.madeAt})
        on conflict (site_id, kind, coalesce(passcode_id, '')) do update
       set language = excluded.language, sealed_facts = excluded.sealed_facts, made_at = excluded.made_at`.execute(
    query,
  );
}

export interface SiteDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly channel: Channel;
  readonly language: Language;
  readonly madeAt: Instant;
  readonly sealedFacts: Buffer;
}

export async function findDocument(
  { query, siteId }: SiteScope,
  id: string,
): Promise<SiteDocument | undefined> {
  const { rows } = await sql<SiteDocument>`
    select id, kind, channel, language, made_at, sealed_facts
      from site_documents
     where site_id = ${siteId}
       and id = ${id}`.execute(query);
  return rows[0];
}

/** What was made for a site, the newest first. */
export async function listDocuments({
  query,
  siteId,
}: SiteScope): Promise<Omit<SiteDocument, "sealedFacts">[]> {
  const { rows } = await sql<Omit<SiteDocument, "sealedFacts">>`
    select id, kind, channel, language, made_at
      from site_documents
     where site_id = ${siteId}
     order by made_at desc, id desc
     limit 100`.execute(query);
  return rows;
}
