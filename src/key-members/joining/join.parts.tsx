/** The form of registering in a Key Center, and what happens then. */
import type { Values } from "../../platform/http/forms.ts";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import type { Unjoined } from "../members/accounts.operations.ts";
import { keyMemberSay } from "../texts.ts";
import { Unjoinable } from "./unjoined.parts.tsx";

interface JoinProps {
  readonly chrome: Chrome;
  readonly values: Values;
  readonly errors: FormErrors;
  readonly unjoined: readonly Unjoined[];
}

export function JoinPage({ chrome, values, errors, unjoined }: JoinProps) {
  const say = keyMemberSay(chrome.language);
  const back = { href: "/key-center", label: say("centerTitle") };
  return (
    <Page chrome={chrome} title={say("joinTitle")} lead={say("joinLead")} back={back}>
      <Form action="/key-center/join" errors={errors}>
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
        <Field
          name="orderNumber"
          label={say("orderNumber")}
          hint={say("orderNumberHint")}
          value={values["orderNumber"]}
          required={false}
          isCode
          maxLength={60}
          autocomplete="off"
        />
        <SubmitButton>{say("joinSend")}</SubmitButton>
      </Form>
      <Section title={say("joinHow")}>
        <ul>
          <li>{say("joinHowOrder")}</li>
          <li>{say("joinHowBlank")}</li>
          <li>{say("joinHowWrong")}</li>
        </ul>
      </Section>
      <Section title={say("joinNone")}>
        <p>{say("joinNoneText")}</p>
      </Section>
      <Unjoinable say={say} unjoined={unjoined} />
    </Page>
  );
}
