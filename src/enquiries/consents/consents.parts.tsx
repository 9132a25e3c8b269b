/** The primary's page of consents. */
import { Empty } from "../../web/empty.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, Day, PersonName, When } from "../../web/values.tsx";
import { enquirySay } from "../texts.ts";
import type { ShownConsent, SiteConsents } from "./consents.operations.ts";
import { PURPOSES } from "./consents.rules.ts";

interface ConsentsProps {
  chrome: Chrome;
  siteId: string;
  consents: SiteConsents;
  values?: Readonly<Record<string, string>>;
  errors?: FormErrors;
}

export function ConsentsPage({ chrome, siteId, consents, values = {}, errors = {} }: ConsentsProps) {
  const say = enquirySay(chrome.language);
  return (
    <Page chrome={chrome} title={say("consentsTitle")} lead={say("consentsLead")}>
      <Section title={say("consentsTitle")}>
        <DataTable
          caption={say("consentsTitle")}
          columns={columnsOf(chrome, siteId, consents)}
          rows={consents.items}
          rowKey={({ id }) => id}
          empty={<Empty title={say("consentsEmpty")} />}
        />
      </Section>
      {consents.mayGive ? (
        <GiveForm chrome={chrome} siteId={siteId} consents={consents} values={values} errors={errors} />
      ) : (
        <Notice>{say("onlyPrimary")}</Notice>
      )}
    </Page>
  );
}

function GiveForm({ chrome, siteId, consents, values = {}, errors = {} }: ConsentsProps) {
  const { language } = chrome;
  const say = enquirySay(language);
  return (
    <Section title={say("giveTitle")}>
      <Form action={`/sites/${siteId}/consents`} errors={errors}>
        <SelectField
          name="purpose"
          label={say("purpose")}
          options={PURPOSES.map((value) => ({ value, label: say(`purpose.${value}`) }))}
          value={values["purpose"]}
        />
        <Field
          name="validThrough"
          type="date"
          label={say("validThrough")}
          hint={say("validThroughHint", { day: dayText(language, consents.latest, "long") })}
          value={values["validThrough"] ?? consents.latest}
        />
        <SubmitButton>{say("give")}</SubmitButton>
      </Form>
    </Section>
  );
}

const TONES = { "in-force": "ok", over: "plain", "taken-back": "plain" } as const;

function columnsOf({ language }: Chrome, siteId: string, consents: SiteConsents): Column<ShownConsent>[] {
  const say = enquirySay(language);
  return [
    { header: say("purpose"), cell: ({ purpose }) => say(`purpose.${purpose}`) },
    { header: say("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{say(`state.${state}`)}</Tag> },
    { header: say("validThrough"), cell: ({ validThrough }) => <Day date={validThrough} /> },
    { header: say("givenBy"), cell: ({ giver }) => <PersonName name={giver} /> },
    { header: say("givenAt"), cell: ({ givenAt }) => <When at={givenAt} timeZone={consents.timeZone} /> },
    {
      header: say("takeBack"),
      isHeaderHidden: true,
      cell: ({ id, purpose, state }) =>
        consents.mayGive && state === "in-force" ? (
          <form method="post" action={`/sites/${siteId}/consents/${id}/taking-back`}>
            <SubmitButton
              tone="plain"
              description={say("takeBackOf", { purpose: say(`purpose.${purpose}`) })}
            >
              {say("takeBack")}
            </SubmitButton>
          </form>
        ) : (
          <Absent />
        ),
    },
  ];
}
