/** The screen of one request: what is asked, what is registered, who does what with it. */
import { LANGUAGE_NAMES, type Language, tagOf } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, PersonName, When } from "../../web/values.tsx";
import type { Comparison } from "../deciders.documents.ts";
import { careSay, stepText } from "../texts.ts";
import { DecisionSection } from "./decision.parts.tsx";
import type { RequestInFull, Step } from "./desk.operations.ts";
import { HandOverSection } from "./hand-over.parts.tsx";
import { DueMark, requesterOf, StateMark } from "./marks.parts.tsx";
import { CARE_PATH } from "./queue.parts.tsx";

export interface RequestShown {
  readonly news?: string | undefined;
  /** What was just refused, as a sentence. */
  readonly refused?: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

export interface Reader {
  readonly personId: string | null;
  /** Works on this request's desk. */
  readonly works: boolean;
  readonly isOperator: boolean;
  /** May read a site's data, and people's. */
  readonly mayDisclose: boolean;
}

interface RequestProps {
  chrome: Chrome;
  full: RequestInFull;
  reader: Reader;
  now: Date;
  shown: RequestShown;
}

const NEWS = ["claimed", "released", "reassigned", "noted", "decided", "verified"] as const;

export function RequestPage({ chrome, full, reader, now, shown }: RequestProps) {
  const { request } = full;
  const say = careSay(chrome.language);
  const news = NEWS.find((each) => each === shown.news);
  const isMine = request.claimedBy !== null && request.claimedBy.personId === reader.personId;
  const mayAct = request.state === "open" && reader.works && (isMine || request.claimedBy === null);
  return (
    <Page
      chrome={chrome}
      title={say(`kind.${request.kind}`)}
      lead={requesterOf(request)}
      back={{ href: CARE_PATH, label: say("queueTitle") }}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(`news.${news}`)}
        </Notice>
      )}
      {shown.refused !== undefined && (
        <Notice tone="bad" isNews>
          {shown.refused}
        </Notice>
      )}
      <Section title={say("requestTitle")} actions={<Claim full={full} reader={reader} chrome={chrome} />}>
        <RequestFacts chrome={chrome} full={full} reader={reader} now={now} />
      </Section>
      {full.view.comparisons.length > 0 && (
        <Section title={say("comparisonTitle")}>
          <DataTable
            caption={say("comparisonTitle")}
            columns={comparisonColumns(chrome.language)}
            rows={full.view.comparisons}
            rowKey={({ label }) => label}
            empty={<Empty title={say("none")} />}
          />
        </Section>
      )}
      {request.kind === "passcode" && request.siteId !== null && reader.mayDisclose && (
        <p class="actions">
          <ActionLink href={`${CARE_PATH}/sites/${request.siteId}/passcodes`}>{say("toPasscode")}</ActionLink>
        </p>
      )}
      {mayAct && <DecisionSection language={chrome.language} full={full} shown={shown} />}
      <NotesSection chrome={chrome} full={full} reader={reader} shown={shown} />
      {mayAct && <HandOverSection language={chrome.language} full={full} shown={shown} />}
      <Section title={say("historyTitle")}>
        <DataTable
          caption={say("historyTitle")}
          columns={historyColumns(chrome.language)}
          rows={full.history}
          rowKey={({ id }) => id}
          empty={<Empty title={say("none")} />}
        />
      </Section>
    </Page>
  );
}

/** Take it, give it back, or who has it. */
function Claim({ chrome, full: { request }, reader }: Pick<RequestProps, "chrome" | "full" | "reader">) {
  const say = careSay(chrome.language);
  if (request.state !== "open" || !reader.works) return null;
  const path = `${CARE_PATH}/requests/${request.id}`;
  if (request.claimedBy === null) {
    return (
      <Form action={`${path}/claim`}>
        <SubmitButton>{say("claim")}</SubmitButton>
      </Form>
    );
  }
  const isMine = request.claimedBy.personId === reader.personId;
  if (!isMine && !reader.isOperator) return null;
  return (
    <Form action={`${path}/release`}>
      <SubmitButton tone="plain">{say(isMine ? "release" : "releaseOther")}</SubmitButton>
    </Form>
  );
}

