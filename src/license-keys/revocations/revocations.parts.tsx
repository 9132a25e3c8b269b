/** The vendor's page of revocations: what waits, which keys a question chooses and how long they live on, what was done. */
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Field, Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { countText, whenText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Count, PersonName, When } from "../../web/values.tsx";
import type { Revocations } from "./operations.ts";
import { MOST_KEYS } from "./rules.ts";
import type { RevocableKey } from "./store.ts";
import { type RevocationSay, revocationSay } from "./texts.ts";

export const REVOCATIONS_PATH = "/operator/revocations";
export const QUESTION = ["keyId", "siteNumber", "orderNumber", "productCode"] as const;
export type Asked = Readonly<Partial<Record<(typeof QUESTION)[number], string>>>;

export interface RevocationsProps {
  readonly chrome: Chrome;
  readonly read: Revocations;
  /** What was looked for; null: nothing yet. */
  readonly asked: Asked | null;
  readonly news: "done" | "asked" | "withdrawn" | undefined;
  readonly published: { readonly sequence: number; readonly issuedAt: string; readonly nextBy: string };
  readonly address: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
}

export function RevocationsPage(props: RevocationsProps) {
  const { chrome, read, news } = props;
  const say = revocationSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(`news_${news}`)}
        </Notice>
      )}
      <Waiting say={say} read={read} />
      <Section title={say("findTitle")}>
        <p>{say("findLead")}</p>
        <Form method="get" action={REVOCATIONS_PATH} errors={props.errors ?? {}}>
          {QUESTION.map((name) => (
            <Field
              key={name}
              name={name}
              label={say(name)}
              {...(name === "keyId" ? { hint: say("optional_hint") } : {})}
              value={props.asked?.[name]}
              required={false}
              isCode
            />
          ))}
          <SubmitButton tone="plain">{say("find")}</SubmitButton>
        </Form>
      </Section>
      {props.asked !== null && <Found {...props} say={say} asked={props.asked} />}
      <Reach {...props} say={say} />
      <Done say={say} read={read} />
    </Page>
  );
}

type Part = RevocationsProps & { readonly say: RevocationSay };

function Waiting({ say, read }: { say: RevocationSay; read: Revocations }) {
  const open = read.items.filter(({ state }) => state === "asked");
  if (open.length === 0) return null;
  return (
    <Section title={say("openTitle")}>
      <p>{say("openLead")}</p>
      {open.map((item) => (
        <Notice key={item.id} tone="warn" title={whatOf(say, item)}>
          <p>
            {say("askedBy", { name: item.askedName })} · <When at={item.askedAt} />
          </p>
          <p>
            {say("reason")}: <bdi>{item.reason}</bdi> · {say("ticket")}: <bdi>{item.ticket}</bdi>
          </p>
          {item.askedBy === read.viewer ? (
            <p>{say("ownAsk")}</p>
          ) : (
            <Form action={`${REVOCATIONS_PATH}/${item.id}/confirmation`}>
              <SubmitButton tone="danger">{say("confirm", { count: item.inForce })}</SubmitButton>
            </Form>
          )}
          <Form action={`${REVOCATIONS_PATH}/${item.id}/withdrawal`}>
            <SubmitButton tone="plain">{say("withdraw")}</SubmitButton>
          </Form>
        </Notice>
      ))}
    </Section>
  );
}

function whatOf(say: RevocationSay, item: Revocations["items"][number]): string {
  if (item.keyId !== null) return say("oneKey", { key: item.keyId });
  const parts = [item.siteNumber, item.orderNumber, item.productCode].filter((part) => part !== null);
  return say("allOf", { what: parts.join(" · ") });
}

