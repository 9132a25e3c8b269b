/**
 * The forms that decide: one for each outcome, with what it asks for.
 *
 * Names are led by the outcome, so that no two controls of the page share one: "deny.reason", "approve.fields.channel".
 */
import { LANGUAGE_NAMES, type Language, tagOf } from "../../platform/language.ts";
import { CheckboxField, Field, Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Section } from "../../web/page.tsx";
import type { CareDecision, DecisionField, Outcome } from "../deciders.documents.ts";
import { careSay } from "../texts.ts";
import type { RequestInFull } from "./desk.operations.ts";

type Values = Readonly<Record<string, string>>;

interface DecisionProps {
  language: Language;
  full: RequestInFull;
  shown: { readonly values: Values; readonly errors: FormErrors };
}

export function DecisionSection({ language, full, shown }: DecisionProps) {
  return (
    <>
      {full.view.outcomes.map((outcome) => (
        <Section key={outcome.outcome} title={outcome.label}>
          <OutcomeForm language={language} full={full} shown={shown} outcome={outcome} />
        </Section>
      ))}
    </>
  );
}

function OutcomeForm({ language, full, shown, outcome }: DecisionProps & { outcome: Outcome }) {
  const say = careSay(language);
  const { outcome: word, label, tone, needsReason, fields, refusedBecause } = outcome;
  const { request } = full;
  if (refusedBecause !== undefined) return <Notice>{refusedBecause}</Notice>;
  const errors = Object.entries(shown.errors).filter(([name]) => name.startsWith(`${word}.`));
  return (
    <Form
      action={`/care/requests/${request.id}/decision`}
      hidden={{ outcome: word }}
      errors={Object.fromEntries(errors)}
    >
      {fields.map((field) => (
        <OutcomeField
          key={field.name}
          field={field}
          name={`${word}.fields.${field.name}`}
          prompt={say("choicePrompt")}
          shown={shown}
        />
      ))}
      {needsReason && <TemplateField language={language} full={full} word={word} shown={shown} />}
      {needsReason && (
        <TextAreaField
          name={`${word}.reason`}
          label={say("reason")}
          hint={say(request.requesterEmail === null ? "reasonInHistory" : "reasonHint", {
            language: LANGUAGE_NAMES[request.language],
          })}
          value={shown.values[`${word}.reason`]}
          maxLength={4000}
        />
      )}
      <SubmitButton tone={tone}>{label}</SubmitButton>
    </Form>
  );
}

function TemplateField({ language, full, word, shown }: DecisionProps & { word: string }) {
  const say = careSay(language);
  const templates = full.templates.filter(({ outcome }) => outcome === word);
  if (templates.length === 0) return null;
  return (
    <>
      <SelectField
        name={`${word}.template`}
        label={say("template")}
        hint={say("templateHint", { language: LANGUAGE_NAMES[full.request.language] })}
        value={shown.values[`${word}.template`]}
        options={templates.map(({ id, title }) => ({ value: id, label: title, lang: tagOf(language) }))}
        prompt={say("templatePrompt")}
        required={false}
      />
      <div class="field">
        <SubmitButton tone="plain" name="use" value="template">
          {say("useTemplate")}
        </SubmitButton>
      </div>
    </>
  );
}

interface FieldProps {
  field: DecisionField;
  name: string;
  prompt: string;
  shown: DecisionProps["shown"];
}

function OutcomeField({ field, name, prompt, shown }: FieldProps) {
  const { label, hint, kind, options = [], isRequired } = field;
  const value = shown.values[name];
  const common = { name, label, hint, required: isRequired };
  if (kind === "checkbox") return <CheckboxField {...common} checked={value !== undefined} />;
  if (kind === "choice") return <SelectField {...common} value={value} options={options} prompt={prompt} />;
  return <Field {...common} value={value} maxLength={500} />;
}

/** What a form of the page decided. */
export function decisionOf(values: Values): CareDecision {
  const outcome = values["outcome"] ?? "";
  const start = `${outcome}.fields.`;
  const fields = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith(start) ? [[name.slice(start.length), value]] : [],
  );
  return { outcome, reason: values[`${outcome}.reason`] ?? null, fields: Object.fromEntries(fields) };
}

/** The form as it was filled in, with the text of the template that was picked. */
export function withTemplate(values: Values, full: RequestInFull): Values {
  const outcome = values["outcome"] ?? "";
  const picked = full.templates.find(
    (each) => each.outcome === outcome && each.id === values[`${outcome}.template`],
  );
  return picked === undefined ? values : { ...values, [`${outcome}.reason`]: picked.text };
}
