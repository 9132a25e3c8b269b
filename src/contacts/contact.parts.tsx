/** The screen on which one key contact is named, changed or cleared. */
import type { SiteFacts } from "../agreements/index.ts";
import { COUNTRIES } from "../identity/index.ts";
import { dateOf } from "../platform/dates.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, tagOf } from "../platform/language.ts";
import { Facts } from "../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import type { ShownContact } from "./contacts.operations.ts";
import { contactsHref } from "./contacts.parts.tsx";
import { type EnteredContact, FIELDS } from "./rules.ts";
import { type ContactSay, contactSay } from "./texts.ts";

interface ContactProps {
  chrome: Chrome;
  site: SiteFacts;
  contact: ShownContact;
  timeZone: string;
  /** What was typed, when the form comes back. */
  values?: Readonly<Record<string, string>> | undefined;
  errors?: FormErrors;
  /** Somebody else was faster: what is there now stands beside what was typed. */
  isConflict?: boolean;
}

export function ContactPage({
  chrome,
  site,
  contact,
  timeZone,
  values,
  errors = {},
  isConflict,
}: ContactProps) {
  const say = contactSay(chrome.language);
  const { type, assigned, version } = contact;
  const shown = values ?? valuesOf(assigned ?? { country: site.country, language: site.language });
  const back = { href: contactsHref(site.siteId), label: say("back") };
  const day = assigned && dateOf(new Date(assigned.savedAt), timeZone);
  return (
    <Page
      chrome={chrome}
      title={say(`type.${type}`)}
      lead={say("editLead", { gets: say(`gets.${type}`) })}
      back={back}
    >
      {isConflict === true && <Conflict say={say} contact={contact} />}
      <Section title={say(assigned === null ? "nameSomebody" : "change")}>
        {type === "TECHNICAL" && <p class="hint">{say("technicalNote")}</p>}
        <Form errors={errors} hidden={{ version }}>
          <ContactFields say={say} language={chrome.language} values={shown} />
          <p class="hint">{say("independent")}</p>
          <SubmitButton name="action" value="save">
            {say("save")}
          </SubmitButton>
        </Form>
        {day !== null && assigned?.savedByName != null && (
          <p class="hint">
            {say("savedBy", { name: assigned.savedByName, day: dayText(chrome.language, day, "long") })}
          </p>
        )}
      </Section>
      {assigned !== null && (
        <Section title={say("clear")}>
          <p>{say("clearLead")}</p>
          <Form hidden={{ version }}>
            <SubmitButton tone="danger" name="action" value="clear">
              {say("clear")}
            </SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  );
}

function valuesOf(contact: Partial<EnteredContact>): Record<string, string> {
  return Object.fromEntries(FIELDS.map((field) => [field, contact[field] ?? ""]));
}

function Conflict({ say, contact: { assigned } }: { say: ContactSay; contact: ShownContact }) {
  return (
    <Notice tone="bad" title={say("conflictTitle")} isNews>
      <p>
        {assigned === null
          ? say("conflictCleared")
          : say("conflictBy", { name: assigned.savedByName ?? assigned.email })}
      </p>
      {assigned !== null && (
        <>
          <p>{say("conflictNow")}</p>
          <Facts
            items={FIELDS.map((field) => ({ label: say(field), value: <bdi>{assigned[field]}</bdi> }))}
          />
        </>
      )}
    </Notice>
  );
}

interface FieldsProps {
  say: ContactSay;
  language: Language;
  values: Readonly<Record<string, string>>;
}

/** In the order in which an address is written where the reader's language is spoken: from the large to the small. */
function ContactFields({ say, language, values }: FieldsProps) {
  const names = new Intl.DisplayNames([tagOf(language)], { type: "region" });
  const countries = COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }));
  const languages = LANGUAGES.map((value) => ({
    value,
    label: LANGUAGE_NAMES[value],
    lang: tagOf(value),
  }));
  const place =
    language === "en"
      ? (["street", "city", "region", "postalCode"] as const)
      : (["postalCode", "region", "city", "street"] as const);
  return (
    <>
      <Field name="name" label={say("name")} value={values["name"]} maxLength={100} />
      <Field name="email" type="email" label={say("email")} value={values["email"]} />
      <Field name="phone" type="tel" label={say("phone")} value={values["phone"]} maxLength={100} />
      <SelectField
        name="country"
        label={say("country")}
        options={countries}
        prompt={say("countryPrompt")}
        value={values["country"]}
      />
      {place.map((field) => (
        <Field key={field} name={field} label={say(field)} value={values[field]} maxLength={100} />
      ))}
      <SelectField name="language" label={say("language")} options={languages} value={values["language"]} />
    </>
  );
}
