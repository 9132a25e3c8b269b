/** The desk's page of a site's passcode: what was issued once more, to print, and the form to issue another one. */
import type { Channel, Reissue, SiteFacts } from "../agreements/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import { Empty } from "../web/empty.tsx";
import { Facts } from "../web/facts.tsx";
import { Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { whenText } from "../web/locale/formats.ts";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { Absent, When } from "../web/values.tsx";
import { channelLabel, registeredFacts } from "./resend.operations.ts";
import { passcodeSay } from "./texts.ts";

interface ResendProps {
  chrome: Chrome;
  site: SiteFacts;
  reissues: readonly Reissue[];
  /** None once somebody has come in. */
  channels: readonly Channel[];
  errors?: FormErrors;
}

export function ResendPage({ chrome, site, reissues, channels, errors = {} }: ResendProps) {
  const say = passcodeSay(chrome.language);
  const options = channels.map((value) => ({ value, label: channelLabel(value, site, say) }));
  return (
    <Page chrome={chrome} title={say("resentTitle", { number: site.number })} lead={say("resentLead")}>
      <Section title={say("resentList")}>
        <DataTable
          caption={say("resentList")}
          columns={columnsOf(chrome, site)}
          rows={reissues}
          rowKey={({ id }) => id}
          empty={<Empty title={say("resentNone")} />}
        />
      </Section>
      <Section title={say("registered")}>
        <Facts
          items={registeredFacts(site, say).map(([label, value]) => ({ label, value: <bdi>{value}</bdi> }))}
        />
      </Section>
      <Section title={say("resendTitle")}>
        {channels.length === 0 ? (
          <p>{say("resendClosed")}</p>
        ) : (
          <Form errors={errors}>
            <p>{say("resendLead")}</p>
            <SelectField name="channel" label={say("channel")} options={options} />
            <SubmitButton>{say("resend")}</SubmitButton>
          </Form>
        )}
      </Section>
    </Page>
  );
}

function columnsOf({ language }: Chrome, site: SiteFacts): Column<Reissue>[] {
  const say = passcodeSay(language);
  const zone = timeZoneOf(site.country);
  return [
    { header: say("madeAt"), cell: ({ madeAt }) => <When at={madeAt} timeZone={zone} /> },
    { header: say("channel"), cell: ({ channel }) => say(`channel.${channel}`) },
    {
      header: say("print"),
      isHeaderHidden: true,
      cell: ({ id, channel, madeAt }) =>
        channel === "e-mail" ? (
          <Absent />
        ) : (
          <a
            href={`/care/sites/${site.siteId}/passcodes/${id}.pdf`}
            aria-label={say("printOf", {
              channel: say(`channel.${channel}`),
              when: whenText(language, madeAt, zone),
            })}
          >
            {say("print")}
          </a>
        ),
    },
  ];
}
