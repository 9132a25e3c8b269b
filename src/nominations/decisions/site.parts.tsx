/** Who asks for access to a site: the list, and the page where it is decided. */
import {
  DEFAULT_PRIVILEGES,
  PRIVILEGES,
  type Privilege,
  privilegeText,
  roleText,
  valueText,
} from "../../access/index.ts";
import type { Values } from "../../platform/http/forms.ts";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Columns, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { PersonName, When } from "../../web/values.tsx";
import { nameOf } from "../notices.operations.ts";
import { askedText, StateTag } from "../requests/mine.parts.tsx";
import { nominationSay } from "../texts.ts";
import type { NamedRequest } from "./operations.ts";

function nameIn({ requester }: NamedRequest): string {
  return requester === undefined ? "–" : nameOf(requester);
}

interface SiteListProps {
  chrome: Chrome;
  siteId: string;
  requests: readonly NamedRequest[];
  only: "open" | "all";
  next: string | undefined;
  isFirst: boolean;
}

export function SiteListPage({ chrome, siteId, requests, only, next, isFirst }: SiteListProps) {
  const say = nominationSay(chrome.language);
  const here = `/sites/${siteId}/access-requests`;
  const columns: Column<NamedRequest>[] = [
    {
      header: say("who"),
      cell: (request) => (
        <a href={`${here}/${request.id}`}>
          <PersonName name={nameIn(request)} romanized={request.requester?.romanizedName ?? null} />
        </a>
      ),
    },
    { header: say("email"), cell: ({ requester }) => <bdi>{requester?.email ?? ""}</bdi> },
    { header: say("what"), cell: (request) => askedText(request, chrome.language) },
    { header: say("askedAt"), cell: ({ askedAt }) => <When at={askedAt} />, isNowrap: true },
    { header: say("state"), cell: ({ state }) => <StateTag say={say} state={state} />, isNowrap: true },
  ];
  const other = only === "open" ? "all" : "open";
  const actions = (
    <>
      <ActionLink href={`${here}?state=${other}`}>{say(only === "open" ? "showAll" : "showOpen")}</ActionLink>
      <ActionLink href={`/sites/${siteId}/members`}>{say("members")}</ActionLink>
    </>
  );
  return (
    <Page chrome={chrome} title={say("siteListTitle")} lead={say("siteListLead")} actions={actions}>
      <DataTable
        caption={say("siteListTitle")}
        columns={columns}
        rows={requests}
        rowKey={({ id }) => id}
        empty={<Empty title={say("siteListNone")}>{say("siteListNoneText")}</Empty>}
      />
      {(next !== undefined || !isFirst) && (
        <CursorPager
          shown={requests.length}
          first={isFirst ? undefined : `${here}?state=${only}`}
          next={next}
        />
      )}
    </Page>
  );
}

interface DecideProps {
  chrome: Chrome;
  siteId: string;
  request: NamedRequest;
  mayDecide: boolean;
  values: Values;
  errors: FormErrors;
  news: boolean;
}

export function DecidePage({ chrome, siteId, request, mayDecide, values, errors, news }: DecideProps) {
  const { language } = chrome;
  const say = nominationSay(language);
  const here = `/sites/${siteId}/access-requests`;
  const { siteNumber, state } = request;
  const back = { href: here, label: say("back") };
  const title = say("decideTitle", { name: nameIn(request) });
  const isWaiting = state === "contact_review" && mayDecide;
  return (
    <Page chrome={chrome} title={title} lead={say("decideLead", { siteNumber })} back={back}>
      <Decided chrome={chrome} request={request} news={news} />
      <Section title={say("asksTitle")}>
        <Asker chrome={chrome} request={request} />
      </Section>
      {isWaiting && (
        <Columns>
          <Section title={say("approveTitle")}>
            <ApproveForm
              chrome={chrome}
              action={`${here}/${request.id}`}
              request={request}
              values={values}
              errors={values["decision"] === "approve" ? errors : {}}
            />
          </Section>
          <Section title={say("denyTitle")}>
            <Form
              action={`${here}/${request.id}`}
              errors={values["decision"] === "deny" ? errors : {}}
              hidden={{ decision: "deny" }}
            >
              <TextAreaField
                name="reason"
                label={say("reason")}
                hint={say("reasonHint")}
                value={values["reason"]}
                maxLength={2000}
              />
              <SubmitButton tone="danger">{say("deny")}</SubmitButton>
            </Form>
          </Section>
        </Columns>
      )}
    </Page>
  );
}

