/** The demo's mailbox: what went out, as its readers got it. There is none in production. Source: CONTRACT §2. */
import type { Context } from "../platform/context.ts";
import type { Instant } from "../platform/dates.ts";
import type { Language } from "../platform/language.ts";
import { readerOf } from "../platform/mail/delivery.ts";
import { findMail, listMails } from "../platform/mail/queue.ts";
import { renderMail } from "../platform/mail/render.ts";
import type { MailTemplates } from "../platform/mail/template.ts";
import { found, Problem } from "../platform/problem.ts";

export interface MailView {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly language: Language;
  readonly text: string;
  readonly html: string;
  readonly sentAt: Instant;
}

type Templates = () => MailTemplates;

/** The newest first, to one address or to all. */
export async function readMailbox(
  context: Context,
  templates: Templates,
  { to, limit }: { to: string | null; limit: number },
): Promise<MailView[]> {
  refuseOutsideDemo(context);
  const rows = await listMails(context.db, { to, limit });
  return rows.map((row) => viewOf(context, templates, row));
}

export async function readMail(context: Context, templates: Templates, id: string): Promise<MailView> {
  refuseOutsideDemo(context);
  return viewOf(context, templates, found(await findMail(context.db, id), "page"));
}

function refuseOutsideDemo({ portal }: Context): void {
  if (portal.config.mode !== "demo") throw new Problem(404, "page_not_found");
}

type Row = NonNullable<Awaited<ReturnType<typeof findMail>>>;

function viewOf({ portal }: Context, templates: Templates, row: Row): MailView {
  const { id, toAddress: to, language, template, sealedFacts, sentAt } = row;
  const facts = sealedFacts === null ? {} : portal.secrets.unseal(sealedFacts);
  const rendered = renderMail(templates(), { template, facts }, readerOf(portal, language));
  return { id, to, language, ...rendered, sentAt: new Date(sentAt ?? 0).toISOString() as Instant };
}
