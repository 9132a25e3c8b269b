/** What the pages of this house share: telling what is wrong with it, and the fields of a person. */

import type { Values } from "../platform/http/forms.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, tagOf } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import { Field, SelectField } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { COUNTRIES } from "./people/rules.ts";
import { identityProblems } from "./problems.ts";
import { securityProblems } from "./security/problems.ts";
import { faultText, sayIn } from "./texts.ts";

export interface Refused {
  readonly status: number;
  readonly errors: FormErrors;
}

/** What a form shows of a problem. What is not about the form is thrown on, to its own page. */
export function refusedBy(error: unknown, language: Language): Refused {
  if (!(error instanceof Problem)) throw error;
  const { status, code, facts } = error;
  const { fields } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields !== undefined) {
    const told = Object.entries(fields).map(([name, codes]) => [
      name,
      faultText(language, name, codes[0] ?? ""),
    ]);
    return { status, errors: Object.fromEntries(told) };
  }
  const key = `problem.${code}`;
  const sentence = identityProblems.texts[language][key] ?? securityProblems.texts[language][key];
  if (sentence === undefined) throw error;
  return { status, errors: { form: sentence } };
}

interface FieldsProps {
  readonly language: Language;
  readonly values: Values;
}

export function NameFields({ language, values, isLatinOnly }: FieldsProps & { isLatinOnly: boolean }) {
  const say = sayIn(language);
  const hint = isLatinOnly ? { hint: say("nameHintSeed") } : {};
  const given = { name: "givenName", label: say("givenName"), autocomplete: "given-name" };
  const family = { name: "familyName", label: say("familyName"), autocomplete: "family-name" };
  const order = language === "en" ? [given, family] : [family, given];
  return (
    <>
      {order.map((field) => (
        <Field key={field.name} {...field} {...hint} value={values[field.name]} maxLength={200} />
      ))}
      <Field
        name="romanizedName"
        label={say("romanizedName")}
        hint={say("romanizedHint")}
        required={false}
        value={values["romanizedName"]}
        maxLength={200}
      />
    </>
  );
}

export function PlaceFields({ language, values }: FieldsProps) {
  const say = sayIn(language);
  return (
    <>
      <SelectField
        name="country"
        label={say("country")}
        options={countryOptions(language)}
        prompt={say("countryPrompt")}
        value={values["country"] ?? ""}
        autocomplete="country"
      />
      <SelectField
        name="language"
        label={say("language")}
        hint={say("languageHint")}
        options={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each], lang: tagOf(each) }))}
        value={values["language"] ?? language}
      />
    </>
  );
}

const options = new Map<Language, { value: string; label: string }[]>();

/** Every country by its name in the reader's language, in that language's order. */
function countryOptions(language: Language) {
  const known = options.get(language);
  if (known !== undefined) return known;
  const { compare } = new Intl.Collator(tagOf(language));
  const listed = COUNTRIES.map((value) => ({ value, label: countryName(value, language) }));
  listed.sort((a, b) => compare(a.label, b.label));
  options.set(language, listed);
  return listed;
}

export function countryName(country: string, language: Language): string {
  return new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(country) ?? country;
}
