/** The screen of what is registered of a site, who receives its documents, and what to do when something is wrong. */
import { RegistrationFacts } from "../../agreements/index.ts";
import { fullName } from "../../identity/index.ts";
import type { Config } from "../../platform/config.ts";
import { Facts } from "../../web/facts.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { PersonName } from "../../web/values.tsx";
import { changeWayOf } from "../rules.ts";
import { type ContactSay, contactSay } from "../texts.ts";
import type { SeenRegistration } from "./registration.operations.ts";

interface RegistrationProps {
  chrome: Chrome;
  registration: SeenRegistration;
  config: Config;
}

export function RegistrationPage({ chrome, registration, config }: RegistrationProps) {
  const say = contactSay(chrome.language);
  const { site } = registration;
  const contactName = fullName({ ...site.contact, language: site.language });
  return (
    <Page chrome={chrome} title={say("registrationTitle")} lead={say("registrationLead")}>
      <RegistrationFacts site={site} contactName={contactName} language={chrome.language} />
      <WhoReceives say={say} registration={registration} />
      <Wrong say={say} site={site} config={config} />
    </Page>
  );
}

function WhoReceives({ say, registration }: { say: ContactSay; registration: SeenRegistration }) {
  const { site, addressees } = registration;
  return (
    <Section
      title={say("whoReceives")}
      actions={<a href={`/sites/${site.siteId}/contacts`}>{say("toContacts")}</a>}
    >
      <Facts
        items={[...addressees].map(([type, to]) => ({
          label: say(`gets.${type}`),
          value:
            to === null ? (
              say("nobody")
            ) : (
              <span>
                <PersonName name={to.name} /> <small>{to.email}</small>
              </span>
            ),
        }))}
      />
    </Section>
  );
}

interface WrongProps {
  say: ContactSay;
  site: SeenRegistration["site"];
  config: Config;
}

/** Source: BR-51. */
function Wrong({ say, site, config: { careEmail: care, careFax: fax, salesEmail: sales } }: WrongProps) {
  const { number, program } = site;
  const texts = {
    "change-form": () => say("wrongForm"),
    "customer-care": () => say("wrongCare", { care, number }),
    sales: () => say("wrongSales", { sales, number, program }),
  };
  const way = changeWayOf(program);
  return (
    <Section title={say("wrongTitle")}>
      <p>{texts[way]()}</p>
      {way === "change-form" && (
        <>
          <p>{fax === null ? say("wrongFormMail", { care }) : say("wrongFormFax", { care, fax })}</p>
          <p>
            <ActionLink href={`/sites/${site.siteId}/registration/change-form.pdf`}>
              {say("wrongFormOpen")}
            </ActionLink>
          </p>
        </>
      )}
      <p>
        {say("wrongOnline")} <a href={`/help/registration?site=${number}`}>{say("wrongOnlineOpen")}</a>
      </p>
      <p>
        {say("wrongPrimary", { care })} <a href={`/sites/${site.siteId}/primary`}>{say("handOver")}</a>
      </p>
    </Section>
  );
}
