/** The screens of a site and of a person at the desk. Both say that the look is seen. */
import { LooksTable, RegistrationFacts, timeZoneOf } from "../../agreements/index.ts";
import { LANGUAGE_NAMES, type Language, tagOf } from "../../platform/language.ts";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent, Day, PersonName, When } from "../../web/values.tsx";
import { DueMark, requesterOf, StateMark } from "../desk/marks.parts.tsx";
import type { DeskItem } from "../desk/names.operations.ts";
import { CARE_PATH } from "../desk/queue.parts.tsx";
import { careSay } from "../texts.ts";
import type { PersonSeen, SiteSeen } from "./looks.operations.ts";
import type { SeenContact, SeenMember, SeenMembership } from "./looks.store.ts";

const SEARCH = "/care/search";

/** The reason of this look goes along to the next one. */
const withReason = (path: string, reason: string | undefined) =>
  reason === undefined ? path : `${path}?for=${reason}`;

interface SiteProps {
  chrome: Chrome;
  seen: SiteSeen;
  reason: string | undefined;
  /** May print letters. */
  mayAdminister: boolean;
  now: Date;
}

export function SitePage({ chrome, seen, reason, mayAdminister, now }: SiteProps) {
  const { language } = chrome;
  const say = careSay(language);
  const { site, contactName, members, contacts, requests, looks } = seen;
  return (
    <Page
      chrome={chrome}
      title={site.name}
      lead={site.number}
      back={backOf(language, reason)}
      actions={
        <>
          {site.primaryState === "unclaimed" && (
            <ActionLink href={`${CARE_PATH}/sites/${site.siteId}/passcodes`}>{say("toPasscode")}</ActionLink>
          )}
          {members.length > 0 && (
            <ActionLink href={`${CARE_PATH}/views/new?site=${site.siteId}`}>{say("toView")}</ActionLink>
          )}
          {mayAdminister && (
            <ActionLink href={`/operator/sites/${site.siteId}`}>{say("documents")}</ActionLink>
          )}
        </>
      }
    >
      <Notice>{say("seenNotice")}</Notice>
      <Section title={say("siteRequests")}>
        <DataTable
          caption={say("siteRequests")}
          columns={requestColumns(language, now)}
          rows={requests}
          rowKey={({ id }) => id}
          empty={<Empty title={say("siteRequestsNone")} />}
        />
      </Section>
      <Section title={say("members")}>
        <DataTable
          caption={say("members")}
          columns={memberColumns(language, reason)}
          rows={members}
          rowKey={({ personId }) => personId}
          empty={<Empty title={say("membersNone")} />}
        />
      </Section>
      {contacts.length > 0 && (
        <Section title={say("keyContacts")}>
          <DataTable
            caption={say("keyContacts")}
            columns={contactColumns(language)}
            rows={contacts}
            rowKey={({ type }) => type}
            empty={null}
          />
        </Section>
      )}
      <RegistrationFacts site={site} contactName={contactName} language={language} />
      <LooksTable language={language} looks={looks} timeZone={timeZoneOf(site.country)} />
    </Page>
  );
}

function backOf(language: Language, reason: string | undefined) {
  const say = careSay(language);
  return reason === undefined
    ? { href: SEARCH, label: say("searchTitle") }
    : { href: `${CARE_PATH}/requests/${reason}`, label: say("requestTitle") };
}

function requestColumns(language: Language, now: Date): Column<DeskItem>[] {
  const say = careSay(language);
  return [
    {
      header: say("requester"),
      cell: (item) => (
        <a href={`${CARE_PATH}/requests/${item.id}`}>
          <PersonName name={requesterOf(item)} />
        </a>
      ),
    },
    { header: say("kind"), cell: ({ kind }) => say(`kind.${kind}`) },
    { header: say("due"), cell: (item) => <DueMark item={item} now={now} language={language} /> },
    { header: say("claimed"), cell: (item) => <StateMark item={item} language={language} /> },
  ];
}

function memberColumns(
  language: Language,
  reason: string | undefined,
): Column<SeenMember & { name: string }>[] {
  const say = careSay(language);
  return [
    {
      header: say("name"),
      cell: ({ personId, name, email }) => (
        <a href={withReason(`${CARE_PATH}/people/${personId}`, reason)}>
          <PersonName name={name || email} />
        </a>
      ),
    },
    { header: say("id"), cell: ({ email }) => email },
    { header: say("role"), cell: ({ role }) => say(`role.${role}`) },
    { header: say("validThrough"), cell: ({ validThrough }) => <Day date={validThrough} /> },
    { header: say("lastSeenOn"), cell: ({ lastSeenOn }) => <Day date={lastSeenOn} /> },
  ];
}

function contactColumns(language: Language): Column<SeenContact>[] {
  const say = careSay(language);
  return [
    { header: say("kind"), cell: ({ type }) => say(`contact.${type}`) },
    { header: say("name"), cell: ({ name }) => <PersonName name={name} /> },
    { header: say("email"), cell: ({ email }) => email },
    { header: say("phone"), cell: ({ phone }) => phone || <Absent /> },
  ];
}

interface PersonProps {
  chrome: Chrome;
  seen: PersonSeen;
  reason: string | undefined;
  mayUnlock: boolean;
  news: string | undefined;
}

export function PersonPage({ chrome, seen, reason, mayUnlock, news }: PersonProps) {
  const { language } = chrome;
  const say = careSay(language);
  const { person, memberships } = seen;
  const country =
    new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(person.country) ?? person.country;
  return (
    <Page
      chrome={chrome}
      title={person.name || person.email}
      lead={person.email}
      back={backOf(language, reason)}
    >
      {(news === "unlocked" || news === "not-locked") && (
        <Notice tone="ok" isNews>
          {say(news === "unlocked" ? "lockReleased" : "notLocked")}
        </Notice>
      )}
      <Notice>{say("seenNotice")}</Notice>
      <Facts
        items={[
          { label: say("id"), value: person.email },
          { label: say("personState"), value: say(`person.${person.state}`) },
          { label: say("romanizedName"), value: person.romanizedName ?? <Absent /> },
          { label: say("country"), value: country },
          { label: say("language"), value: LANGUAGE_NAMES[person.language] },
          { label: say("registeredAt"), value: <When at={person.registeredAt} /> },
        ]}
      />
      <Section title={say("memberships")}>
        <DataTable
          caption={say("memberships")}
          columns={membershipColumns(language, reason)}
          rows={memberships}
          rowKey={({ siteId }) => siteId}
          empty={<Empty title={say("membershipsNone")} />}
        />
      </Section>
      {mayUnlock && person.state === "active" && (
        <Section title={say("signIn")}>
          <p>{say("releaseLockHint")}</p>
          <Form action={withReason(`${CARE_PATH}/people/${person.personId}/unlock`, reason)}>
            <SubmitButton tone="plain">{say("releaseLock")}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  );
}

function membershipColumns(language: Language, reason: string | undefined): Column<SeenMembership>[] {
  const say = careSay(language);
  return [
    {
      header: say("siteNumber"),
      cell: ({ siteId, number }) => <a href={withReason(`${CARE_PATH}/sites/${siteId}`, reason)}>{number}</a>,
      isNowrap: true,
    },
    { header: say("siteName"), cell: ({ name }) => <PersonName name={name} /> },
    { header: say("role"), cell: ({ role }) => say(`role.${role}`) },
    { header: say("validThrough"), cell: ({ validThrough }) => <Day date={validThrough} /> },
    { header: say("lastSeenOn"), cell: ({ lastSeenOn }) => <Day date={lastSeenOn} /> },
  ];
}
