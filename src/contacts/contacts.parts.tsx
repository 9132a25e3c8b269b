/** The screen of a site's six key contacts: who receives what, and whether all are right. */
import { dateOf } from "../platform/dates.ts";
import { Form, SubmitButton } from "../web/form.tsx";
import { dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { PersonName } from "../web/values.tsx";
import type { ShownContact, ShownContacts } from "./contacts.operations.ts";
import { type ContactSay, contactSay } from "./texts.ts";

export function contactsHref(siteId: string, type?: string): string {
  return `/sites/${siteId}/contacts${type === undefined ? "" : `/${type}`}`;
}

export type News = "saved" | "cleared" | "reviewed";
const NEWS = { saved: "newsSaved", cleared: "newsCleared", reviewed: "newsReviewed" } as const;

interface ContactsProps {
  chrome: Chrome;
  contacts: ShownContacts;
  timeZone: string;
  news?: News | undefined;
}

export function ContactsPage({ chrome, contacts, timeZone, news }: ContactsProps) {
  const say = contactSay(chrome.language);
  const { site, mayUpdate, items } = contacts;
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={<ActionLink href={`/sites/${site.siteId}/members`}>{say("manageAccess")}</ActionLink>}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say(NEWS[news])}</p>
        </Notice>
      )}
      {!mayUpdate && (
        <Notice>
          <p>{say("mayNotUpdate")}</p>
        </Notice>
      )}
      <DataTable
        caption={say("title")}
        columns={columnsOf(say, site.siteId, mayUpdate)}
        rows={items}
        rowKey={({ type }) => type}
        empty={null}
      />
      <p class="hint">{say("noAccess")}</p>
      <Review say={say} chrome={chrome} contacts={contacts} timeZone={timeZone} />
    </Page>
  );
}

function columnsOf(say: ContactSay, siteId: string, mayUpdate: boolean): Column<ShownContact>[] {
  const columns: Column<ShownContact>[] = [
    {
      header: say("contact"),
      cell: ({ type }) => (
        <span>
          {say(`type.${type}`)} <small>{say(`gets.${type}`)}</small>
        </span>
      ),
    },
    { header: say("goesTo"), cell: (contact) => <Addressee say={say} contact={contact} /> },
  ];
  if (!mayUpdate) return columns;
  const isHeaderHidden = true;
  return [
    ...columns,
    {
      header: say("action"),
      isHeaderHidden,
      isNowrap: true,
      cell: (contact) => <Change say={say} siteId={siteId} contact={contact} />,
    },
  ];
}

interface ChangeProps {
  say: ContactSay;
  siteId: string;
  contact: ShownContact;
}

/** The primary contact's place changes hands on a page of its own. */
function Change({ say, siteId, contact: { type, assigned } }: ChangeProps) {
  const of = { type: say(`type.${type}`) };
  if (type === "PRIMARY") {
    return (
      <a href={`/sites/${siteId}/primary`} aria-label={say("handOverOf", of)}>
        {say("handOver")}
      </a>
    );
  }
  return (
    <a href={contactsHref(siteId, type)} aria-label={say(assigned === null ? "nameOf" : "changeOf", of)}>
      {say(assigned === null ? "nameSomebody" : "change")}
    </a>
  );
}

export function Addressee({ say, contact }: { say: ContactSay; contact: ShownContact }) {
  const { type, assigned, effective } = contact;
  if (effective === null) return <>{say("nobody")}</>;
  return (
    <span>
      <PersonName name={effective.name} /> <small>{effective.email}</small>{" "}
      {type === "PRIMARY" && effective.isFallback && <Tag tone="warn">{say("registered")}</Tag>}
      {type !== "PRIMARY" && (
        <Tag tone={assigned === null ? "plain" : "ok"}>{say(assigned === null ? "viaPrimary" : "named")}</Tag>
      )}
    </span>
  );
}

function Review({ say, chrome, contacts, timeZone }: { say: ContactSay } & ContactsProps) {
  const { site, reviewedAt, reviewedBy, isReviewDue, mayUpdate } = contacts;
  const last =
    reviewedAt === null
      ? say("reviewNever")
      : say("reviewLast", {
          name: reviewedBy ?? "",
          day: dayText(chrome.language, dateOf(new Date(reviewedAt), timeZone), "long"),
        });
  return (
    <Section title={say("reviewTitle")}>
      <p>{last}</p>
      {isReviewDue && reviewedAt !== null && <p>{say("reviewOld")}</p>}
      {mayUpdate && (
        <>
          <p>{say("reviewLead")}</p>
          <Form action={`/sites/${site.siteId}/contact-review`}>
            <SubmitButton tone={isReviewDue ? "primary" : "plain"}>{say("reviewButton")}</SubmitButton>
          </Form>
        </>
      )}
    </Section>
  );
}
