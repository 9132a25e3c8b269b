/** Seeing a site as one of its people: the form, the list, and the banner that is on every page meanwhile. */
import { fullName } from "../../identity/index.ts";
import type { ViewBy } from "../../platform/context.ts";
import type { Values } from "../../platform/http/forms.ts";
import type { Listed } from "../../platform/http/lists.ts";
import type { Language } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { withQuery } from "../../web/filter.tsx";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Count, When } from "../../web/values.tsx";
import { enquirySay } from "../texts.ts";
import type { NamedView, Viewable } from "./views.operations.ts";

interface NewViewProps {
  chrome: Chrome;
  viewable: Viewable;
  values: Values;
  errors?: FormErrors;
}

export function NewViewPage({ chrome, viewable: { site, members }, values, errors = {} }: NewViewProps) {
  const say = enquirySay(chrome.language);
  const options = members.map((person) => {
    const name = fullName(person);
    return { value: person.id, label: name === "" ? person.email : `${name} <${person.email}>` };
  });
  return (
    <Page
      chrome={chrome}
      title={say("newViewTitle", { number: site.number })}
      lead={say("newViewLead")}
      back={{ href: "/care/views", label: say("viewsTitle") }}
    >
      <Section title={site.name}>
        {members.length === 0 ? (
          <p>{say("viewNobody")}</p>
        ) : (
          <Form action="/care/views" hidden={{ siteId: site.siteId }} errors={errors}>
            <SelectField name="personId" label={say("viewAs")} options={options} value={values["personId"]} />
            <TextAreaField
              name="reason"
              label={say("viewReason")}
              hint={say("viewReasonHint")}
              value={values["reason"]}
              rows={2}
              maxLength={500}
            />
            <Field name="ticket" label={say("viewTicket")} value={values["ticket"]} maxLength={60} isCode />
            <SubmitButton>{say("viewStart")}</SubmitButton>
          </Form>
        )}
      </Section>
    </Page>
  );
}

interface ViewsProps {
  chrome: Chrome;
  page: Listed<NamedView>;
  siteId?: string | undefined;
  after?: string | undefined;
}

export function ViewsPage({ chrome, page, siteId, after }: ViewsProps) {
  const say = enquirySay(chrome.language);
  const address = (change: object) => withQuery("/care/views", { siteId, ...change });
  return (
    <Page chrome={chrome} title={say("viewsTitle")} lead={say("viewsLead")}>
      <DataTable
        caption={say("viewsTitle")}
        columns={columnsOf(chrome.language)}
        rows={page.items}
        rowKey={({ id }) => id}
        empty={<Empty title={say("viewsEmpty")} />}
      />
      <CursorPager
        shown={page.items.length}
        first={after === undefined ? undefined : address({})}
        next={page.next === null ? undefined : address({ after: page.next })}
      />
    </Page>
  );
}

function columnsOf(language: Language): Column<NamedView>[] {
  const say = enquirySay(language);
  return [
    { header: say("siteNumber"), cell: ({ siteNumber }) => <Code>{siteNumber}</Code>, isNowrap: true },
    { header: say("siteName"), cell: ({ siteName }) => <bdi>{siteName}</bdi> },
    { header: say("viewAs"), cell: (view) => view.as },
    { header: say("viewBy"), cell: ({ by }) => by },
    { header: say("viewTicket"), cell: ({ ticket }) => <bdi>{ticket}</bdi>, isNowrap: true },
    { header: say("viewReason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
    { header: say("viewStarted"), cell: ({ startedAt }) => <When at={startedAt} /> },
    { header: say("viewEnded"), cell: ({ endedAt, until }) => <When at={endedAt ?? until} /> },
    { header: say("viewPages"), cell: ({ paths }) => <Count value={paths.length} />, isNumeric: true },
  ];
}

interface BannerProps {
  language: Language;
  timeZone: string;
  name: string;
  view: ViewBy;
}

export function ViewBanner({ language, timeZone, name, view }: BannerProps) {
  const say = enquirySay(language);
  return (
    <aside class="notice warn" aria-label={say("bannerLabel")}>
      <p class="notice-title">
        <bdi>{say("bannerText", { name, until: whenText(language, view.until, timeZone) })}</bdi>
      </p>
      <form method="post" action="/views/current/end">
        <p>{say("bannerAudit")}</p>
        <button type="submit">{say("bannerEnd")}</button>
      </form>
    </aside>
  );
}