function RequestFacts({ chrome, full, reader, now }: Omit<RequestProps, "shown">) {
  const { language } = chrome;
  const say = careSay(language);
  const { request, view } = full;
  const { siteId, siteNumber, personId, requesterEmail, country } = request;
  const number = siteNumber === null ? <Absent /> : <Code>{siteNumber}</Code>;
  const name = <PersonName name={requesterOf(request)} />;
  const asked = `?for=${request.id}`;
  const isLinked = reader.mayDisclose;
  const items = [
    {
      label: say("requester"),
      value:
        isLinked && personId !== null ? <a href={`${CARE_PATH}/people/${personId}${asked}`}>{name}</a> : name,
    },
    { label: say("email"), value: requesterEmail ?? <Absent /> },
    {
      label: say("siteNumber"),
      value:
        isLinked && siteId !== null ? <a href={`${CARE_PATH}/sites/${siteId}${asked}`}>{number}</a> : number,
    },
    { label: say("country"), value: country === null ? <Absent /> : regionText(language, country) },
    { label: say("language"), value: LANGUAGE_NAMES[request.language] },
    { label: say("opened"), value: <When at={request.openedAt} /> },
    { label: say("due"), value: <DueMark item={request} now={now} language={language} /> },
    { label: say("desk"), value: say(`desk.${request.team}`) },
    { label: say("claimed"), value: <StateMark item={request} language={language} /> },
    { label: say("requestId"), value: <span class="mono">{request.id}</span> },
    ...view.facts.map(([label, value]) => ({ label, value: <bdi>{value}</bdi> })),
    ...endingOf(full, language),
  ];
  return <Facts items={items} />;
}

function regionText(language: Language, country: string): string {
  return new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(country) ?? country;
}

function endingOf({ request }: RequestInFull, language: Language) {
  const say = careSay(language);
  if (request.state === "open") return [];
  const { decidedBy, decidedAt, outcome, reason } = request;
  return [
    { label: say("decidedAt"), value: <When at={decidedAt} /> },
    {
      label: say("decidedBy"),
      value: decidedBy === null ? <Absent /> : <PersonName name={decidedBy.name} />,
    },
    { label: say("outcome"), value: outcome ?? <Absent /> },
    { label: say("reason"), value: reason === null ? <Absent /> : <bdi>{reason}</bdi>, isWide: true },
  ];
}

const VERDICTS = { same: "ok", near: "warn", differs: "bad", absent: "plain" } as const;

function comparisonColumns(language: Language): Column<Comparison>[] {
  const say = careSay(language);
  const text = (value: string | null) => (value === null ? <Absent /> : <bdi>{value}</bdi>);
  return [
    { header: say("item"), cell: ({ label }) => label },
    { header: say("stated"), cell: ({ stated }) => text(stated) },
    { header: say("registered"), cell: ({ registered }) => text(registered) },
    {
      header: say("verdict"),
      cell: ({ verdict }) => <Tag tone={VERDICTS[verdict]}>{say(`verdict.${verdict}`)}</Tag>,
    },
  ];
}

function historyColumns(language: Language): Column<Step>[] {
  const say = careSay(language);
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  return [
    {
      header: say("step"),
      cell: ({ name, facts }) =>
        stepText(language, name, { to: word(facts["to"]), team: word(facts["team"]) }),
    },
    { header: say("when"), cell: ({ at }) => <When at={at} /> },
    {
      header: say("who"),
      cell: ({ agent }) => (agent === null ? <Absent /> : <PersonName name={agent.name} />),
    },
  ];
}

function NotesSection({ chrome, full, reader, shown }: Omit<RequestProps, "now">) {
  const say = careSay(chrome.language);
  return (
    <Section title={say("notesTitle")}>
      {full.notes.length === 0 && <p>{say("notesNone")}</p>}
      {full.notes.map(({ id, author, text, writtenAt }) => (
        <blockquote key={id}>
          {text.split("\n").map((line, index) => (
            <p key={index} dir="auto">
              {line}
            </p>
          ))}
          <footer>
            <PersonName name={author.name} /> · <When at={writtenAt} />
          </footer>
        </blockquote>
      ))}
      {reader.works && (
        <Form
          action={`${CARE_PATH}/requests/${full.request.id}/notes`}
          errors={pickErrors(shown.errors, "text")}
        >
          <TextAreaField name="text" label={say("note")} value={shown.values["text"]} maxLength={4000} />
          <SubmitButton tone="plain">{say("addNote")}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

/** A page of several forms tells each what concerns it. */
export function pickErrors(errors: FormErrors, ...names: readonly string[]): FormErrors {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => names.includes(name)));
}
