/** The entry: three ways for a machine without a network, and where to answer it. */
import { Empty } from "../../web/empty.tsx";
import { Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import { Columns, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { LONGEST_REQUEST } from "../request.rules.ts";
import { type AirGapSay, airGapSay } from "../texts.ts";
import type { EntrySite } from "./entry.operations.ts";

interface EntryProps {
  chrome: Chrome;
  sites: readonly EntrySite[];
  request: string;
}

export function EntryPage({ chrome, sites, request }: EntryProps) {
  const say = airGapSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <Ways say={say} />
      <Section title={say("whereTitle")}>
        {sites.length === 0 ? (
          <Empty title={say("noSites")} action={{ href: "/key-center", label: say("keyCenter") }}>
            {say("noSitesText")}
          </Empty>
        ) : (
          <Form action="/air-gap" method="get" data={{ "data-fragment": "request" }}>
            <SelectField
              name="site"
              label={say("site")}
              options={sites.map(({ siteId, number, name }) => ({
                value: siteId,
                label: `${name} (${number})`,
              }))}
            />
            <TextAreaField
              name="request"
              label={say("request")}
              hint={say("requestHint")}
              value={request}
              rows={6}
              maxLength={LONGEST_REQUEST}
            />
            <div class="actions">
              <SubmitButton>{say("goOn")}</SubmitButton>
            </div>
          </Form>
        )}
      </Section>
    </Page>
  );
}

export function Ways({ say }: { say: AirGapSay }) {
  return (
    <Columns>
      <Section title={say("wayFile")}>
        <p>{say("wayFileText")}</p>
      </Section>
      <Section title={say("wayCode")}>
        <p>{say("wayCodeText")}</p>
      </Section>
      <Section title={say("wayQr")}>
        <p>{say("wayQrText")}</p>
      </Section>
    </Columns>
  );
}
