/** The screens of a lost passcode: check the data, stop, or asked. */
import type { SiteFacts } from "../agreements/index.ts";
import { timeZoneOf } from "../agreements/index.ts";
import type { Instant } from "../platform/dates.ts";
import { Code } from "../web/code.tsx";
import { Empty } from "../web/empty.tsx";
import { Facts } from "../web/facts.tsx";
import { Form, SubmitButton } from "../web/form.tsx";
import { whenText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { Steps } from "../web/steps.tsx";
import { type Column, DataTable } from "../web/table.tsx";
import { Tag } from "../web/tag.tsx";
import { When } from "../web/values.tsx";
import { registeredFacts } from "./resend.operations.ts";
import type { PasscodeRequest } from "./store.ts";
import { passcodeSay } from "./texts.ts";

const ASK = "/passcode-requests";

function Way({ chrome, current }: { chrome: Chrome; current: number }) {
  const say = passcodeSay(chrome.language);
  return <Steps labels={[say("stepCheck"), say("stepAsked"), say("stepEnter")]} current={current} />;
}

interface CheckProps {
  chrome: Chrome;
  site: SiteFacts;
  openSince: Instant | null;
}

export function CheckPage({ chrome, site, openSince }: CheckProps) {
  const { language } = chrome;
  const say = passcodeSay(language);
  const zone = timeZoneOf(site.country);
  return (
    <Page
      chrome={chrome}
      title={say("askTitle")}
      lead={say("askLead")}
      back={{ href: `/first-access?site=${site.number}`, label: say("toFirstAccess") }}
    >
      <Way chrome={chrome} current={1} />
      {openSince !== null && (
        <Notice>
          <p>{say("openSince", { when: whenText(language, openSince, zone) })}</p>
        </Notice>
      )}
      <Section title={say("registered")}>
        <Facts
          items={registeredFacts(site, say).map(([label, value]) => ({ label, value: <bdi>{value}</bdi> }))}
        />
      </Section>
      <Section title={say("askQuestion")}>
        <Form action={ASK} hidden={{ siteNumber: site.number }}>
          <p class="actions">
            <SubmitButton name="answer" value="right">
              {say("dataRight")}
            </SubmitButton>
            <SubmitButton name="answer" value="wrong" tone="plain">
              {say("dataWrong")}
            </SubmitButton>
          </p>
        </Form>
      </Section>
    </Page>
  );
}

/** The data are wrong: nothing is sent. Source: BR-19. */
export function StopPage({ chrome, number, care }: { chrome: Chrome; number: string; care: string }) {
  const say = passcodeSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("stopTitle")} lead={say("stopLead")}>
      <Notice tone="warn" isNews>
        <p>{say("stopText", { care, number })}</p>
        <p>
          <a href={`mailto:${care}`}>{care}</a>
        </p>
      </Notice>
      <p class="actions">
        <ActionLink href={`/help/registration?site=${number}`} isMain>
          {say("stopForm")}
        </ActionLink>
        <ActionLink href={`${ASK}/new?site=${number}`}>{say("stopBack")}</ActionLink>
      </p>
    </Page>
  );
}

interface AskedProps {
  chrome: Chrome;
  requests: readonly PasscodeRequest[];
  /** The request that was just made or found. */
  asked?: PasscodeRequest | undefined;
}

export function RequestsPage({ chrome, requests, asked }: AskedProps) {
  const say = passcodeSay(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={say(asked === undefined ? "mineTitle" : "askedTitle")}
      {...(asked === undefined ? {} : { lead: say("askedLead", { number: asked.siteNumber }) })}
    >
      {asked !== undefined && <AskedNote chrome={chrome} asked={asked} />}
      <Section title={say("mineTitle")}>
        <DataTable
          caption={say("mineTitle")}
          columns={columnsOf(chrome)}
          rows={requests}
          rowKey={({ id }) => id}
          empty={<Empty title={say("mineEmpty")} />}
        />
      </Section>
    </Page>
  );
}

function AskedNote({ chrome, asked }: { chrome: Chrome; asked: PasscodeRequest }) {
  const say = passcodeSay(chrome.language);
  return (
    <>
      <Way chrome={chrome} current={2} />
      <Notice tone="ok" isNews>
        <p>{say("askedOld")}</p>
        <p>{say("askedDownloads")}</p>
      </Notice>
      <p class="actions">
        <ActionLink href={`/sites/${asked.siteId}/downloads`}>{say("toDownloads")}</ActionLink>
        <ActionLink href={`/first-access?site=${asked.siteNumber}`}>{say("toFirstAccess")}</ActionLink>
      </p>
    </>
  );
}

const TONES = { requested: "info", "re-sent": "ok", rejected: "bad", withdrawn: "plain" } as const;

function columnsOf({ language }: Chrome): Column<PasscodeRequest>[] {
  const say = passcodeSay(language);
  return [
    { header: say("siteNumber"), cell: ({ siteNumber }) => <Code>{siteNumber}</Code>, isNowrap: true },
    { header: say("siteName"), cell: ({ siteName }) => <bdi>{siteName}</bdi> },
    { header: say("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{say(`state.${state}`)}</Tag> },
    {
      header: say("askedAt"),
      cell: ({ askedAt, country }) => <When at={askedAt} timeZone={timeZoneOf(country)} />,
    },
    {
      header: say("endedAt"),
      cell: ({ endedAt, country }) => <When at={endedAt} timeZone={timeZoneOf(country)} />,
    },
    { header: say("reason"), cell: ({ reason }) => <bdi>{reason ?? ""}</bdi> },
  ];
}
