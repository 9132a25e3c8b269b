/** The screen on which somebody says that a contact has left. */
import { COUNTRIES } from "../../identity/index.ts";
import type { Values } from "../../platform/http/forms.ts";
import { type Language, tagOf } from "../../platform/language.ts";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { sayIn } from "../texts.ts";
import { CONTACT_TYPES } from "./take-over.rules.ts";

interface LeftProps {
  chrome: Chrome;
  values: Values;
  errors: FormErrors;
  /** The rule that asks for what is missing. */
  rule?: string | undefined;
}

export function LeftPage({ chrome, values, errors, rule }: LeftProps) {
  const say = sayIn(chrome.language);
  return (
    <Page chrome={chrome} title={say("formTitle")} lead={say("formLead")}>
      {rule !== undefined && <Notice tone="warn">{say("incomplete", { rule })}</Notice>}
      <Form action="/help/primary-left" errors={errors}>
        <CompanyFields language={chrome.language} values={values} />
        <ContactFields language={chrome.language} values={values} />
        <TextAreaField
          name="statement"
          label={say("statement")}
          hint={say("statementHint")}
          value={values["statement"]}
          maxLength={2000}
        />
        <SubmitButton>{say("send")}</SubmitButton>
      </Form>
    </Page>
  );
}

interface FieldsProps {
  language: Language;
  values: Values;
}

function CompanyFields({ language, values }: FieldsProps) {
  const say = sayIn(language);
  return (
    <>
      <Field
        name="company"
        label={say("company")}
        hint={say("companyHint")}
        value={values["company"]}
        autocomplete="organization"
        maxLength={200}
      />
      <Field
        name="siteNumber"
        label={say("siteNumber")}
        hint={say("siteNumberHint")}
        value={values["siteNumber"]}
        required={false}
        inputMode="numeric"
        maxLength={40}
        isCode
      />
      <Field
        name="customerNumber"
        label={say("customerNumber")}
        hint={say("customerNumberHint")}
        value={values["customerNumber"]}
        inputMode="numeric"
        maxLength={40}
        isCode
      />
      <SelectField
        name="country"
        label={say("country")}
        prompt={say("countryPrompt")}
        options={countriesIn(language)}
        value={values["country"] ?? ""}
        autocomplete="country"
      />
    </>
  );
}

function ContactFields({ language, values }: FieldsProps) {
  const say = sayIn(language);
  const types = CONTACT_TYPES.map((value) => ({ value, label: say(`contactType.${value}`) }));
  return (
    <>
      <SelectField
        name="contactType"
        label={say("contactType")}
        options={types}
        value={values["contactType"] ?? "primary"}
      />
      <Field
        name="romanizedName"
        label={say("romanizedName")}
        value={values["romanizedName"]}
        maxLength={100}
      />
      <Field
        name="email"
        type="email"
        label={say("newEmail")}
        hint={say("newEmailHint")}
        value={values["email"]}
        maxLength={254}
      />
      <Field name="phone" type="tel" label={say("phone")} value={values["phone"]} maxLength={40} />
    </>
  );
}

function countriesIn(language: Language) {
  const names = new Intl.DisplayNames([tagOf(language)], { type: "region" });
  const { compare } = new Intl.Collator(tagOf(language));
  const options = COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }));
  return options.sort((a, b) => compare(a.label, b.label));
}

/** The same for every request: what is registered of a site is not told. */
export function SentPage({ chrome, email }: { chrome: Chrome; email: string }) {
  const say = sayIn(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={say("sentTitle")}
      actions={<ActionLink href="/">{say("toHome")}</ActionLink>}
    >
      <Notice tone="ok" isNews>
        <p>{say("sentText", { email })}</p>
      </Notice>
    </Page>
  );
}
