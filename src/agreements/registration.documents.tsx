/** What is registered of a site, as its people and the operator read it. */
import { LANGUAGE_NAMES, type Language, tagOf } from "../platform/language.ts";
import { Code } from "../web/code.tsx";
import { Facts } from "../web/facts.tsx";
import { Columns, Section } from "../web/page.tsx";
import { Absent, Day, PersonName } from "../web/values.tsx";
import { addressLines, anniversaryOf, longSiteNumber, monthAndDay, timeZoneOf } from "./rules.ts";
import type { SiteFacts } from "./store.ts";
import { sayOf } from "./texts.ts";

interface FactsProps {
  site: SiteFacts;
  contactName: string;
  language: Language;
}

export function RegistrationFacts({ site, contactName, language }: FactsProps) {
  return (
    <>
      <Numbers site={site} language={language} />
      <Columns>
        <Place site={site} language={language} />
        <Contacts site={site} contactName={contactName} language={language} />
      </Columns>
    </>
  );
}

function Numbers({ site, language }: { site: SiteFacts; language: Language }) {
  const say = sayOf(language);
  const anniversary = anniversaryOf(site);
  const isPa = site.program === "PA";
  return (
    <Section title={say("numbers")}>
      <Facts
        items={[
          { label: say("program"), value: site.program },
          { label: say("siteNumber"), value: <Code>{site.number}</Code> },
          { label: say("siteNumberLong"), value: <Code>{longSiteNumber(site.number)}</Code> },
          { label: say("customerNumber"), value: <Code>{site.customer.number}</Code> },
          ...(isPa
            ? [{ label: say("agreementNumber"), value: <Given text={site.agreementNumber} isCode /> }]
            : []),
          ...(isPa ? [{ label: say("level"), value: <Given text={site.level} /> }] : []),
          ...(site.program === "OEM" || site.program === "FCT"
            ? []
            : [
                {
                  label: say("anniversary"),
                  value: isPa ? (
                    <Given text={anniversary && monthAndDay(anniversary)} isCode />
                  ) : (
                    say("anniversaryNone")
                  ),
                },
              ]),
          { label: say("registeredOn"), value: <Day date={site.registeredOn} /> },
          { label: say("firstOrderedOn"), value: <Day date={site.firstOrderedOn} /> },
        ]}
      />
    </Section>
  );
}

function Place({ site, language }: { site: SiteFacts; language: Language }) {
  const say = sayOf(language);
  const lines = addressLines({ ...site.address, country: site.country });
  const country =
    new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(site.country) ?? site.country;
  return (
    <Section title={say("companyAndPlace")}>
      <Facts
        items={[
          { label: say("company"), value: <PersonName name={site.customer.name} />, isWide: true },
          { label: say("siteName"), value: <PersonName name={site.name} />, isWide: true },
          { label: say("address"), value: <Given text={lines.join(", ")} />, isWide: true },
          { label: say("country"), value: country },
          { label: say("timeZone"), value: timeZoneOf(site.country) },
          { label: say("department"), value: <Given text={site.department} /> },
          { label: say("phone"), value: <Given text={site.phone} /> },
          { label: say("fax"), value: <Given text={site.fax} /> },
        ]}
      />
    </Section>
  );
}

function Contacts({ site, contactName, language }: FactsProps) {
  const say = sayOf(language);
  const { reseller } = site;
  return (
    <Section title={say("contactTitle")}>
      <Facts
        items={[
          { label: say("contactName"), value: <PersonName name={contactName} />, isWide: true },
          { label: say("contactEmail"), value: <Given text={site.contact.email} />, isWide: true },
          { label: say("mailLanguage"), value: LANGUAGE_NAMES[site.language] },
          {
            label: say("reseller"),
            value: (
              <Given
                text={
                  reseller &&
                  (reseller.email === null ? reseller.name : `${reseller.name} (${reseller.email})`)
                }
              />
            ),
          },
        ]}
      />
    </Section>
  );
}

/** What somebody entered, in any script; a dash when nobody did. */
function Given({ text, isCode = false }: { text: string | null; isCode?: boolean }) {
  if (text === null || text === "") return <Absent />;
  return isCode ? <Code>{text}</Code> : <bdi>{text}</bdi>;
}
