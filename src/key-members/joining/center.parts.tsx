/** The screens of the own Key Center accounts and of registering. */
import { longSiteNumber } from "../../agreements/index.ts";
import { dateOf } from "../../platform/dates.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { LinkList } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Day, PersonName, When } from "../../web/values.tsx";
import type { MyAccount, Unjoined } from "../members/accounts.operations.ts";
import { keyCenterHref, keyMembersHref, type RequestState } from "../rules.ts";
import { type KeyMemberSay, keyMemberSay } from "../texts.ts";
import type { KeyRequest } from "./store.ts";
import { Unjoinable } from "./unjoined.parts.tsx";

const JOIN = "/key-center/join";

interface CenterProps {
  readonly chrome: Chrome;
  readonly accounts: readonly MyAccount[];
  readonly requests: readonly KeyRequest[];
  readonly next: string | undefined;
  readonly unjoined: readonly Unjoined[];
  readonly news: keyof typeof NEWS | undefined;
  readonly timeZone: string;
}

const NEWS = {
  joined: "newsJoined",
  asked: "newsAsked",
  withdrawn: "newsWithdrawn",
  left: "newsLeft",
} as const;

export function CenterPage(props: CenterProps) {
  const { chrome, accounts, requests, next, unjoined, news, timeZone } = props;
  const say = keyMemberSay(chrome.language);
  const actions = <ActionLink href={JOIN}>{say("join")}</ActionLink>;
  return (
    <Page chrome={chrome} title={say("centerTitle")} lead={say("centerLead")} actions={actions}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(NEWS[news])}
        </Notice>
      )}
      <Tasks say={say} accounts={accounts} />
      <Section title={say("accounts")}>
        <DataTable
          caption={say("accounts")}
          columns={accountColumns(say, timeZone)}
          rows={accounts}
          rowKey={({ siteId }) => siteId}
          empty={
            <Empty title={say("noAccounts")} action={{ href: JOIN, label: say("join") }}>
              {say("noAccountsText")}
            </Empty>
          }
        />
      </Section>
      {requests.length > 0 && (
        <Section title={say("ownRequests")}>
          <DataTable
            caption={say("ownRequests")}
            columns={requestColumns(say, timeZone)}
            rows={requests}
            rowKey={({ id }) => id}
            empty={null}
          />
          <CursorPager shown={requests.length} first={undefined} next={next} />
        </Section>
      )}
      <Unjoinable say={say} unjoined={unjoined} />
      <Section title={say("noMail")}>
        <p>
          {say("noMailText")} <a href="/reset">{say("resetLink")}</a>
        </p>
      </Section>
    </Page>
  );
}

/** For an administrator: who waits, and who came without being let in by the reader. */
function Tasks({ say, accounts }: { say: KeyMemberSay; accounts: readonly MyAccount[] }) {
  const items = accounts.flatMap(({ siteId, name, waiting, newcomers }) => [
    ...(waiting > 0
      ? [
          {
            href: keyMembersHref(siteId, "#requests"),
            label: say("taskWaiting", { count: waiting }),
            detail: name,
          },
        ]
      : []),
    ...(newcomers > 0
      ? [{ href: keyMembersHref(siteId), label: say("taskNew", { count: newcomers }), detail: name }]
      : []),
  ]);
  if (items.length === 0) return null;
  return (
    <Section title={say("tasks")}>
      <LinkList items={items} />
    </Section>
  );
}

function accountColumns(say: KeyMemberSay, timeZone: string): Column<MyAccount>[] {
  return [
    {
      header: say("site"),
      cell: ({ siteId, name }) => (
        <a href={keyCenterHref(siteId)}>
          <PersonName name={name} />
        </a>
      ),
    },
    { header: say("account"), cell: ({ longNumber }) => <Code>{longNumber}</Code> },
    { header: say("role"), cell: ({ role }) => say(`role.${role}`) },
    { header: say("because"), cell: ({ because }) => say(`way.${because}`) },
    { header: say("since"), cell: ({ since }) => <Day date={dateOf(new Date(since), timeZone)} /> },
    {
      header: say("openMembers"),
      cell: ({ siteId, longNumber }) => (
        <a href={keyMembersHref(siteId)} aria-label={`${say("openMembers")} ${longNumber}`}>
          {say("openMembers")}
        </a>
      ),
    },
  ];
}

export const STATE_TONES = {
  pending: "warn",
  approved: "ok",
  denied: "bad",
  withdrawn: "plain",
  expired: "plain",
} as const satisfies Record<RequestState, string>;

function requestColumns(say: KeyMemberSay, timeZone: string): Column<KeyRequest>[] {
  return [
    { header: say("account"), cell: ({ siteNumber }) => <Code>{longSiteNumber(siteNumber)}</Code> },
    { header: say("askedAt"), cell: ({ askedAt }) => <When at={askedAt} timeZone={timeZone} /> },
    {
      header: say("state"),
      cell: ({ state }) => <Tag tone={STATE_TONES[state]}>{say(`state.${state}`)}</Tag>,
    },
    {
      header: say("withdraw"),
      cell: ({ id, siteNumber, state }) =>
        state === "pending" && (
          <Form action={`/key-center/registrations/${id}/withdrawal`}>
            <SubmitButton
              tone="plain"
              description={say("withdrawOf", { number: longSiteNumber(siteNumber) })}
            >
              {say("withdraw")}
            </SubmitButton>
          </Form>
        ),
    },
  ];
}
