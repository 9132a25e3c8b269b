/** The button that asks the browser for a passkey, wherever one is asked for. Its script is loaded with it. */
import type { ComponentChildren } from "preact";
import type { Language } from "../../platform/language.ts";
import { assetUrl } from "../../web/assets.ts";
import { Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { sayIn } from "../security/texts.ts";

interface Props {
  readonly language: Language;
  readonly action: string;
  /** Where the challenge comes from. */
  readonly options: string;
  readonly isNew?: boolean;
  readonly label: string;
  readonly tone?: "primary" | "plain";
  readonly errors?: FormErrors;
  readonly hidden?: Readonly<Record<string, string>>;
  /** Fields beside it. */
  readonly children?: ComponentChildren;
}

export function PasskeyForm({ language, action, options, isNew = false, label, ...rest }: Props) {
  const say = sayIn(language);
  const { tone = "plain", errors = {}, hidden = {}, children } = rest;
  const data = {
    "data-passkey": isNew ? "create" : "get",
    "data-options": options,
    "data-failed": say("passkeyFailed"),
    "data-unknown": say("passkeyUnknown"),
  };
  return (
    <>
      <Form action={action} errors={errors} hidden={{ ...hidden, credential: "" }} data={data}>
        {children}
        <SubmitButton tone={tone}>{label}</SubmitButton>
        <p class="error" role="status" data-said="" />
      </Form>
      <noscript>
        <p class="hint">{say("needsScript")}</p>
      </noscript>
      <script type="module" src={assetUrl("passkeys.js")} />
    </>
  );
}

interface SignInProps {
  readonly language: Language;
  readonly next: string;
  readonly errors?: FormErrors;
}

/** A passkey in place of the password, or after it. */
export function PasskeySignIn({ language, next, errors = {} }: SignInProps) {
  return (
    <PasskeyForm
      language={language}
      action="/sign-in/passkey"
      options="/v1/session/passkey-options"
      label={sayIn(language)("signInByPasskey")}
      errors={errors}
      hidden={next === "/" ? {} : { next }}
    />
  );
}
