/** Support's page: what customers allow to be known and done. */
import type { Values } from "../../platform/http/forms.ts";
import { Code } from "../../web/code.tsx";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import { Refusal } from "../../web/refusal.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { PersonName } from "../../web/values.tsx";
import { enquirySay } from "../texts.ts";
import type { Disclosed } from "./disclosures.operations.ts";

interface ConsentedProps {
  chrome: Chrome;
  values: Values;
  disclosed?: Disclosed | undefined;
  /** What BR-54 refuses, in words. */
  refusal?: string | undefined;
  addErrors?: FormErrors;
}

export function ConsentedPage({ chrome, values, disclosed, refusal, addErrors = {} }: ConsentedProps) {
  const say = enquirySay(chrome.language);
  const added = values["added"];
  return (
    <Page chrome={chrome} title={say("consentedTitle")} lead={say("consentedLead")}>
      {refusal !== undefined && <Refusal sentence={refusal} rule="BR-54" />}
      {added !== undefined && (
        <Notice tone="ok" isNews>
          {say("addedNews", { email: added })}
        </Notice>
      )}
      {disclosed !== undefined && <Result chrome={chrome} disclosed={disclosed} />}
      <SeekForm chrome={chrome} values={values} />
      <AddForm chrome={chrome} values={values} errors={addErrors} />
    </Page>
  );
}

function Result({ chrome, disclosed }: { chrome: Chrome; disclosed: Disclosed }) {
  const say = enquirySay(chrome.language);
  const { siteName, siteNumber, customerNumber, contacts } = disclosed;
  return (
    <Section title={say("resultTitle")}>
      <Facts
        items={[
          { label: say("siteName"), value: <PersonName name={siteName} /> },
          ...(siteNumber === null ? [] : [{ label: say("siteNumber"), value: <Code>{siteNumber}</Code> }]),
          ...(customerNumber === null
            ? []
            : [{ label: say("customerNumber"), value: <Code>{customerNumber}</Code> }]),
          ...contacts.map(({ role, name, email }) => ({
            label: say(`role.${role}`),
            value: (
              <>
                <PersonName name={name} /> <a href={`mailto:${email}`}>{email}</a>
              </>
            ),
          })),
        ]}
      />
    </Section>
  );
}

function SeekForm({ chrome, values }: { chrome: Chrome; values: Values }) {
  const say = enquirySay(chrome.language);
  const purposes = ["disclose-site-number", "disclose-contacts"] as const;
  return (
    <Section title={say("seekTitle")}>
      <Form method="get" action="/care/consented">
        <SelectField
          name="purpose"
          label={say("seekWhat")}
          options={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
          value={values["purpose"]}
        />
        <Field
          name="siteNumber"
          label={say("siteNumber")}
          hint={say("meantHint")}
          value={values["siteNumber"]}
          required={false}
          isCode
        />
        <Field name="email" type="email" label={say("meantEmail")} value={values["email"]} required={false} />
        <SubmitButton>{say("seek")}</SubmitButton>
      </Form>
    </Section>
  );
}

function AddForm({ chrome, values, errors }: { chrome: Chrome; values: Values; errors: FormErrors }) {
  const say = enquirySay(chrome.language);
  const roles = ["user", "secondary"] as const;
  return (
    <Section title={say("addTitle")}>
      <Form action="/care/consented/members" errors={errors}>
        <Field name="addTo" label={say("siteNumber")} value={values["addTo"]} isCode />
        <Field name="addEmail" type="email" label={say("addEmail")} value={values["addEmail"]} />
        <SelectField
          name="role"
          label={say("addRole")}
          options={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
          value={values["role"]}
        />
        <SubmitButton>{say("add")}</SubmitButton>
      </Form>
    </Section>
  );
}
