/** A site as licence support sees it: pools, keys, and what can be done for it with a ticket. */
import { longSiteNumber } from "../../agreements/index.ts";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Columns, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable, ExportLinks } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, Count, Day, When } from "../../web/values.tsx";
import type { KeyPool, LicenseKey } from "../key.data.ts";
import { keySay } from "../texts.ts";
import { DESK_PATH } from "./desk.parts.tsx";
import { IssueForm, ReturnForm, type Wrong } from "./forms.parts.tsx";
import type { SiteKeys } from "./operations.ts";
import { type DeskSay, deskSay } from "./texts.ts";

interface SiteProps {
  chrome: Chrome;
  read: SiteKeys;
  done: "issued" | "returned" | undefined;
  wrong: Wrong | null;
  now: Date;
}

export function SitePage({ chrome, read, done, wrong }: SiteProps) {
  const { language } = chrome;
  const say = deskSay(language);
  const { site, pools, keys, rescues } = read;
  const sheet = (what: string, format: string) =>
    `/v1/vendor/license-keys/sites/${site.siteId}/${what}.${format}`;
  return (
    <Page
      chrome={chrome}
      title={site.name}
      lead={say("looked")}
      back={{ href: DESK_PATH, label: say("back") }}
      actions={<ActionLink href="/operator/transfers">{say("transfers")}</ActionLink>}
    >
      {done !== undefined && (
        <Notice tone="ok" title={say(done === "issued" ? "doneIssued" : "doneReturned")} isNews>
          <p>{say("doneText")}</p>
        </Notice>
      )}
      <Facts
        items={[
          { label: say("number"), value: longSiteNumber(site.number) },
          { label: say("program"), value: site.program },
          { label: say("customer"), value: <bdi>{site.customer.name}</bdi> },
          { label: say("openRescues"), value: <Count value={rescues.length} /> },
        ]}
      />
      <Section title={say("pools")}>
        <p>{say("poolsText")}</p>
        <DataTable
          caption={say("pools")}
          columns={poolColumns(say)}
          rows={pools}
          rowKey={({ lineId }) => lineId}
          empty={<Empty title={say("poolsNone")} />}
        />
        <ExportLinks csv={sheet("pools", "csv")} xlsx={sheet("pools", "xlsx")} />
      </Section>
      <Section title={say("keys")}>
        <DataTable
          caption={say("keys")}
          columns={keyColumns(say, chrome)}
          rows={keys}
          rowKey={({ id }) => id}
          empty={<Empty title={say("keysNone")} />}
        />
        {keys.length >= 500 && <p>{say("keysMore", { count: String(keys.length) })}</p>}
        <ExportLinks csv={sheet("keys", "csv")} xlsx={sheet("keys", "xlsx")} />
      </Section>
      {pools.length > 0 && (
        <Columns>
          <Section title={say("issueTitle")}>
            <IssueForm chrome={chrome} siteId={site.siteId} pools={pools} wrong={wrong} />
          </Section>
          {keys.length > 0 && (
            <Section title={say("returnTitle")}>
              <ReturnForm chrome={chrome} siteId={site.siteId} keys={keys} wrong={wrong} />
            </Section>
          )}
        </Columns>
      )}
    </Page>
  );
}

function poolColumns(say: DeskSay): Column<KeyPool>[] {
  return [
    { header: say("product"), cell: ({ productName }) => productName },
    {
      header: say("order"),
      cell: ({ orderNumber, orderLine }) => `${orderNumber}-${orderLine}`,
      isNowrap: true,
    },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("issued"), cell: ({ issued }) => <Count value={issued} />, isNumeric: true },
    { header: say("available"), cell: ({ available }) => <Count value={available} />, isNumeric: true },
    {
      header: say("excess"),
      cell: ({ excess }) => (excess === 0 ? <Absent /> : <Tag tone="warn">{String(excess)}</Tag>),
      isNumeric: true,
    },
    { header: say("coveredThrough"), cell: ({ coveredThrough }) => <Day date={coveredThrough} /> },
  ];
}

function keyColumns(say: DeskSay, { language }: Chrome): Column<LicenseKey>[] {
  const words = keySay(language);
  return [
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: say("host"),
      cell: ({ hostName, hostValue }) =>
        hostName === null ? (
          words("delivery.online")
        ) : (
          <>
            <bdi>{hostName}</bdi> <small class="under mono">{hostValue}</small>
          </>
        ),
    },
    {
      header: say("kind"),
      cell: ({ kind }) => <Tag tone={kind === "emergency" ? "warn" : "plain"}>{say(`kind.${kind}`)}</Tag>,
    },
    { header: say("issuedAt"), cell: ({ issuedAt }) => <When at={issuedAt} /> },
    { header: say("ticket"), cell: ({ ticket }) => ticket ?? <Absent /> },
  ];
}
