/** The screen of first access: which site, the passcode, and where to get help. */
import type { Language } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Facts, LinkList } from "../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { PersonName } from "../../web/values.tsx";
import { sayOf } from "../texts.ts";
import type { ClaimableSite } from "./passcode.store.ts";

interface FirstAccessProps {
  chrome: Chrome;
  /** The sites that wait for the reader; the first is the one that is opened now. */
  site: ClaimableSite;
  others: readonly ClaimableSite[];
  contactName: string;
  careEmail: string;
  typed?: string;
  errors?: FormErrors;
}

export function FirstAccessPage({
  chrome,
  site,
  others,
  contactName,
  careEmail,
  typed = "",
  errors = {},
}: FirstAccessProps) {
  const say = sayOf(chrome.language);
  const help = { care: careEmail, number: site.number };
  return (
    <Page chrome={chrome} title={say("firstTitle")} lead={say("firstLead")}>
      <Section title={say("firstSite")}>
        <Facts
          items={[
            { label: say("siteName"), value: <PersonName name={site.name} /> },
            { label: say("siteNumber"), value: <Code>{site.number}</Code> },
            { label: say("firstContact"), value: <PersonName name={contactName} /> },
          ]}
        />
        {site.passcode === "open" ? (
          <PasscodeForm language={chrome.language} siteNumber={site.number} typed={typed} errors={errors} />
        ) : (
          <Notice tone="bad" title={say("firstDeadTitle")} isNews>
            <p>{say(site.passcode === "expired" ? "firstExpired" : "firstExhausted", help)}</p>
          </Notice>
        )}
      </Section>
      <Section title={say("firstHelpTitle")}>
        <p>{say("firstHelp", help)}</p>
        <p>
          <a href={`/passcode-requests/new?site=${site.number}`}>{say("firstLost")}</a>
        </p>
        <p>
          {say("firstDownloads")} <a href={`/sites/${site.siteId}/downloads`}>{say("firstToDownloads")}</a>
        </p>
      </Section>
      {others.length > 0 && <OtherSites language={chrome.language} sites={others} />}
    </Page>
  );
}

interface PasscodeFormProps {
  language: Language;
  siteNumber: string;
  typed: string;
  errors: FormErrors;
}

function PasscodeForm({ language, siteNumber, typed, errors }: PasscodeFormProps) {
  const say = sayOf(language);
  return (
    <Form action="/first-access" hidden={{ siteNumber }} errors={errors}>
      <Field
        name="passcode"
        label={say("passcode")}
        hint={say("passcodeHint")}
        value={typed}
        autocomplete="one-time-code"
        maxLength={60}
        placeholder="XXXX-XXXX-XXXX-X"
        isCode
      />
      <SubmitButton>{say("firstSubmit")}</SubmitButton>
    </Form>
  );
}

function OtherSites({ language, sites }: { language: Language; sites: readonly ClaimableSite[] }) {
  const say = sayOf(language);
  const items = sites.map(({ number, name }) => ({
    href: `/first-access?site=${number}`,
    label: name,
    detail: number,
  }));
  return (
    <Section title={say("firstOthers")}>
      <LinkList items={items} />
    </Section>
  );
}
