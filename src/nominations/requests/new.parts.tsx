/** The form of self-nomination, and why no passcode is asked for. */
import type { readSitesWithoutPasscode } from "../../agreements/index.ts";
import type { Values } from "../../platform/http/forms.ts";
import { Code } from "../../web/code.tsx";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { PersonName } from "../../web/values.tsx";
import { type NominationSay, nominationSay } from "../texts.ts";

type WithoutPasscode = Awaited<ReturnType<typeof readSitesWithoutPasscode>>[number];

interface NewProps {
  chrome: Chrome;
  email: string;
  careEmail: string;
  /** A person without a site is told why no passcode is asked for; a member asks for another site. */
  hasSites: boolean;
  /** Sites whose contact the reader is, without a passcode, each with the reason. */
  sites: readonly WithoutPasscode[];
  values: Values;
  errors: FormErrors;
}

export function NewPage({ chrome, email, careEmail, hasSites, sites, values, errors }: NewProps) {
  const say = nominationSay(chrome.language);
  const lead = say(hasSites ? "newLead" : "newLeadNone", { email });
  const back = { href: "/access-requests", label: say("listTitle") };
  return (
    <Page chrome={chrome} title={say("newTitle")} lead={lead} back={back}>
      <AskForm say={say} values={values} errors={errors} />
      {sites.length > 0 && <RegisteredSites say={say} sites={sites} />}
      {!hasSites && (
        <Section title={say("whyTitle")}>
          <ul>
            <li>{say("why1")}</li>
            <li>{say("why2", { email })}</li>
            <li>{say("why3")}</li>
            <li>{say("why4")}</li>
            <li>{say("why5")}</li>
          </ul>
        </Section>
      )}
      <p>{say("whyCare", { care: careEmail })}</p>
    </Page>
  );
}

function AskForm({ say, values, errors }: { say: NominationSay; values: Values; errors: FormErrors }) {
  const answers = [
    { value: "no", label: say("no") },
    { value: "yes", label: say("yes") },
  ];
  return (
    <Form action="/access-requests/new" errors={errors}>
      <Section title={say("stepNumber")}>
        <Field
          name="siteNumber"
          label={say("siteNumber")}
          hint={say("siteNumberHint")}
          value={values["siteNumber"]}
          isCode
          inputMode="numeric"
          maxLength={40}
          autocomplete="off"
        />
      </Section>
      <Section title={say("stepContact")}>
        <SelectField
          name="isPrimaryContact"
          label={say("isPrimary")}
          hint={say("isPrimaryHint")}
          options={answers}
          prompt={say("choose")}
          value={values["isPrimaryContact"] ?? ""}
        />
      </Section>
      <Section title={say("aboutYou")}>
        <p>{say("aboutYouText")}</p>
        <Field
          name="company"
          label={say("company")}
          required={false}
          value={values["company"]}
          maxLength={200}
          autocomplete="organization"
        />
        <Field
          name="department"
          label={say("department")}
          required={false}
          value={values["department"]}
          maxLength={200}
        />
        <Field
          name="phone"
          type="tel"
          label={say("phone")}
          required={false}
          value={values["phone"]}
          maxLength={200}
          autocomplete="tel"
        />
        <TextAreaField
          name="message"
          label={say("message")}
          hint={say("messageHint")}
          required={false}
          value={values["message"]}
          maxLength={2000}
        />
        <SubmitButton>{say("send")}</SubmitButton>
      </Section>
    </Form>
  );
}

const REASONS = {
  oem: "reasonOem",
  fctBefore: "reasonFctBefore",
  legacy: "reasonLegacy",
  noOrderYet: "reasonNoOrderYet",
  noEmail: "reasonNotYet",
} as const;

function RegisteredSites({ say, sites }: { say: NominationSay; sites: readonly WithoutPasscode[] }) {
  return (
    <Section title={say("contactTitle")}>
      <p>{say("contactText")}</p>
      <ul>
        {sites.map(({ number, name, reason }) => (
          <li key={number}>
            <PersonName name={name} /> <Code>{number}</Code>:{" "}
            {say(reason === null ? "reasonNotYet" : REASONS[reason])}
          </li>
        ))}
      </ul>
    </Section>
  );
}
