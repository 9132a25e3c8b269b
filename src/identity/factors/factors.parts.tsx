/** A person's second factors on their own page: what there is, and what can be added, removed or made anew. */
import type { Language } from "../../platform/language.ts";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Section } from "../../web/page.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { When } from "../../web/values.tsx";
import { sayIn } from "../security/texts.ts";
import { PasskeyForm } from "./passkey.parts.tsx";
import type { Passkey } from "./passkeys.store.ts";

interface PasskeysProps {
  readonly language: Language;
  readonly passkeys: readonly Passkey[];
  readonly errors: FormErrors;
}

export function PasskeySection({ language, passkeys, errors }: PasskeysProps) {
  const say = sayIn(language);
  return (
    <Section title={say("passkeys")}>
      <p>{say("passkeysLead")}</p>
      <DataTable
        caption={say("passkeys")}
        columns={columnsFor(language)}
        rows={passkeys}
        rowKey={({ id }) => id}
        empty={<p>{say("noPasskeys")}</p>}
      />
      <PasskeyForm
        language={language}
        action="/profile/security/passkeys"
        options="/v1/passkeys/options"
        isNew
        label={say("addPasskey")}
        tone="primary"
        errors={errors}
      >
        <Field name="name" label={say("passkeyName")} hint={say("passkeyNameHint")} maxLength={60} />
      </PasskeyForm>
    </Section>
  );
}

function columnsFor(language: Language): Column<Passkey>[] {
  const say = sayIn(language);
  return [
    { header: say("passkey"), cell: ({ name }) => <bdi>{name}</bdi> },
    { header: say("keptWhere"), cell: ({ isSynced }) => say(isSynced ? "synced" : "onDevice") },
    { header: say("added"), cell: ({ addedAt }) => <When at={addedAt} /> },
    { header: say("lastUsed"), cell: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
    {
      header: say("actions"),
      isHeaderHidden: true,
      cell: ({ id, name }) => (
        <Form action={`/profile/security/passkeys/${id}/removal`}>
          <SubmitButton tone="danger" description={say("removeNamed", { name })}>
            {say("remove")}
          </SubmitButton>
        </Form>
      ),
    },
  ];
}

export function AuthenticatorSection({ language, addedAt }: { language: Language; addedAt: string | null }) {
  const say = sayIn(language);
  return (
    <Section title={say("authenticator")}>
      <p>{say("authenticatorLead")}</p>
      {addedAt === null ? (
        <>
          <p>{say("noAuthenticator")}</p>
          <Form action="/profile/security/authenticator">
            <SubmitButton tone="plain">{say("addAuthenticator")}</SubmitButton>
          </Form>
        </>
      ) : (
        <>
          <Facts items={[{ label: say("authenticatorSince"), value: <When at={addedAt} /> }]} />
          <Form action="/profile/security/authenticator/removal">
            <SubmitButton tone="danger">{say("removeAuthenticator")}</SubmitButton>
          </Form>
        </>
      )}
    </Section>
  );
}

export function RecoverySection({ language, left }: { language: Language; left: number }) {
  const say = sayIn(language);
  return (
    <Section title={say("recoveryCodes")}>
      <p>{say("recoveryLead")}</p>
      <p>{say("recoveryLeft", { count: left })}</p>
      <Form action="/profile/security/recovery-codes">
        <p class="hint">{say("newCodesHint")}</p>
        <SubmitButton tone="plain">{say("newCodes")}</SubmitButton>
      </Form>
    </Section>
  );
}
