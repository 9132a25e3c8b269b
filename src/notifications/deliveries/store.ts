/** The SQL of what went out about a site. `platform/mail` writes both tables. */
import { sql } from "kysely";
import type { SiteScope } from "../../access/index.ts";
import type { Instant } from "../../platform/dates.ts";
import type { Place } from "../../platform/http/place.ts";

export interface DeliveryRow {
  readonly mailId: string;
  readonly to: string;
  /** Null until it went out. */
  readonly subject: string | null;
  readonly state: "queued" | "sent" | "bounced";
  readonly queuedAt: Instant;
  readonly sentAt: Instant | null;
  /** The mail server's own words when it took the message. */
  readonly serverReply: string | null;
  readonly lastError: string | null;
  /** Ids and numbers of what it is about. */
  readonly about: Readonly<Record<string, string>>;
}

export interface DeliveryFilter {
  readonly quoteId?: string | undefined;
}

/** The newest first; one more than `limit`, when there are so many. */
export async function listDeliveries(
  { query, siteId }: SiteScope,
  { quoteId, after, limit }: DeliveryFilter & { after: Place | null; limit: number },
): Promise<DeliveryRow[]> {
  const ofQuote = quoteId === undefined ? sql`` : sql`and delivery.about ->> 'quoteId' = ${quoteId}`;
  const place =
    after === null ? sql`` : sql`and (mail.queued_at, mail.id) < (${after.value}::timestamptz, ${after.id})`;
  const { rows } = await sql<DeliveryRow>`
    select mail.id as mail_id, mail.to_address as "to", mail.subject, mail.state, mail.queued_at, mail.sent_at,
           mail.server_reply, mail.last_error, delivery.about
      from deliveries delivery
      join mails mail on mail.id = delivery.mail_id
     where delivery.site_id = ${siteId} ${ofQuote} ${place}
     order by mail.queued_at desc, mail.id desc
     limit ${limit + 1}`.execute(query);
  return rows;
}
