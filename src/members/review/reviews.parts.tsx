/** The screens of access reviews: the one that is open, those of the past, and what becomes of whoever is left. */
import { CheckboxField, Form, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Progress } from "../../web/steps.tsx";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Count, Day } from "../../web/values.tsx";
import { membersHref } from "../member.rules.ts";
import { PeopleSection } from "./people.parts.tsx";
import type { ReviewInFull, SiteReviews } from "./review.operations.ts";
import type { CountedReview } from "./review.store.ts";
import { type ReviewSay, reviewSay } from "./texts.ts";

export function reviewHref(siteId: string, reviewId?: string): string {
  return `/sites/${siteId}/members/review${reviewId === undefined ? "" : `/${reviewId}`}`;
}

export const NEWS = ["confirmed", "removed", "settings", "already"] as const;
export type News = (typeof NEWS)[number];
const NEWS_TEXTS = {
  confirmed: "newsConfirmed",
  removed: "newsRemoved",
  settings: "newsSettings",
  already: "already",
} as const;

interface ReviewsProps {
  chrome: Chrome;
  siteId: string;
  reviews: SiteReviews;
  /** The one that is open. */
  open: ReviewInFull | null;
  isAll: boolean;
  news?: News | undefined;
}

export function ReviewsPage({ chrome, siteId, reviews, open, isAll, news }: ReviewsProps) {
  const say = reviewSay(chrome.language);
  const past = reviews.items.filter(({ closedAt }) => closedAt !== null);
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      back={{ href: membersHref(siteId), label: say("back") }}
    >
      <NewsNotice say={say} news={news} />
      {!reviews.mayManage && (
        <Notice>
          <p>{say("readOnly")}</p>
        </Notice>
      )}
      {open === null ? (
        <Notice title={say("none")}>
          <p>{say("noneText")}</p>
        </Notice>
      ) : (
        <>
          <Standing say={say} chrome={chrome} shown={open} />
          <PeopleSection
            say={say}
            language={chrome.language}
            shown={open}
            isAll={isAll}
            base={reviewHref(siteId)}
          />
        </>
      )}
      {reviews.mayManage && <Settings say={say} siteId={siteId} expires={reviews.expiresUnconfirmed} />}
      {past.length > 0 && <Past say={say} siteId={siteId} past={past} next={reviews.next} />}
    </Page>
  );
}

function NewsNotice({ say, news }: { say: ReviewSay; news: News | undefined }) {
  if (news === undefined) return null;
  return (
    <Notice tone={news === "already" ? "warn" : "ok"} isNews>
      <p>{say(NEWS_TEXTS[news])}</p>
    </Notice>
  );
}

/** How far it is, by when it is due, and what happens then. */
function Standing({ say, chrome, shown }: { say: ReviewSay; chrome: Chrome; shown: ReviewInFull }) {
  const { review, expiresUnconfirmed } = shown;
  const { people, undecided } = review;
  const done = people - undecided;
  const day = dayText(chrome.language, review.dueOn, "long");
  return (
    <Section title={say("dueOn", { day })}>
      <Progress label={say("progress", { done, people })} value={done} max={people} />
      <p class="hint">{say(expiresUnconfirmed ? "willExpire" : "willBeListed")}</p>
    </Section>
  );
}

function Settings({ say, siteId, expires }: { say: ReviewSay; siteId: string; expires: boolean }) {
  return (
    <Section title={say("settingsTitle")}>
      <Form action={`/sites/${siteId}/members/review-settings`}>
        <CheckboxField
          name="expiresUnconfirmed"
          label={say("settingsExpire")}
          hint={say("settingsHint")}
          checked={expires}
        />
        <SubmitButton tone="plain">{say("save")}</SubmitButton>
      </Form>
    </Section>
  );
}

interface PastProps {
  say: ReviewSay;
  siteId: string;
  past: readonly CountedReview[];
  next: string | null;
}

function Past({ say, siteId, past, next }: PastProps) {
  const columns: Column<CountedReview>[] = [
    {
      header: say("opened"),
      cell: ({ id, openedOn }) => (
        <a href={reviewHref(siteId, id)}>
          <Day date={openedOn} />
        </a>
      ),
    },
    { header: say("due"), cell: ({ dueOn }) => <Day date={dueOn} /> },
    { header: say("people"), cell: ({ people }) => <Count value={people} />, isNumeric: true },
    { header: say("confirmed"), cell: ({ confirmed }) => <Count value={confirmed} />, isNumeric: true },
    { header: say("removed"), cell: ({ removed }) => <Count value={removed} />, isNumeric: true },
    { header: say("lapsed"), cell: ({ lapsed }) => <Count value={lapsed} />, isNumeric: true },
  ];
  return (
    <Section title={say("pastTitle")}>
      <DataTable
        caption={say("pastTitle")}
        columns={columns}
        rows={past}
        rowKey={({ id }) => id}
        empty={null}
      />
      <CursorPager
        shown={past.length}
        next={next === null ? undefined : `${reviewHref(siteId)}?past=${encodeURIComponent(next)}`}
      />
    </Section>
  );
}

interface ReviewProps {
  chrome: Chrome;
  shown: ReviewInFull;
}

/** One review as a whole: who said what of whom. */
export function ReviewPage({ chrome, shown }: ReviewProps) {
  const say = reviewSay(chrome.language);
  const { review } = shown;
  const { siteId, closedAt, openedOn } = review;
  return (
    <Page
      chrome={chrome}
      title={say("reviewOf", { day: dayText(chrome.language, openedOn, "long") })}
      back={{ href: reviewHref(siteId), label: say("toReviews") }}
    >
      <p>
        <Tag tone={closedAt === null ? "info" : "plain"}>
          {say(closedAt === null ? "stateOpen" : "stateClosed")}
        </Tag>
      </p>
      <PeopleSection
        say={say}
        language={chrome.language}
        shown={shown}
        isAll
        base={reviewHref(siteId, review.id)}
      />
    </Page>
  );
}

interface RemoveProps {
  chrome: Chrome;
  siteId: string;
  reviewId: string;
  personId: string;
  person: string;
}

/** Access ends at once, so it is asked for twice. */
export function RemovePage({ chrome, siteId, reviewId, personId, person }: RemoveProps) {
  const say = reviewSay(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={say("removeTitle", { person })}
      back={{ href: reviewHref(siteId), label: say("removeNo") }}
    >
      <p>{say("removeText")}</p>
      <Form action={reviewHref(siteId, reviewId)} hidden={{ removed: personId }}>
        <SubmitButton tone="danger">{say("removeYes")}</SubmitButton>
      </Form>
    </Page>
  );
}
