/** A site's page: read a request, and what was answered. */
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FileField, Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { ActionLink, Columns, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Count, When } from "../../web/values.tsx";
import { LONGEST_REQUEST } from "../request.rules.ts";
import type { Answer } from "../store.ts";
import { airGapSay } from "../texts.ts";
import { airGapHref } from "./hrefs.rules.ts";

interface SiteProps {
  chrome: Chrome;
  siteId: string;
  /** The page of the site's keys. */
  keys: string;
  page: Listed<Answer>;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
}

export function SitePage({ chrome, siteId, keys, page, values, errors }: SiteProps) {
  const say = airGapSay(chrome.language);
  const { language, timeZone = "UTC" } = chrome;
  const columns: Column<Answer>[] = [
    { header: say("when"), cell: ({ answeredAt }) => <When at={answeredAt} /> },
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("host"), cell: ({ host }) => <bdi>{host.name}</bdi> },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: say("openAnswer"),
      isHeaderHidden: true,
      cell: ({ id, host, answeredAt }) => (
        <a
          href={airGapHref(siteId, { id })}
          aria-label={say("openAnswerOf", {
            host: host.name,
            when: whenText(language, answeredAt, timeZone),
          })}
        >
          {say("openAnswer")}
        </a>
      ),
    },
  ];
  return (
    <Page
      chrome={chrome}
      title={say("siteTitle")}
      lead={say("lead")}
      back={{ href: keys, label: say("opens") }}
      actions={<ActionLink href="/air-gap">{say("how")}</ActionLink>}
    >
      <Columns>
        <Section title={say("readTitle")}>
          <Form
            method="get"
            action={airGapHref(siteId)}
            errors={errors}
            data={{ "data-fragment": "request" }}
          >
            <TextAreaField
              name="request"
              label={say("request")}
              hint={say("requestHint")}
              value={values["request"]}
              rows={6}
              maxLength={LONGEST_REQUEST}
            />
            <div class="actions">
              <SubmitButton>{say("goOn")}</SubmitButton>
            </div>
          </Form>
        </Section>
        <Section title={say("file")}>
          <Form action={`${airGapHref(siteId)}/file`} hasFiles>
            <FileField name="file" label={say("file")} hint={say("fileHint")} />
            <div class="actions">
              <SubmitButton tone="plain">{say("readFile")}</SubmitButton>
            </div>
          </Form>
        </Section>
      </Columns>
      <Section title={say("answered")}>
        <DataTable
          caption={say("answered")}
          columns={columns}
          rows={page.items}
          rowKey={({ id }) => id}
          empty={<Empty title={say("answeredNone")}>{say("answeredNoneText")}</Empty>}
        />
        {page.next !== null && (
          <CursorPager shown={page.items.length} next={airGapHref(siteId, { after: page.next })} />
        )}
      </Section>
    </Page>
  );
}
