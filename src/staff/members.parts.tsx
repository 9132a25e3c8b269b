/** The screens of the vendor's people: the list with its invitations, and the question before somebody is removed. */
import { STAFF_ROLES } from "../access/index.ts";
import { LANGUAGE_NAMES, LANGUAGES, tagOf } from "../platform/language.ts";
import { Empty } from "../web/empty.tsx";
import { Field, Form, SelectField, SubmitButton } from "../web/form.tsx";
import type { FormErrors } from "../web/forms/errors.tsx";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../web/table.tsx";
import { PersonName, When } from "../web/values.tsx";
import type { Staff, StaffLine } from "./members.operations.ts";
import type { OpenInvitation } from "./members.store.ts";
import { roleText, sayIn } from "./texts.ts";

export const STAFF_PATH = "/operator/staff";

interface StaffProps {
  chrome: Chrome;
  staff: Staff;
  isFirst: boolean;
  news: string | undefined;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
}

export function StaffPage({ chrome, staff, isFirst, news, values, errors }: StaffProps) {
  const say = sayIn(chrome.language);
  return (
    <Page chrome={chrome} title={say("staffTitle")} lead={say("staffLead")}>
      {(news === "invited" || news === "removed") && (
        <Notice tone="ok" isNews>
          {say(news === "invited" ? "invitedNews" : "removedNews")}
        </Notice>
      )}
      <DataTable
        caption={say("staffTitle")}
        columns={memberColumns(chrome)}
        rows={staff.items}
        rowKey={({ personId }) => personId}
        empty={<Empty title={say("staffNone")} />}
      />
      <CursorPager
        shown={staff.items.length}
        first={isFirst ? undefined : STAFF_PATH}
        next={staff.next === null ? undefined : `${STAFF_PATH}?after=${encodeURIComponent(staff.next)}`}
      />
      {isFirst && (
        <Section title={say("invitedTitle")}>
          <DataTable
            caption={say("invitedTitle")}
            columns={invitedColumns(chrome)}
            rows={staff.invited}
            rowKey={({ id }) => id}
            empty={<Empty title={say("invitedNone")} />}
          />
        </Section>
      )}
      <InviteSection chrome={chrome} values={values} errors={errors} />
    </Page>
  );
}

function memberColumns({ language }: Chrome): Column<StaffLine>[] {
  const say = sayIn(language);
  return [
    { header: say("person"), cell: ({ name }) => <PersonName name={name} /> },
    { header: say("email"), cell: ({ email }) => email },
    { header: say("role"), cell: ({ role }) => roleText(language, role) },
    { header: say("joinedAt"), cell: ({ joinedAt }) => <When at={joinedAt} /> },
    {
      header: say("remove"),
      isHeaderHidden: true,
      cell: ({ personId, name }) => (
        <a href={`${STAFF_PATH}/${personId}/remove`} aria-label={say("removeOf", { name })}>
          {say("remove")}
        </a>
      ),
    },
  ];
}

function invitedColumns({ language }: Chrome): Column<OpenInvitation>[] {
  const say = sayIn(language);
  return [
    { header: say("email"), cell: ({ email }) => email },
    { header: say("role"), cell: ({ role }) => roleText(language, role) },
    { header: say("expiresAt"), cell: ({ expiresAt }) => <When at={expiresAt} /> },
  ];
}

function InviteSection({ chrome, values, errors }: Pick<StaffProps, "chrome" | "values" | "errors">) {
  const { language } = chrome;
  const say = sayIn(language);
  const roles = STAFF_ROLES.toReversed().map((value) => ({ value, label: roleText(language, value) }));
  const languages = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: tagOf(value) }));
  return (
    <Section title={say("inviteTitle")}>
      <Form action={STAFF_PATH} errors={errors}>
        <Field
          name="email"
          type="email"
          label={say("email")}
          value={values["email"]}
          autocomplete="off"
          maxLength={320}
        />
        <SelectField name="role" label={say("role")} value={values["role"] ?? "care"} options={roles} />
        <SelectField
          name="language"
          label={say("language")}
          value={values["language"] ?? language}
          options={languages}
        />
        <SubmitButton>{say("invite")}</SubmitButton>
      </Form>
    </Section>
  );
}

export function RemovePage({ chrome, member }: { chrome: Chrome; member: StaffLine }) {
  const say = sayIn(chrome.language);
  const { name, email, personId } = member;
  return (
    <Page
      chrome={chrome}
      title={say("confirmTitle", { name })}
      lead={say("confirmLead", { email })}
      back={{ href: STAFF_PATH, label: say("staffTitle") }}
    >
      <Form action={`${STAFF_PATH}/${personId}/remove`}>
        <SubmitButton tone="danger">{say("remove")}</SubmitButton>
        <ActionLink href={STAFF_PATH}>{say("keep")}</ActionLink>
      </Form>
    </Page>
  );
}
