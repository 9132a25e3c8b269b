/** The way in through the own company: it asks for the address, and leads to a page that says where to go. */
import type { Language } from "../../platform/language.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { sayIn } from "../texts.ts";

export function CompanySignIn({ language, next }: { language: Language; next: string }) {
  const say = sayIn(language);
  return (
    <Form method="get" action="/sign-in/company" hidden={next === "/" ? {} : { next }}>
      <Field name="companyEmail" type="email" label={say("companyEmail")} autocomplete="email" />
      <SubmitButton tone="plain">{say("companySignIn")}</SubmitButton>
    </Form>
  );
}
