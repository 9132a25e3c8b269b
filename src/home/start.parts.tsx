/** Where a person of several sites goes after sign-in: the chooser. */
import type { MySite } from "../agreements/index.ts";
import { Code } from "../web/code.tsx";
import { LinkList } from "../web/facts.tsx";
import { Notice } from "../web/notice.tsx";
import { Page } from "../web/page.tsx";
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
