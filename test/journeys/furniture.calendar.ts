/** Dates and what goes out about them: a calendar's address, a digest, mails in every state, a run with a fault. */
import { sql } from "kysely";
import { CAST } from "../cast.ts";
import type { TestPortal } from "../portal.ts";
import { addQuote } from "../quotes.ts";
import { type Places, send } from "./furniture.ts";

const HANA = "hana@aoba.example";

export async function furnishCalendar(portal: TestPortal): Promise<Places> {
  await send(portal, HANA, "/v1/calendar-feeds", { name: "スマートフォン" });
  await send(portal, HANA, "/v1/date-digest", { frequency: "weekly" }, "PUT");
  await furnishDeliveries(portal);
  await furnishPipeline(portal);
  const check = portal.portal.secrets
    .authenticate("unsubscribe date-digest", CAST.hana)
    .toString("base64url");
  return { "/unsubscribe/:token": `/unsubscribe/${CAST.hana}.${check}` };
}

/** One that the mail server took, one that came back, one that waits. */
async function furnishDeliveries({ owner }: TestPortal): Promise<void> {
  await sql`
    insert into mails (id, dedupe_key, to_address, language, template, state, queued_at, sent_at, subject, server_reply,
                       last_error)
    values ('mail_taken', 'f1', ${HANA}, 'ja', 'proof-issued', 'sent', '2010-02-01T00:00:00Z', '2010-02-01T00:00:05Z',
            '注文 SO-4711 のライセンス証書', '250 2.0.0 Ok: queued as 4XkQ0p1vZ9z3V', null),
           ('mail_back', 'f2', 'orders@sakura.example', 'ja', 'proof-issued', 'bounced', '2010-02-02T00:00:00Z', null,
            '更新見積 QTEST0AB1', null, 'Can''t send mail - all recipients were rejected: 550 5.1.1 User unknown'),
           ('mail_waits', 'f3', ${HANA}, 'ja', 'proof-issued', 'queued', '2010-02-28T00:00:00Z', null, null, null, null)`.execute(
    owner,
  );
  await sql`
    insert into deliveries (site_id, mail_id, about)
    values (${CAST.aoba}, 'mail_taken', '{"orderNumber": "SO-4711"}'),
           (${CAST.aoba}, 'mail_back', '{"quoteId": "quote_aoba"}'),
           (${CAST.aoba}, 'mail_waits', '{}')`.execute(owner);
}

/** A quote with a line that nobody can order, and a site that the run could not go through. */
async function furnishPipeline(portal: TestPortal): Promise<void> {
  await addQuote(portal, {
    id: "quote_unpriced",
    number: "QTEST0HG9",
    siteId: CAST.hangang,
    renewalOn: "2010-07-01",
    datedOn: "2010-02-20",
    dueOn: "2010-06-30",
    level: "D",
    currency: "KRW",
    lines: [
      {
        lineId: CAST.hangangDoors,
        part: "E075NLL",
        coveredFrom: "2010-07-01",
        coveredThrough: "2011-06-30",
        months: 12,
        annualPrice: null,
        amount: null,
      },
    ],
  });
  await sql`
    insert into renewal_sites (site_id, checked_through, failed_at, failure)
    values (${CAST.hangang}, '2010-02-27', '2010-02-28T00:10:00Z', 'no currency of its country')
        on conflict (site_id) do update set failed_at = excluded.failed_at, failure = excluded.failure`.execute(
    portal.owner,
  );
}
