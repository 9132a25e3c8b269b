/** The people of an access review: their role, rights and last visit, and what was said of each. */
import type { Language } from "../../platform/language.ts";
import { Empty } from "../../web/empty.tsx";
import { Results, withQuery } from "../../web/filter.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Section } from "../../web/page.tsx";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, Day, PersonName } from "../../web/values.tsx";
import { labelOf } from "../member.rules.ts";
import { privilegeText, roleText } from "../rights/rights.texts.ts";
import type { ReviewInFull, ReviewItem } from "./review.operations.ts";
import type { ReviewSay } from "./texts.ts";

interface PeopleProps {
  say: ReviewSay;
  language: Language;
  shown: ReviewInFull;
  isAll: boolean;
  base: string;
}

export function PeopleSection({ say, language, shown, isAll, base }: PeopleProps) {
  const { review, items, mayManage, next } = shown;
  const isOpen = review.closedAt === null;
  const address = (change: object) =>
    withQuery(base, { ...(isAll && isOpen ? { only: "all" } : {}), ...change });
  return (
    <Section
      title={say(isAll ? "allTitle" : "listTitle")}
      actions={isOpen ? <Switch say={say} base={base} isAll={isAll} /> : undefined}
    >
      <Results>
        <DataTable
          caption={say(isAll ? "allTitle" : "listTitle")}
          columns={columnsOf(say, language, shown)}
          rows={items}
          rowKey={({ personId }) => personId}
          empty={<Empty title={say("allDone")}>{say("allDoneText")}</Empty>}
        />
        <CursorPager
          shown={items.length}
          first={next === null ? undefined : address({})}
          next={next === null ? undefined : address({ after: next })}
        />
      </Results>
      {isOpen && mayManage && review.undecided > 0 && <ConfirmAll say={say} shown={shown} />}
    </Section>
  );
}

function Switch({ say, base, isAll }: { say: ReviewSay; base: string; isAll: boolean }) {
  return isAll ? <a href={base}>{say("showLeft")}</a> : <a href={`${base}?only=all`}>{say("showAll")}</a>;
}

function ConfirmAll({ say, shown: { review, isPrimary } }: { say: ReviewSay; shown: ReviewInFull }) {
  return (
    <Form action={`/sites/${review.siteId}/members/review/${review.id}`} hidden={{ all: "confirmed" }}>
      <p class="hint">{say("confirmAllNote")}</p>
      {!isPrimary && <p class="hint">{say("confirmAllOwn")}</p>}
      <SubmitButton tone="plain">{say("confirmAll", { count: review.undecided })}</SubmitButton>
    </Form>
  );
}

function columnsOf(say: ReviewSay, language: Language, shown: ReviewInFull): Column<ReviewItem>[] {
  const columns: Column<ReviewItem>[] = [
    { header: say("person"), cell: (item) => <Person say={say} item={item} /> },
    { header: say("role"), cell: ({ role }) => (role === null ? <Absent /> : roleText(language, role)) },
    { header: say("rights"), cell: (item) => <Rights say={say} language={language} item={item} /> },
    {
      header: say("lastSeen"),
      cell: ({ lastSeenOn }) => (lastSeenOn === null ? say("never") : <Day date={lastSeenOn} />),
    },
    { header: say("result"), cell: (item) => <Result say={say} item={item} /> },
  ];
  if (!shown.mayManage || shown.review.closedAt !== null) return columns;
  return [
    ...columns,
    {
      header: say("actions"),
      cell: (item) => <Decide say={say} shown={shown} item={item} />,
      isHeaderHidden: true,
    },
  ];
}

function Person({ say, item }: { say: ReviewSay; item: ReviewItem }) {
  const { name, email, state } = item;
  return (
    <span>
      {name === null ? <bdi>{email}</bdi> : <PersonName name={name} />}
      {name !== null && (
        <small>
          {" "}
          <bdi>{email}</bdi>
        </small>
      )}
      {state === "invited" && <Tag>{say("invited")}</Tag>}
      {state === "disabled" && <Tag tone="warn">{say("disabled")}</Tag>}
    </span>
  );
}

/** What weighs most: who lets others in, who changes contacts, what may be taken. */
function Rights({ say, language, item }: { say: ReviewSay; language: Language; item: ReviewItem }) {
  const { privileges, validThrough } = item;
  if (privileges === null) return <Absent />;
  const { manageAccess, contactUpdate, softwareAndServices } = privileges;
  const told = [
    ...(manageAccess === "update" ? [say("managesAccess")] : []),
    ...(manageAccess === "view" ? [say("seesAccess")] : []),
    ...(contactUpdate === "update" ? [say("updatesContacts")] : []),
    privilegeText(language, "softwareAndServices", softwareAndServices),
  ];
  const until = validThrough && say("validThrough", { day: dayText(language, validThrough) });
  return (
    <span>
      {told.join(" · ")}
      {until !== null && <small> {until}</small>}
    </span>
  );
}

const TONES = { confirmed: "ok", removed: "bad", lapsed: "warn" } as const;

function Result({ say, item: { outcome, isMember, decidedBy } }: { say: ReviewSay; item: ReviewItem }) {
  if (outcome === null) return <Tag>{say(isMember ? "undecided" : "gone")}</Tag>;
  return (
    <span>
      <Tag tone={TONES[outcome]}>{say(outcome)}</Tag>
      {decidedBy !== null && <small> {say("by", { name: decidedBy })}</small>}
    </span>
  );
}

interface DecideProps {
  say: ReviewSay;
  shown: ReviewInFull;
  item: ReviewItem;
}

function Decide({ say, shown: { review, isPrimary }, item }: DecideProps) {
  const { personId, outcome, isMember, isMe, role } = item;
  if (outcome !== null || !isMember) return null;
  if (isMe && !isPrimary) return <small>{say("ownNote")}</small>;
  const person = labelOf(item);
  const action = `/sites/${review.siteId}/members/review/${review.id}`;
  return (
    <span class="actions">
      <Form action={action} hidden={{ confirmed: personId }}>
        <SubmitButton tone="plain" description={say("confirmOf", { person })}>
          {say("confirm")}
        </SubmitButton>
      </Form>
      {role !== "primary" && (
        <a href={`${action}/remove/${personId}`} aria-label={say("removeOf", { person })}>
          {say("remove")}
        </a>
      )}
    </span>
  );
}