function Found({ say, chrome, read, asked, values = {}, errors = {} }: Part & { readonly asked: Asked }) {
  const { keys } = read;
  const isOne = asked.keyId !== undefined;
  return (
    <Section title={say("foundTitle")}>
      <DataTable
        caption={say("foundTitle")}
        columns={keyColumns(say)}
        rows={keys.slice(0, 200)}
        rowKey={({ id }) => id}
        empty={<Empty title={say("foundNone")}>{say("foundNoneText")}</Empty>}
      />
      {keys.length > MOST_KEYS && (
        <Notice tone="warn">{say("tooMany", { most: countText(chrome.language, MOST_KEYS) })}</Notice>
      )}
      {keys.length > 0 && keys.length <= MOST_KEYS && (
        <>
          <Notice title={say("livesOn")}>{livesText(say, chrome, read.livesUntil)}</Notice>
          <p>{say(isOne ? "revokeOneLead" : "revokeManyLead")}</p>
          <Form action={REVOCATIONS_PATH} errors={errors} hidden={Object.fromEntries(Object.entries(asked))}>
            <TextAreaField
              name="reason"
              label={say("reason")}
              hint={say("reasonHint")}
              value={values["reason"]}
              rows={2}
              maxLength={500}
            />
            <Field
              name="ticket"
              label={say("ticket")}
              hint={say("ticketHint")}
              value={values["ticket"]}
              maxLength={60}
              isCode
            />
            <SubmitButton tone="danger">
              {isOne ? say("revokeOne") : say("revokeMany", { count: keys.length })}
            </SubmitButton>
          </Form>
        </>
      )}
    </Section>
  );
}

/** The day on which the last of them ends where there is no network. Source: BAR 11, case 33. */
function livesText(say: RevocationSay, { language, timeZone }: Chrome, until: string | null): string {
  if (until === "infinity") return say("livesEndless");
  return until === null ? say("livesNot") : say("livesUntil", { until: whenText(language, until, timeZone) });
}

function keyColumns(say: RevocationSay): Column<RevocableKey>[] {
  return [
    {
      header: say("key"),
      cell: ({ id }) => (
        <a href={`${REVOCATIONS_PATH}?keyId=${id}`}>
          <Code>{id}</Code>
        </a>
      ),
    },
    {
      header: say("site"),
      cell: ({ siteName, siteNumber }) => <bdi>{`${siteName} · ${siteNumber.padStart(9, "0")}`}</bdi>,
    },
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("orderNumber"), isNowrap: true, cell: ({ orderNumber }) => orderNumber },
    { header: say("quantity"), isNumeric: true, cell: ({ quantity }) => <Count value={quantity} /> },
    { header: say("host"), cell: ({ hostName }) => hostName ?? say("online") },
    {
      header: say("livesOn"),
      cell: ({ fileUntil }) =>
        fileUntil === null ? (
          say("noFile")
        ) : fileUntil === "infinity" ? (
          say("endless")
        ) : (
          <When at={fileUntil} />
        ),
    },
  ];
}

function Reach({ say, chrome, published, address }: Part) {
  const { sequence, issuedAt, nextBy } = published;
  const { language, timeZone } = chrome;
  const when = (at: string) => whenText(language, at, timeZone);
  const facts = { issuedAt: when(issuedAt), nextBy: when(nextBy) };
  return (
    <Section title={say("reach")}>
      <p>{say("reachOnline")}</p>
      <p>{say("reachFile")}</p>
      <p>
        {say("reachList", { sequence: String(sequence), address, ...facts })} {say("publishedLead")}
      </p>
    </Section>
  );
}

function Done({ say, read }: { say: RevocationSay; read: Revocations }) {
  const columns: Column<Revocations["items"][number]>[] = [
    { header: say("what"), cell: (item) => whatOf(say, item) },
    { header: say("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
    { header: say("ticket"), cell: ({ ticket }) => <bdi>{ticket}</bdi> },
    { header: say("who"), cell: ({ askedName }) => <PersonName name={askedName} /> },
    { header: say("when"), cell: ({ endedAt }) => <When at={endedAt} /> },
    {
      header: say("outcome"),
      cell: ({ state, endedKeys }) =>
        endedKeys === null ? say(`state_${state}`) : say("endedKeys", { count: endedKeys }),
    },
    {
      header: say("livesOn"),
      cell: ({ livesUntil }) =>
        livesUntil === null ? "–" : livesUntil === "infinity" ? say("endless") : <When at={livesUntil} />,
    },
  ];
  return (
    <Section title={say("listTitle")}>
      <DataTable
        caption={say("listTitle")}
        columns={columns}
        rows={read.items.filter(({ state }) => state !== "asked")}
        rowKey={({ id }) => id}
        empty={<Empty title={say("listNone")} />}
      />
    </Section>
  );
}
