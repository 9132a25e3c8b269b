/** The demo's mailbox as pages: the list, one mail as text, and its HTML shut in a frame of its own. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Routes } from "../platform/http/server.ts";
import { type Language, tagOf } from "../platform/language.ts";
import type { MailTemplates } from "../platform/mail/template.ts";
import { Empty } from "../web/empty.tsx";
import { Facts } from "../web/facts.tsx";
import { FilterBar } from "../web/filter.tsx";
import { PlainPage, Section, sendPage } from "../web/page.tsx";
import { DataTable } from "../web/table.tsx";
import { When } from "../web/values.tsx";
import { type MailView, readMail, readMailbox } from "./mailbox.operations.ts";
import { sayIn } from "./texts.ts";

const list = { hide: true, querystring: z.object({ to: z.string().max(320).optional().catch(undefined) }) };
const one = { hide: true, params: z.object({ mailId: z.string().regex(/^mail_[0-9a-z]{1,40}$/) }) };

/** No script, no form, no way to the page around it; its links open beside it. */
const MAIL_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  "sandbox allow-popups allow-popups-to-escape-sandbox";

export const mailboxPages =
  (templates: () => MailTemplates): Routes =>
  async (app) => {
    app.get("/mailbox", { schema: list, config: { needs: "anyone" } }, async (request, reply) => {
      const to = request.query.to?.trim() || null;
      const mails = await readMailbox(request.context, templates, { to, limit: 50 });
      return sendPage(reply, <MailboxPage request={request} mails={mails} to={to} />);
    });
    app.get("/mailbox/:mailId", { schema: one, config: { needs: "anyone" } }, async (request, reply) => {
      const mail = await readMail(request.context, templates, request.params.mailId);
      allowOwnFrame(reply);
      return sendPage(reply, <MailPage request={request} mail={mail} />);
    });
    app.get(
      "/mailbox/:mailId/content",
      { schema: one, config: { needs: "anyone" } },
      async (request, reply) => {
        const { html } = await readMail(request.context, templates, request.params.mailId);
        reply.header("content-security-policy", MAIL_POLICY).header("x-frame-options", "SAMEORIGIN");
        return reply
          .type("text/html; charset=utf-8")
          .send(html.replace("<head>", '<head><base target="_blank">'));
      },
    );
  };

function allowOwnFrame(reply: FastifyReply): void {
  reply.header("content-security-policy", `${reply.getHeader("content-security-policy")};frame-src 'self'`);
}

interface MailboxProps {
  readonly request: FastifyRequest;
  readonly mails: readonly MailView[];
  readonly to: string | null;
}

function MailboxPage({ request: { context, frame }, mails, to }: MailboxProps) {
  const say = sayIn(context.language);
  return (
    <PlainPage visit={frame.visit()} isWide title={say("mailbox")} lead={say("mailboxLead")}>
      <FilterBar
        action="/mailbox"
        search={{ name: "to", label: say("searchTo"), value: to ?? "" }}
        isFiltered={to !== null}
      />
      <DataTable
        caption={say("mailbox")}
        columns={columnsIn(context.language)}
        rows={mails}
        rowKey={({ id }) => id}
        empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
      />
      <p class="actions">
        <a href="/sign-in">{say("signIn")}</a>
      </p>
    </PlainPage>
  );
}

function columnsIn(language: Language) {
  const say = sayIn(language);
  return [
    {
      header: say("subject"),
      cell: ({ id, subject, language: lang }: MailView) => (
        <a href={`/mailbox/${id}`} lang={tagOf(lang)}>
          {subject}
        </a>
      ),
    },
    { header: say("to"), cell: ({ to }: MailView) => to },
    { header: say("sentAt"), cell: ({ sentAt }: MailView) => <When at={sentAt} />, isNowrap: true },
  ];
}

function MailPage({ request: { context, frame }, mail }: { request: FastifyRequest; mail: MailView }) {
  const say = sayIn(context.language);
  const { baseUrl } = context.portal.config;
  const links = [...new Set(mail.text.match(/https?:\/\/\S+/g) ?? [])].filter((link) =>
    link.startsWith(`${baseUrl}/`),
  );
  const facts = [
    { label: say("to"), value: mail.to },
    { label: say("sentAt"), value: <When at={mail.sentAt} /> },
  ];
  return (
    <PlainPage
      visit={frame.visit()}
      isWide
      title={mail.subject}
      back={{ href: "/mailbox", label: say("mailbox") }}
    >
      <Facts items={facts} />
      {links.length > 0 && (
        <Section title={say("links")}>
          <ul>
            {links.map((link) => (
              <li key={link}>
                <a href={link.slice(baseUrl.length)}>{link}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Parts mail={mail} language={context.language} />
    </PlainPage>
  );
}

/** Both parts, as a mail program would show the one or the other. */
function Parts({ mail, language }: { mail: MailView; language: Language }) {
  const say = sayIn(language);
  return (
    <>
      <Section title={say("asText")}>
        <pre class="letter" lang={tagOf(mail.language)} dir="auto">
          {mail.text}
        </pre>
      </Section>
      <Section title={say("asHtml")}>
        <iframe
          class="letter-frame"
          src={`/mailbox/${mail.id}/content`}
          title={mail.subject}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      </Section>
    </>
  );
}
