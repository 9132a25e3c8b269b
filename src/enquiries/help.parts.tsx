/** What to do when one cannot get in, and the forms to the desk. For visitors too. */
import { COUNTRIES } from "../identity/index.ts";
import type { Values } from "../platform/http/forms.ts";
import { type Language, tagOf } from "../platform/language.ts";
import { Code } from "../web/code.tsx";
import { Facts, LinkList } from "../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { Notice } from "../web/notice.tsx";
import { ActionLink, PlainPage } from "../web/page.tsx";
import type { Visit } from "../web/shell/chrome.ts";
import { CHANGE_FIELDS, type EnquiryKind } from "./rules.ts";
import { enquirySay } from "./texts.ts";

export function HelpIndexPage({ visit, care }: { visit: Visit; care: string }) {
  const say = enquirySay(visit.language);
  return (
    <PlainPage visit={visit} title={say("helpTitle")} lead={say("helpLead")}>
      <LinkList
        items={[
          { href: "/reset", label: say("helpPassword"), detail: say("helpPasswordText") },
          { href: "/help/forgotten-id", label: say("helpForgottenId"), detail: say("helpForgottenIdText") },
          { href: "/first-access", label: say("helpPasscode"), detail: say("helpPasscodeText") },
          { href: "/help/contact", label: say("helpContact"), detail: say("helpContactText") },
          { href: "/help/primary-left", label: say("helpPrimaryLeft"), detail: say("helpPrimaryLeftText") },
          { href: "/help/registration", label: say("helpRegistration"), detail: say("helpRegistrationText") },
        ]}
      />
      <p>{say("helpLocked")}</p>
      <p>{say("helpCare", { care })}</p>
      <p class="actions">
        <ActionLink href="/sign-in">{say("toSignIn")}</ActionLink>
      </p>
    </PlainPage>
  );
}

const HEADS = {
  "forgotten-id": ["forgottenTitle", "forgottenLead"],
  "contact-enquiry": ["contactTitle", "contactLead"],
  "registration-change": ["registrationTitle", "registrationLead"],
} as const;

interface EnquiryProps {
  visit: Visit;
  kind: EnquiryKind;
  values: Values;
  errors: FormErrors;
}

export function EnquiryPage({ visit, kind, values, errors }: EnquiryProps) {
  const { language } = visit;
  const say = enquirySay(language);
  const [title, lead] = HEADS[kind];
  return (
    <PlainPage
      visit={visit}
      title={say(title)}
      lead={say(lead)}
      back={{ href: "/help", label: say("backToHelp") }}
    >
      {kind === "forgotten-id" && <Notice>{say("forgottenPrivacy")}</Notice>}
      <Form errors={errors}>
        <Field
          name="siteNumber"
          label={say("siteNumber")}
          hint={say("siteNumberHint")}
          value={values["siteNumber"]}
          inputMode="numeric"
          maxLength={40}
          isCode
        />
        {kind === "registration-change" && <ChangeFields language={language} values={values} />}
        <h2>{say("aboutYou")}</h2>
        <Field name="name" label={say("name")} value={values["name"]} autocomplete="name" maxLength={200} />
        <Field
          name="email"
          type="email"
          label={say("email")}
          value={values["email"]}
          autocomplete="email"
          maxLength={320}
        />
        <Field
          name="company"
          label={say("company")}
          value={values["company"]}
          autocomplete="organization"
          required={false}
          maxLength={200}
        />
        <SelectField
          name="country"
          label={say("country")}
          options={countryOptions(language)}
          prompt={say("countryPrompt")}
          value={values["country"] ?? ""}
          autocomplete="country"
        />
        <TextAreaField
          name="message"
          label={say("message")}
          value={values["message"]}
          required={false}
          maxLength={2000}
        />
        <SubmitButton>{say("send")}</SubmitButton>
      </Form>
    </PlainPage>
  );
}

/** The fields of the form D-22; what is left empty stays as it is registered. */
function ChangeFields({ language, values }: { language: Language; values: Values }) {
  const say = enquirySay(language);
  return (
    <>
      <h2>{say("changesTitle")}</h2>
      {CHANGE_FIELDS.map((field) => (
        <Field
          key={field}
          name={`changes.${field}`}
          label={say(`field.${field}`)}
          value={values[`changes.${field}`]}
          required={false}
          maxLength={200}
        />
      ))}
    </>
  );
}

export function SentPage({ visit, id }: { visit: Visit; id: string | undefined }) {
  const say = enquirySay(visit.language);
  return (
    <PlainPage visit={visit} title={say("sentTitle")} lead={say("sentLead")}>
      {id !== undefined && <Facts items={[{ label: say("reference"), value: <Code>{id}</Code> }]} />}
      <p class="actions">
        <ActionLink href="/help">{say("backToHelp")}</ActionLink>
      </p>
    </PlainPage>
  );
}

/** Every country by its name in the reader's language, in that language's order. */
function countryOptions(language: Language) {
  const names = new Intl.DisplayNames([tagOf(language)], { type: "region" });
  const { compare } = new Intl.Collator(tagOf(language));
  return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) =>
    compare(a.label, b.label),
  );
}
