/** The home of a site: coverage, what is to be done, what ends next, what happened last, and what the reader may do. */
import { mayHold, PERMISSIONS } from "../access/index.ts";
import type { MySiteInFull } from "../agreements/index.ts";
import { changeWayOf } from "../contacts/index.ts";
import { Facts } from "../web/facts.tsx";
import { Form, SubmitButton } from "../web/form.tsx";
import { Notice } from "../web/notice.tsx";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { Tag } from "../web/tag.tsx";
import { PersonName } from "../web/values.tsx";
import { CoverageSection, EndingSection } from "./coverage.parts.tsx";
import { Latest } from "./latest.parts.tsx";
import type { Home } from "./operations.ts";
import { Tasks } from "./tasks.parts.tsx";
import { type HomeSay, homeSay } from "./texts.ts";

interface HomeProps {
  chrome: Chrome;
  mine: MySiteInFull;
  home: Home;
  /** Other sites of which the reader is the registered contact, and which wait for the passcode. */
  waiting: readonly { readonly number: string; readonly name: string }[];
  /** The sales desk: it changes the registration where the program offers no page of it. */
  salesEmail: string;
}

export function HomePage({ chrome, mine, home, waiting, salesEmail }: HomeProps) {
  const say = homeSay(chrome.language);
  const { site } = mine;
  const { siteId, program, number } = site;
  return (
    <Page chrome={chrome} title={site.name} lead={say("homeLead", { program, number })}>
      <Tasks say={say} language={chrome.language} siteId={siteId} home={home} waiting={waiting} />
      {home.coverage === null ? (
        <Notice>
          <p>{say("coverageHidden")}</p>
        </Notice>
      ) : (
        <CoverageSection say={say} siteId={siteId} coverage={home.coverage} />
      )}
      {home.coverage !== null && (
        <EndingSection say={say} siteId={siteId} coverage={home.coverage} today={home.today} />
      )}
      <Latest say={say} siteId={siteId} home={home} />
      <MyAccess say={say} mine={mine} />
      {changeWayOf(program) === "sales" && (
        <Section title={say("wrongTitle")}>
          <p>{say("wrongSales", { program, number, sales: salesEmail })}</p>
          <p>
            <a href={`/help/registration?site=${number}`}>{say("wrongOnline")}</a>
          </p>
        </Section>
      )}
    </Page>
  );
}

const TOLD = [
  "entitlement.read",
  "order.read",
  "proof.read",
  "download.read",
  "download.start",
  "registration.read",
] as const;

/** Every no with its reason, and who can help. */
function MyAccess({ say, mine }: { say: HomeSay; mine: MySiteInFull }) {
  const { site, permissions, helpers } = mine;
  const { program } = site;
  const reasons = new Map(permissions.map(({ permission, reason }) => [permission, reason]));
  const answers = {
    program_not_eligible: <Tag>{say("mayNotProgram", { program })}</Tag>,
    primary_required: <Tag tone="warn">{say("mayNotGranted")}</Tag>,
    key_membership_required: <Tag tone="warn">{say("mayNotGranted")}</Tag>,
  };
  return (
    <Section title={say("accessTitle")}>
      <Facts
        items={TOLD.map((name) => {
          const reason = reasons.get(name) ?? null;
          return {
            label: say(`may.${name}`),
            value:
              reason === null ? (
                <Tag tone="ok">{say("mayYes")}</Tag>
              ) : reason === "permission_required" ? (
                <NotGranted say={say} mine={mine} permission={name} />
              ) : (
                answers[reason]
              ),
          };
        })}
      />
      {helpers.length > 0 && (
        <>
          <p>{say("mayAsk")}</p>
          <ul>
            {helpers.map(({ name, email }) => (
              <li key={email}>
                <PersonName name={name} /> <a href={`mailto:${email}`}>{email}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** With the button that asks those who can grant it, where somebody in this role can be given it at all. */
function NotGranted({
  say,
  mine: { site, role },
  permission,
}: {
  say: HomeSay;
  mine: MySiteInFull;
  permission: (typeof TOLD)[number];
}) {
  const { privilege } = PERMISSIONS[permission];
  const canAsk = privilege !== null && mayHold(role, privilege[0]);
  return (
    <>
      <Tag tone="warn">{say("mayNotGranted")}</Tag>
      {canAsk && (
        <Form action={`/sites/${site.siteId}/privilege-requests`} hidden={{ permission }}>
          <SubmitButton tone="plain" description={`${say("mayAskFor")}: ${say(`may.${permission}`)}`}>
            {say("mayAskFor")}
          </SubmitButton>
        </Form>
      )}
    </>
  );
}
