/** Where a person goes after sign-in who does not have exactly one site: the chooser, or what to do next. */
import type { MySite } from "../agreements/index.ts";
import { Code } from "../web/code.tsx";
import { LinkList } from "../web/facts.tsx";
import { Notice } from "../web/notice.tsx";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { type Column, DataTable } from "../web/table.tsx";
import { PersonName } from "../web/values.tsx";
import { type HomeSay, homeSay } from "./texts.ts";

const ROLES = { primary: "rolePrimary", secondary: "roleSecondary", user: "roleUser" } as const;

interface Waiting {
  readonly number: string;
  readonly name: string;
}

/** Source: DOMAIN §3.3.1. */
export function ChooserPage({
  chrome,
  sites,
  waiting,
}: {
  chrome: Chrome;
  sites: readonly MySite[];
  waiting: readonly Waiting[];
}) {
  const say = homeSay(chrome.language);
  const columns: Column<MySite>[] = [
    {
      header: say("siteName"),
      cell: ({ siteId, name }) => (
        <a href={`/sites/${siteId}`}>
          <PersonName name={name} />
        </a>
      ),
    },
    { header: say("siteNumber"), cell: ({ number }) => <Code>{number}</Code>, isNowrap: true },
    { header: say("program"), cell: ({ program }) => program },
    { header: say("role"), cell: ({ role }) => say(ROLES[role]) },
  ];
  return (
    <Page chrome={chrome} title={say("chooseTitle")} lead={say("chooseLead")}>
      {waiting.length > 0 && <WaitingSites say={say} waiting={waiting} />}
      <DataTable
        caption={say("mySites")}
        columns={columns}
        rows={sites}
        rowKey={({ siteId }) => siteId}
        empty={null}
      />
    </Page>
  );
}

function WaitingSites({ say, waiting }: { say: HomeSay; waiting: readonly Waiting[] }) {
  const items = waiting.map(({ number, name }) => ({
    href: `/first-access?site=${number}`,
    label: say("openSite"),
    detail: `${name} · ${number}`,
  }));
  return (
    <Notice title={say("waitingTitle")}>
      <p>{say("waitingText")}</p>
      <LinkList items={items} />
    </Notice>
  );
}

const REASONS = {
  oem: "reasonOem",
  fctBefore: "reasonFctBefore",
  legacy: "reasonLegacy",
  noOrderYet: "reasonNoOrderYet",
  noEmail: "reasonNotYet",
} as const;

interface HelpProps {
  chrome: Chrome;
  email: string;
  careEmail: string;
  /** Sites whose contact the reader is, without a passcode, each with the reason. */
  sites: readonly (Waiting & { readonly reason: keyof typeof REASONS | null })[];
}

/** For somebody without a site: why no passcode is asked for, and whom to ask. Source: DOMAIN §3.3.3b. */
export function HelpPage({ chrome, email, careEmail, sites }: HelpProps) {
  const say = homeSay(chrome.language);
  const care = { care: careEmail };
  return (
    <Page chrome={chrome} title={say("helpTitle")} lead={say("helpLead", { email })}>
      {sites.length > 0 && (
        <Section title={say("contactTitle")}>
          <p>{say("contactText")}</p>
          <ul>
            {sites.map(({ number, name, reason }) => (
              <li key={number}>
                <PersonName name={name} /> <Code>{number}</Code>:{" "}
                {say(reason === null ? "reasonNotYet" : REASONS[reason])}
              </li>
            ))}
          </ul>
          <p>{say("contactCare", care)}</p>
        </Section>
      )}
      <Section title={say("nextTitle")}>
        <ol>
          <li>{say("next1")}</li>
          <li>{say("next2")}</li>
          <li>{say("next3", care)}</li>
        </ol>
      </Section>
      <Section title={say("whyTitle")}>
        <ul>
          <li>{say("why1")}</li>
          <li>{say("why2", { email })}</li>
          <li>{say("why3")}</li>
          <li>{say("why4")}</li>
          <li>{say("why5")}</li>
        </ul>
      </Section>
    </Page>
  );
}
