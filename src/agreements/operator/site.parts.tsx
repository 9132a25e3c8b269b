/** One site for the operator: what is registered, the passcode's state, and what its contact was sent. */
import type { Language } from "../../platform/language.ts";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, Count, When } from "../../web/values.tsx";
import { RegistrationFacts } from "../registration.documents.tsx";
import { timeZoneOf } from "../rules.ts";
import { sayOf } from "../texts.ts";
import { LooksTable } from "./looks.documents.tsx";
import type { AdministeredSite } from "./sites.operations.ts";
import type { PasscodeFacts } from "./sites.store.ts";

const SITES = "/operator/sites";

interface SiteProps {
  chrome: Chrome;
  administered: AdministeredSite;
  contactName: string;
}

export function SitePage({ chrome, administered, contactName }: SiteProps) {
  const { site, documents, passcode } = administered;
  const { language } = chrome;
  const say = sayOf(language);
  return (
    <Page
      chrome={chrome}
      title={site.name}
      lead={site.number}
      back={{ href: SITES, label: say("sitesTitle") }}
    >
      <Section title={say("documentsTitle")}>
        <DataTable
          caption={say("documentsTitle")}
          columns={columnsOf(language, administered)}
          rows={documents}
          rowKey={({ id }) => id}
          empty={
            <Empty title={say("documentsEmpty")}>
              {site.primaryState === "unclaimed" && site.program !== "OEM"
                ? say("documentsWaiting")
                : undefined}
            </Empty>
          }
        />
      </Section>
      <Section title={say("passcodeTitle")}>
        {passcode === null ? (
          <p>{say("passcodeNone")}</p>
        ) : (
          <Passcode facts={passcode} language={language} country={site.country} />
        )}
      </Section>
      <RegistrationFacts site={site} contactName={contactName} language={language} />
      <LooksTable language={language} looks={administered.looks} timeZone={timeZoneOf(site.country)} />
    </Page>
  );
}

function columnsOf(
  language: Language,
  { site }: AdministeredSite,
): Column<AdministeredSite["documents"][number]>[] {
  const say = sayOf(language);
  const zone = timeZoneOf(site.country);
  return [
    { header: say("document"), cell: ({ kind }) => say(`kind.${kind}`) },
    {
      header: say("channel"),
      cell: ({ channel }) => say(CHANNELS[channel]),
    },
    { header: say("madeAt"), cell: ({ madeAt }) => <When at={madeAt} timeZone={zone} /> },
    {
      header: say("print"),
      isHeaderHidden: true,
      cell: ({ id, kind, channel }) =>
        channel !== "e-mail" ? (
          <a
            href={`${SITES}/${site.siteId}/documents/${id}.pdf`}
            aria-label={say("printOf", { document: say(`kind.${kind}`) })}
          >
            {say("print")}
          </a>
        ) : (
          <Absent />
        ),
    },
  ];
}

const CHANNELS = { letter: "channelLetter", fax: "channelFax", "e-mail": "channelMail" } as const;

const EXPIRED = ["warn", "passcodeExpired"] as const;

const STATES = {
  issued: ["info", "passcodeIssued"],
  consumed: ["ok", "passcodeConsumed"],
  superseded: ["plain", "passcodeSuperseded"],
  exhausted: ["bad", "passcodeExhausted"],
} as const;

function Passcode({
  facts,
  language,
  country,
}: {
  facts: PasscodeFacts;
  language: Language;
  country: string;
}) {
  const say = sayOf(language);
  const zone = timeZoneOf(country);
  const [tone, key] = facts.state === "issued" && facts.isExpired ? EXPIRED : STATES[facts.state];
  return (
    <Facts
      items={[
        { label: say("passcodeState"), value: <Tag tone={tone}>{say(key)}</Tag> },
        { label: say("passcodeTries"), value: <Count value={facts.tries} /> },
        { label: say("passcodeIssuedAt"), value: <When at={facts.issuedAt} timeZone={zone} /> },
        { label: say("passcodeExpiresAt"), value: <When at={facts.expiresAt} timeZone={zone} /> },
      ]}
    />
  );
}
