/** The screen of a site's Key Center: who is in it and how, who waits, what is advised and chosen. */
import { fullName } from "../../identity/index.ts";
import { dateOf } from "../../platform/dates.ts";
import { LinkList } from "../../web/facts.tsx";
import { CheckboxField, Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Day, PersonName, When } from "../../web/values.tsx";
import type { NamedRequest } from "../decisions/operations.ts";
import { keyMembersHref, type OwnedMember } from "../rules.ts";
import { type KeyMemberSay, keyMemberSay } from "../texts.ts";
import type { Circle } from "./list.operations.ts";

interface CircleProps extends Circle {
  readonly chrome: Chrome;
  readonly news: keyof typeof NEWS | undefined;
}

const NEWS = {
  added: "newsAdded",
  changed: "newsChanged",
  removed: "newsRemoved",
  decided: "newsDecided",
  settings: "newsSettings",
} as const;

export function CirclePage({ chrome, account, members, waiting, mayManage, news }: CircleProps) {
  const say = keyMemberSay(chrome.language);
  const { siteId, longNumber, siteName } = account;
  const path = keyMembersHref(siteId);
  const add = mayManage && (
    <ActionLink href={`${path}/new`} isMain>
      {say("add")}
    </ActionLink>
  );
  return (
    <Page
      chrome={chrome}
      title={say("membersTitle")}
      lead={say("membersLead", { number: longNumber, site: siteName })}
      actions={add}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(NEWS[news])}
        </Notice>
      )}
      {waiting !== null && (
        <Requests say={say} siteId={siteId} waiting={waiting} timeZone={account.timeZone} />
      )}
      <Section title={say("members")}>
        <p>{say("count", { members: account.members, administrators: account.administrators })}</p>
        <p>{say("advice.circle")}</p>
        {account.advice.map((advice) => (
          <Notice key={advice} tone={advice === "name-a-backup" ? "info" : "warn"}>
            {say(`advice.${advice}`)}
          </Notice>
        ))}
        <DataTable
          caption={say("members")}
          columns={columnsOf(say, { siteId, mayManage, timeZone: account.timeZone })}
          rows={members}
          rowKey={({ personId }) => personId}
          empty={null}
        />
        <ExportLinks csv={`${path}.csv`} xlsx={`${path}.xlsx`} />
      </Section>
      {mayManage && <Settings say={say} path={path} isOn={account.notifyAdminsOnRegistration} />}
      <LinkList items={[{ href: `${path}/leave`, label: say("leave") }]} />
    </Page>
  );
}

interface RequestsProps {
  readonly say: KeyMemberSay;
  readonly siteId: string;
  readonly waiting: readonly NamedRequest[];
  readonly timeZone: string;
}

function Requests({ say, siteId, waiting, timeZone }: RequestsProps) {
  return (
    <div id="requests">
      <Section title={say("requests")}>
        {waiting.length === 0 ? (
          <p>{say("requestsNone")}</p>
        ) : (
          <LinkList
            items={waiting.map(({ id, requester, askedAt }) => {
              const email = requester?.email ?? "";
              const name = (requester === undefined ? "" : fullName(requester)) || email;
              return {
                href: keyMembersHref(siteId, `/requests/${id}`),
                label: say("decideLink", { name }),
                detail: (
                  <>
                    <bdi>{email}</bdi> · <When at={askedAt} timeZone={timeZone} />
                  </>
                ),
              };
            })}
          />
        )}
      </Section>
    </div>
  );
}

interface Shown {
  readonly siteId: string;
  readonly mayManage: boolean;
  readonly timeZone: string;
}

function columnsOf(say: KeyMemberSay, { siteId, mayManage, timeZone }: Shown): Column<OwnedMember>[] {
  const columns: Column<OwnedMember>[] = [
    {
      header: say("name"),
      cell: ({ name, romanizedName, isMe, hasId }) => (
        <>
          <PersonName name={name} romanized={romanizedName} /> {isMe && <Tag tone="info">{say("me")}</Tag>}
          {!hasId && <Tag tone="warn">{say("invited")}</Tag>}
        </>
      ),
    },
    { header: say("email"), cell: ({ email }) => <bdi>{email}</bdi> },
    { header: say("role"), cell: ({ role }) => say(`role.${role}`) },
    { header: say("because"), cell: ({ because }) => say(`way.${because}`) },
    { header: say("since"), cell: ({ since }) => <Day date={dateOf(new Date(since), timeZone)} /> },
  ];
  if (!mayManage) return columns;
  return [
    ...columns,
    {
      header: say("change"),
      cell: ({ personId, because, name }) =>
        because !== "primary" && (
          <a href={keyMembersHref(siteId, `/${personId}`)} aria-label={say("changeOf", { name })}>
            {say("change")}
          </a>
        ),
    },
  ];
}

function Settings({ say, path, isOn }: { say: KeyMemberSay; path: string; isOn: boolean }) {
  return (
    <Section title={say("settings")}>
      <Form action={`${path}/notices`}>
        <CheckboxField name="notify" label={say("notify")} hint={say("settingsText")} checked={isOn} />
        <SubmitButton tone="plain">{say("save")}</SubmitButton>
      </Form>
    </Section>
  );
}
