/** The screen of what is registered of a site. */
import { Page } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { RegistrationFacts } from "./registration.documents.tsx";
import type { SiteFacts } from "./store.ts";
import { sayOf } from "./texts.ts";

interface RegistrationProps {
  chrome: Chrome;
  site: SiteFacts;
  contactName: string;
  careEmail: string;
}

export function RegistrationPage({ chrome, site, contactName, careEmail }: RegistrationProps) {
  const say = sayOf(chrome.language);
  return (
    <Page chrome={chrome} title={say("registrationTitle")} lead={say("registrationLead")}>
      <RegistrationFacts site={site} contactName={contactName} language={chrome.language} />
      <p class="hint">{say("registrationWrong", { care: careEmail })}</p>
    </Page>
  );
}
