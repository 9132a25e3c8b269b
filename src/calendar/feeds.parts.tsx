/** The calendar addresses of a person, the one look at a new one, and the choice of a digest. */
import { CodeBlock } from "../web/code.tsx";
import { Empty } from "../web/empty.tsx";
import { Field, Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { ActionLink, Page, PlainPage, Section } from "../web/page.tsx";
import type { Chrome, Visit } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { When } from "../web/values.tsx";
import { CHOICES, type Choice } from "./digest/operations.ts";
import type { MadeFeed } from "./feeds/operations.ts";
import type { CalendarFeed } from "./feeds/store.ts";
import { type CalendarSay, calendarSay } from "./texts.ts";

interface FeedsProps {
  say: CalendarSay;
  feeds: readonly CalendarFeed[];
  name: string | undefined;
  errors: FormErrors;
}

export function FeedsSection({ say, feeds, name, errors }: FeedsProps) {
  const columns: Column<CalendarFeed>[] = [
    { header: say("name"), cell: (feed) => <bdi>{feed.name}</bdi> },
    { header: say("madeAt"), cell: ({ madeAt }) => <When at={madeAt} /> },
    { header: say("readAt"), cell: ({ readAt }) => (readAt === null ? say("never") : <When at={readAt} />) },
    {
      header: say("revoke"),
      isHeaderHidden: true,
      cell: (feed) => (
        <Form action={`/calendar/feeds/${feed.id}/revocation`}>
          <SubmitButton tone="plain" description={say("revokeOf", { name: feed.name })}>
            {say("revoke")}
          </SubmitButton>
        </Form>
      ),
    },
  ];
  return (
    <Section title={say("subscribeTitle")}>
      <p>{say("subscribeLead")}</p>
      <DataTable
        caption={say("feedsTitle")}
        columns={columns}
        rows={feeds}
        rowKey={({ id }) => id}
        empty={<Empty title={say("feedsNone")}>{say("feedsNoneText")}</Empty>}
      />
      <Form action="/calendar/feeds" errors={errors}>
        <Field name="name" label={say("name")} hint={say("nameHint")} value={name} maxLength={80} />
        <SubmitButton>{say("make")}</SubmitButton>
      </Form>
    </Section>
  );
}

export function DigestSection({ say, choice }: { say: CalendarSay; choice: Choice }) {
  return (
    <Section title={say("digestTitle")}>
      <p>{say("digestLead")}</p>
      <Form action="/calendar/digest">
        <SelectField
          name="frequency"
          label={say("frequency")}
          value={choice}
          options={CHOICES.map((value) => ({ value, label: say(`frequency.${value}`) }))}
        />
        <SubmitButton tone="plain">{say("save")}</SubmitButton>
      </Form>
    </Section>
  );
}

/** Calendar programs take an address with this scheme by themselves. */
function webcalOf(url: string): string {
  return url.replace(/^https?:/, "webcal:");
}

export function MadeFeedPage({ chrome, feed }: { chrome: Chrome; feed: MadeFeed }) {
  const say = calendarSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("madeTitle")} lead={say("madeLead")}>
      <Section title={feed.name}>
        <CodeBlock label={say("address")} value={feed.url} />
        <p>{say("howTo")}</p>
        <p class="actions">
          <ActionLink href={webcalOf(feed.url)} isMain>
            {say("openIn")}
          </ActionLink>
          <ActionLink href="/calendar">{say("toCalendar")}</ActionLink>
        </p>
      </Section>
    </Page>
  );
}

/** Opening the link changes nothing: mail programs open links by themselves. */
export function UnsubscribePage({ visit, path }: { visit: Visit; path: string }) {
  const say = calendarSay(visit.language);
  return (
    <PlainPage visit={visit} title={say("endTitle")} lead={say("endText")}>
      <Form action={path}>
        <SubmitButton>{say("endButton")}</SubmitButton>
      </Form>
    </PlainPage>
  );
}

export function UnsubscribedPage({ visit }: { visit: Visit }) {
  const say = calendarSay(visit.language);
  return (
    <PlainPage visit={visit} title={say("endedTitle")} lead={say("endedText")}>
      <p class="actions">
        <ActionLink href="/calendar">{say("toCalendar")}</ActionLink>
      </p>
    </PlainPage>
  );
}
