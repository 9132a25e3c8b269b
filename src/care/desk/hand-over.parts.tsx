/** The form that hands a request to another desk or another agent. */

import type { Language } from "../../platform/language.ts";
import { roleText } from "../../staff/index.ts";
import { Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Section } from "../../web/page.tsx";
import { careSay } from "../texts.ts";
import type { RequestInFull } from "./desk.operations.ts";

interface HandOverProps {
  language: Language;
  full: RequestInFull;
  shown: { readonly values: Readonly<Record<string, string>>; readonly errors: FormErrors };
}

export function HandOverSection({ language, full, shown: { values, errors } }: HandOverProps) {
  const say = careSay(language);
  const options = [
    ...full.desks.map((team) => ({ value: `team:${team}`, label: say(`desk.${team}`) })),
    ...full.agents.map(({ personId, name, role }) => ({
      value: `person:${personId}`,
      label: `${name} · ${roleText(language, role)}`,
    })),
  ];
  if (options.length === 0) return null;
  const mine = Object.entries(errors).filter(([name]) => name === "to" || name === "note");
  return (
    <Section title={say("handOverTitle")}>
      <Form action={`/care/requests/${full.request.id}/hand-over`} errors={Object.fromEntries(mine)}>
        <SelectField
          name="to"
          label={say("handOverTo")}
          value={values["to"]}
          options={options}
          prompt={say("handOverPrompt")}
        />
        <TextAreaField
          name="note"
          label={say("handOverNote")}
          hint={say("handOverNoteHint")}
          value={values["note"]}
          rows={2}
          maxLength={4000}
        />
        <SubmitButton tone="plain">{say("handOver")}</SubmitButton>
      </Form>
    </Section>
  );
}

/** What was chosen, as the API takes it; nothing chosen is neither. */
export function handOverOf(values: Readonly<Record<string, string>>): { team?: string; personId?: string } {
  const [kind, target = ""] = (values["to"] ?? "").split(":");
  if (kind === "team") return { team: target };
  return kind === "person" ? { personId: target } : {};
}
