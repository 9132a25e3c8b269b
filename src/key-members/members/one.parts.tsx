/** The screens of one member of a Key Center. */
import { KEY_ROLES } from "../../access/index.ts";
import type { Values } from "../../platform/http/forms.ts";
import { LANGUAGE_NAMES, LANGUAGES, tagOf } from "../../platform/language.ts";
import { Facts, LinkList } from "../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { When } from "../../web/values.tsx";
import { ADVISED_ADMINISTRATORS, keyMembersHref, type OwnedMember } from "../rules.ts";
import { type KeyMemberSay, keyMemberSay } from "../texts.ts";
import type { KeyAccount } from "./list.operations.ts";

function roleOptions(say: KeyMemberSay) {
  return KEY_ROLES.map((role) => ({ value: role, label: say(`role.${role}`) }));
}

interface AddProps {
  readonly chrome: Chrome;
  readonly account: KeyAccount;
  readonly values: Values;
  readonly errors: FormErrors;
}

export function AddPage({ chrome, account, values, errors }: AddProps) {
  const say = keyMemberSay(chrome.language);
  const path = keyMembersHref(account.siteId);
  const languages = LANGUAGES.map((language) => ({
    value: language,
    label: LANGUAGE_NAMES[language],
    lang: tagOf(language),
  }));
  return (
    <Page
      chrome={chrome}
      title={say("addTitle")}
      lead={say("addLead")}
      back={{ href: path, label: say("membersTitle") }}
    >
      {account.administrators >= ADVISED_ADMINISTRATORS && <Notice>{say("adviceAdministrators")}</Notice>}
      <Form action={`${path}/new`} errors={errors}>
        <Field
          name="email"
          type="email"
          label={say("addEmail")}
          value={values["email"]}
          maxLength={400}
          autocomplete="off"
        />
        <SelectField
          name="role"
          label={say("addRole")}
          hint={say("roleHint")}
          options={roleOptions(say)}
          value={values["role"] ?? "user"}
        />
        <SelectField
          name="language"
          label={say("addLanguage")}
          hint={say("addLanguageHint")}
          options={[{ value: "", label: say("languageOfSite") }, ...languages]}
          value={values["language"] ?? ""}
          required={false}
        />
        <SubmitButton>{say("add")}</SubmitButton>
      </Form>
    </Page>
  );
}

interface ChangeProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly member: OwnedMember;
  readonly timeZone: string;
  readonly errors: FormErrors;
}

export function ChangePage({ chrome, siteId, member, timeZone, errors }: ChangeProps) {
  const say = keyMemberSay(chrome.language);
  const { personId, name, email, role, because, since, isAutomatic } = member;
  const path = keyMembersHref(siteId, `/${personId}`);
  const isRemovable = because !== "primary" && because !== "technical";
  return (
    <Page
      chrome={chrome}
      title={say("changeTitle", { name })}
      back={{ href: keyMembersHref(siteId), label: say("membersTitle") }}
      actions={isRemovable && <ActionLink href={`${path}/removal`}>{say("remove")}</ActionLink>}
    >
      <Facts
        items={[
          { label: say("email"), value: <bdi>{email}</bdi> },
          { label: say("role"), value: say(`role.${role}`) },
          { label: say("because"), value: say(`way.${because}`) },
          { label: say("since"), value: <When at={since} timeZone={timeZone} /> },
        ]}
      />
      {isAutomatic && because !== "primary" && <Notice>{say("changeAutomatic")}</Notice>}
      {because === "primary" ? (
        <Automatic say={say} href={`/sites/${siteId}/primary`} />
      ) : (
        <Form action={path} errors={errors}>
          <SelectField
            name="role"
            label={say("addRole")}
            hint={say("roleHint")}
            options={roleOptions(say)}
            value={role}
          />
          <SubmitButton>{say("changeSave")}</SubmitButton>
        </Form>
      )}
    </Page>
  );
}

function Automatic({ say, href }: { say: KeyMemberSay; href: string }) {
  return (
    <>
      <Notice>{say("problem.key_member_automatic")}</Notice>
      <LinkList items={[{ href, label: say("automaticWhere") }]} />
    </>
  );
}

interface EndProps {
  readonly chrome: Chrome;
  readonly action: string;
  readonly title: string;
  readonly text: string;
  readonly more: string | null;
  /** Null where it is not possible. */
  readonly button: string | null;
  readonly back: { readonly href: string; readonly label: string };
}

export function EndPage({ chrome, action, title, text, more, button, back }: EndProps) {
  return (
    <Page chrome={chrome} title={title} back={back}>
      <p>{text}</p>
      {more !== null && <p>{more}</p>}
      {button !== null && (
        <Form action={action} hidden={{ confirm: "yes" }}>
          <SubmitButton tone="danger">{button}</SubmitButton>
        </Form>
      )}
    </Page>
  );
}