function Decided({ chrome, request, news }: Pick<DecideProps, "chrome" | "request" | "news">) {
  const say = nominationSay(chrome.language);
  const { state, decider, reason } = request;
  if (state === "contact_review") return null;
  if (state !== "approved" && state !== "denied") {
    return <Notice title={say(state === "expired" ? "state.expired" : "state.withdrawn")} />;
  }
  const by = say("decidedText", { by: decider ?? say("byCare") });
  return (
    <Notice tone={state === "approved" ? "ok" : "warn"} title={say(`state.${state}`)} isNews={news}>
      <p>{news ? say(state === "approved" ? "approvedNews" : "deniedNews") : by}</p>
      {reason !== null && <p>{say("deniedText", { reason })}</p>}
    </Notice>
  );
}

function Asker({ chrome, request }: { chrome: Chrome; request: NamedRequest }) {
  const { language } = chrome;
  const say = nominationSay(language);
  const { requester, company, department, phone, message, askedAt } = request;
  const optional = [
    [say("company"), company],
    [say("department"), department],
    [say("phone"), phone],
    [say("message"), message],
  ] as const;
  const country = requester && new Intl.DisplayNames([language], { type: "region" }).of(requester.country);
  const facts = [
    {
      label: say("who"),
      value: <PersonName name={nameIn(request)} romanized={requester?.romanizedName ?? null} />,
    },
    { label: say("email"), value: <bdi>{requester?.email ?? "–"}</bdi> },
    { label: say("country"), value: country ?? "–" },
    { label: say("what"), value: askedText(request, language) },
    { label: say("askedAt"), value: <When at={askedAt} /> },
    ...optional.flatMap(([label, value]) => (value === null ? [] : [{ label, value: <bdi>{value}</bdi> }])),
  ];
  return <Facts items={facts} />;
}

interface ApproveProps {
  chrome: Chrome;
  action: string;
  request: NamedRequest;
  values: Values;
  errors: FormErrors;
}

/** A privilege is given as it was asked for; access with a role, privileges and an end. */
function ApproveForm({ chrome: { language }, action, request, values, errors }: ApproveProps) {
  const say = nominationSay(language);
  const { kind, privilege, needed } = request;
  if (kind === "privilege" && privilege !== null && needed !== null) {
    const named = { privilege: privilegeText(language, privilege), value: valueText(language, needed) };
    return (
      <Form action={action} errors={errors} hidden={{ decision: "approve" }}>
        <p>{say("grantsText", { name: nameIn(request), ...named })}</p>
        <SubmitButton>{say("approve")}</SubmitButton>
      </Form>
    );
  }
  const roles = (["user", "secondary"] as const).map((value) => ({
    value,
    label: roleText(language, value),
  }));
  const names = Object.keys(PRIVILEGES).filter((name): name is Privilege => name in PRIVILEGES);
  return (
    <Form action={action} errors={errors} hidden={{ decision: "approve" }}>
      <SelectField
        name="role"
        label={say("role")}
        hint={say("roleHint")}
        options={roles}
        value={values["role"] ?? "user"}
      />
      <p class="hint">{say("privilegesHint")}</p>
      {names.map((name) => (
        <SelectField
          key={name}
          name={name}
          label={privilegeText(language, name)}
          options={PRIVILEGES[name].map((value) => ({ value, label: valueText(language, value) }))}
          value={values[name] ?? DEFAULT_PRIVILEGES.user[name]}
        />
      ))}
      <Field
        name="validThrough"
        type="date"
        label={say("validThrough")}
        hint={say("validThroughHint")}
        required={false}
        value={values["validThrough"]}
      />
      <SubmitButton>{say("approve")}</SubmitButton>
    </Form>
  );
}
