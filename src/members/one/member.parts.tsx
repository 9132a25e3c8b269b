/** The screens of one member: what the person may do, changing it, ending it; and of adding somebody. */
import type { Privileges } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Values } from "../../platform/http/forms.ts";
import { LANGUAGE_NAMES, LANGUAGES, tagOf } from "../../platform/language.ts";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Absent, Day, PersonName, When } from "../../web/values.tsx";
import type { MemberInFull } from "../list.operations.ts";
import { labelOf, membersHref } from "../member.rules.ts";
import { MemberState } from "../members.parts.tsx";
import { PrivilegeFields, RightsFacts, RoleField } from "../rights/rights.documents.tsx";
import { roleText } from "../rights/rights.texts.ts";
import { memberSay } from "../texts.ts";

interface PageProps {
  readonly chrome: Chrome;
  readonly siteId: string;
}

interface AddProps extends PageProps {
  readonly values: Values;
  readonly errors: FormErrors;
  readonly own: Privileges;
  readonly takenPlaces: number;
}

export function AddPage({ chrome, siteId, values, errors, own, takenPlaces }: AddProps) {
  const { language } = chrome;
  const say = memberSay(language);
  const languages = LANGUAGES.map((each) => ({
    value: each,
    label: LANGUAGE_NAMES[each],
    lang: tagOf(each),
  }));
  return (
    <Page chrome={chrome} title={say("add")} lead={say("addLead")} back={backTo(chrome, siteId)}>
      <Notice>{say("places", { used: takenPlaces })}</Notice>
      <Form errors={errors}>
        <Field
          name="email"
          type="email"
          label={say("email")}
          hint={say("emailHint")}
          value={values["email"]}
          autocomplete="off"
          maxLength={254}
        />
        <RoleField language={language} value={values["role"] ?? "user"} />
        <EndField language={language} value={values["validThrough"]} />
        <SelectField
          name="language"
          label={say("language")}
          hint={say("languageHint")}
          prompt={say("asSite")}
          options={languages}
          value={values["language"] ?? ""}
          required={false}
        />
        <p class="hint">{say("rightsLead")}</p>
        <PrivilegeFields language={language} values={values} own={own} isNew />
        <SubmitButton>{say("add")}</SubmitButton>
      </Form>
    </Page>
  );
}

function EndField({ language, value }: { language: Chrome["language"]; value: string | undefined }) {
  const say = memberSay(language);
  return (
    <Field
      name="validThrough"
      type="date"
      label={say("validThrough")}
      hint={say("validHint")}
      value={value}
      required={false}
    />
  );
}

function backTo({ language }: Chrome, siteId: string) {
  return { href: membersHref(siteId), label: memberSay(language)("title") };
}

interface MemberProps extends PageProps, MemberInFull {
  readonly today: LocalDate;
  readonly mayManage: boolean;
  readonly values: Values;
  readonly errors: FormErrors;
  readonly news: string | undefined;
}

export function MemberPage(props: MemberProps) {
  const { chrome, siteId, member, news, mayManage } = props;
  const { language } = chrome;
  const say = memberSay(language);
  const isPrimary = member.role === "primary";
  return (
    <Page
      chrome={chrome}
      title={labelOf(member)}
      lead={roleText(language, member.role)}
      back={backTo(chrome, siteId)}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {news}
        </Notice>
      )}
      <MemberFacts {...props} />
      {(isPrimary || !mayManage) && (
        <Section title={say("rights")}>
          <RightsFacts language={language} privileges={member.privileges} />
        </Section>
      )}
      {isPrimary && (
        <Section
          title={say("primaryTitle")}
          actions={<ActionLink href={`/sites/${siteId}/primary`}>{say("linkHandOver")}</ActionLink>}
        >
          <p>{say("primaryText")}</p>
        </Section>
      )}
      {!isPrimary && mayManage && <ChangeSection {...props} />}
      {!mayManage && <Notice>{say("readOnly")}</Notice>}
    </Page>
  );
}

function MemberFacts({ chrome: { language }, member, today }: MemberProps) {
  const say = memberSay(language);
  const { name, romanizedName, email, validThrough, lastSeenOn, grantedBy } = member;
  return (
    <Section title={say("person")}>
      <Facts
        items={[
          {
            label: say("name"),
            value: name === null ? <Absent /> : <PersonName name={name} romanized={romanizedName} />,
          },
          { label: say("email"), value: <bdi>{email}</bdi> },
          { label: say("state"), value: <MemberState language={language} member={member} today={today} /> },
          { label: say("validThrough"), value: <Day date={validThrough} /> },
          { label: say("lastSeenOn"), value: lastSeenOn === null ? say("never") : <Day date={lastSeenOn} /> },
          { label: say("grantedAt"), value: <When at={member.grantedAt} /> },
          {
            label: say("grantedBy"),
            value: grantedBy === null ? <Absent /> : <PersonName name={grantedBy} />,
          },
        ]}
      />
    </Section>
  );
}

function ChangeSection({
  chrome: { language },
  siteId,
  member,
  own,
  takenPlaces,
  values,
  errors,
}: MemberProps) {
  const say = memberSay(language);
  const path = membersHref(siteId, member.personId);
  return (
    <Section
      title={say("change")}
      actions={<ActionLink href={`${path}/removal`}>{say("remove")}</ActionLink>}
    >
      <p>{say("places", { used: takenPlaces })}</p>
      <Form action={path} errors={errors}>
        <RoleField language={language} value={values["role"]} />
        <EndField language={language} value={values["validThrough"]} />
        <PrivilegeFields language={language} values={values} own={own} />
        <SubmitButton>{say("save")}</SubmitButton>
      </Form>
    </Section>
  );
}

interface EndProps extends PageProps {
  readonly title: string;
  readonly text: string;
  /** False: the place is to be handed over first. */
  readonly isPossible: boolean;
  readonly back: { readonly href: string; readonly label: string };
}

/** Asked before somebody's access ends. */
export function EndPage({ chrome, siteId, title, text, isPossible, back }: EndProps) {
  const say = memberSay(chrome.language);
  return (
    <Page chrome={chrome} title={title} lead={text} back={back}>
      {isPossible ? (
        <Form>
          <SubmitButton tone="danger" name="confirm" value="yes">
            {say("confirm")}
          </SubmitButton>
        </Form>
      ) : (
        <ActionLink href={`/sites/${siteId}/primary`}>{say("linkHandOver")}</ActionLink>
      )}
    </Page>
  );
}
