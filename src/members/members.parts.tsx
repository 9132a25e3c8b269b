/** The screen of a site's people: who, in which role, and the ways to everything else about access. */
import { ROLES } from "../access/index.ts";
import type { LocalDate } from "../platform/dates.ts";
import type { Listed } from "../platform/http/lists.ts";
import type { Language } from "../platform/language.ts";
import { Empty } from "../web/empty.tsx";
import { LinkList } from "../web/facts.tsx";
import { FilterBar, Results, withQuery } from "../web/filter.tsx";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable, ExportLinks } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { Absent, Day, PersonName } from "../web/values.tsx";
import { labelOf, type Member, membersHref } from "./member.rules.ts";
import { roleText } from "./rights/rights.texts.ts";
import type { MemberFilter, Sort } from "./store.ts";
import { type MemberSay, memberSay } from "./texts.ts";

export interface MembersQuestion extends MemberFilter {
  readonly sort: Sort;
  readonly after?: string | undefined;
}

interface MembersProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly question: MembersQuestion;
  readonly page: Listed<Member>;
  readonly today: LocalDate;
  /** What was just done, as a sentence. */
  readonly news: string | undefined;
  readonly mayManage: boolean;
}

export function MembersPage(props: MembersProps) {
  const { chrome, siteId, question, page, news, mayManage } = props;
  const say = memberSay(chrome.language);
  const path = membersHref(siteId);
  const { sort, after, ...filter } = question;
  const address = (change: object) => withQuery(path, { ...filter, sort, ...change });
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={mayManage && <Actions say={say} path={path} />}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {news}
        </Notice>
      )}
      <MembersFilter language={chrome.language} path={path} question={question} />
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(props)}
          rows={page.items}
          rowKey={({ personId }) => personId}
          sorting={{ current: sort, href: (next) => address({ sort: next }) }}
          empty={
            <Empty title={say("none")} action={{ href: path, label: say("showAll") }}>
              {say("noneText")}
            </Empty>
          }
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : address({})}
          next={page.next === null ? undefined : address({ after: page.next })}
        />
        {page.items.length > 0 && (
          <ExportLinks
            csv={withQuery(`${path}.csv`, { ...filter, sort })}
            xlsx={withQuery(`${path}.xlsx`, { ...filter, sort })}
          />
        )}
      </Results>
      <More say={say} siteId={siteId} />
    </Page>
  );
}

function Actions({ say, path }: { say: MemberSay; path: string }) {
  return (
    <>
      <ActionLink href={`${path}/new`} isMain>
        {say("add")}
      </ActionLink>
      <ActionLink href={`${path}/import`}>{say("import")}</ActionLink>
    </>
  );
}

/** What else is about access: each has a page of its own. */
function More({ say, siteId }: { say: MemberSay; siteId: string }) {
  const site = `/sites/${siteId}`;
  return (
    <Section title={say("more")}>
      <LinkList
        items={[
          { href: `${site}/access-requests`, label: say("linkRequests") },
          { href: `${site}/members/review`, label: say("linkReview") },
          { href: `${site}/primary`, label: say("linkHandOver") },
          { href: `${site}/access-tokens`, label: say("linkTokens") },
          { href: `${site}/identity-providers`, label: say("linkProviders") },
          { href: `${site}/consents`, label: say("linkConsents") },
          { href: `${site}/leave`, label: say("linkLeave") },
        ]}
      />
    </Section>
  );
}

interface FilterProps {
  readonly language: Language;
  readonly path: string;
  readonly question: MembersQuestion;
}

function MembersFilter({ language, path, question: { q = "", role, sort } }: FilterProps) {
  const say = memberSay(language);
  const roles = ROLES.map((value) => ({ value, label: roleText(language, value) }));
  return (
    <FilterBar
      action={path}
      search={{ name: "q", label: say("search"), value: q }}
      selects={[
        {
          name: "role",
          label: say("role"),
          value: role ?? "",
          options: [{ value: "", label: say("allRoles") }, ...roles],
        },
      ]}
      hidden={{ sort }}
      isFiltered={q !== "" || role !== undefined}
    />
  );
}

function columnsOf({ chrome: { language }, siteId, today }: MembersProps): Column<Member>[] {
  const say = memberSay(language);
  return [
    {
      header: say("name"),
      cell: (member) => (
        <>
          <a href={membersHref(siteId, member.personId)}>
            <PersonName name={labelOf(member)} romanized={member.romanizedName} />
          </a>{" "}
          {member.isMe && <Tag tone="info">{say("me")}</Tag>}
        </>
      ),
      sortKey: "name",
    },
    { header: say("email"), cell: ({ email }) => <bdi>{email}</bdi>, sortKey: "email" },
    { header: say("role"), cell: ({ role }) => roleText(language, role), sortKey: "role" },
    {
      header: say("state"),
      cell: (member) => <MemberState language={language} member={member} today={today} />,
    },
    {
      header: say("lastSeenOn"),
      cell: ({ lastSeenOn }) => (lastSeenOn === null ? say("never") : <Day date={lastSeenOn} />),
      sortKey: "lastSeenOn",
    },
    {
      header: say("validThrough"),
      cell: ({ validThrough }) => (validThrough === null ? <Absent /> : <Day date={validThrough} />),
    },
  ];
}

interface StateProps {
  readonly language: Language;
  readonly member: Member;
  readonly today: LocalDate;
}

export function MemberState({ language, member: { state, validThrough }, today }: StateProps) {
  const say = memberSay(language);
  if (validThrough !== null && validThrough < today) return <Tag tone="bad">{say("ended")}</Tag>;
  if (state === "invited") return <Tag tone="warn">{say("stateInvited")}</Tag>;
  if (state === "disabled") return <Tag tone="bad">{say("stateDisabled")}</Tag>;
  return <Tag tone="ok">{say("stateActive")}</Tag>;
}
