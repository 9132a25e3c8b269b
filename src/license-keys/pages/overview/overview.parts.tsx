/** The Key Center's first page: by product what is owned, in use and left, and how it came about. */

import type { LocalDate } from "../../../platform/dates.ts";
import { Empty } from "../../../web/empty.tsx";
import { LinkList } from "../../../web/facts.tsx";
import { dayText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { type Column, DataTable, ExportLinks } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Count } from "../../../web/values.tsx";
import type { KeyPool } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import { keysHref, linesHref } from "../links.rules.ts";
import { KeyPage, KeyPlaces } from "../shared.parts.tsx";
import type { KeyRoom } from "../site.operations.ts";
import { type PageSay, pageSay } from "../texts.ts";

interface OverviewProps {
  readonly chrome: Chrome;
  readonly room: KeyRoom;
  /** In the site's calendar. */
  readonly today: LocalDate;
}

export function OverviewPage({ chrome, room, today }: OverviewProps) {
  const say = pageSay(chrome.language);
  const { site, pools } = room;
  const { siteId } = site;
  const products = Map.groupBy(pools, ({ productCode }) => productCode);
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("title")}
      lead={say("lead")}
      actions={<ActionLink href={`/sites/${siteId}/key-members`}>{say("members")}</ActionLink>}
    >
      <KeyPlaces chrome={chrome} site={site} here="" />
      {pools.length === 0 && (
        <Empty
          title={say("noProducts")}
          action={{ href: `/sites/${siteId}/entitlements`, label: say("toLines") }}
        >
          {say("noProductsText")}
        </Empty>
      )}
      {[...products].map(([code, lines]) => (
        <Product key={code} chrome={chrome} siteId={siteId} lines={lines} today={today} />
      ))}
      {pools.length > 0 && <ExportLinks csv={`${keysHref(siteId)}.csv`} xlsx={`${keysHref(siteId)}.xlsx`} />}
      <Section title={say("more")}>
        <LinkList
          items={[
            { href: keysHref(siteId, "/rescue"), label: say("rescue"), detail: say("rescueText") },
            { href: `/sites/${siteId}/air-gap`, label: say("airGap"), detail: say("airGapText") },
            { href: `/sites/${siteId}/transfers`, label: say("transfers"), detail: say("transfersText") },
          ]}
        />
      </Section>
    </KeyPage>
  );
}

interface ProductProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly lines: readonly KeyPool[];
  readonly today: LocalDate;
}

function Product({ chrome, siteId, lines, today }: ProductProps) {
  const say = pageSay(chrome.language);
  const [first] = lines;
  if (first === undefined) return null;
  const sum = (read: (line: KeyPool) => number) => lines.reduce((total, line) => total + read(line), 0);
  const [owned, issued, available] = [
    sum(({ quantity }) => quantity),
    sum((line) => line.issued),
    sum((line) => line.available),
  ];
  const lapsed = lines.filter(({ coveredThrough }) => coveredThrough !== null && coveredThrough < today);
  return (
    <Section title={first.productName}>
      <p>
        <strong>{say("sums", { owned, issued, available })}</strong>
      </p>
      <DataTable
        caption={say("linesOf", { product: first.productName })}
        columns={columnsOf({ chrome, siteId, today })}
        rows={lines}
        rowKey={({ lineId }) => lineId}
        empty={null}
      />
      {lapsed.length > 0 && <p class="hint">{say("lapsedText")}</p>}
      {lines.map((line) => (
        <Excess key={line.lineId} say={say} line={line} siteId={siteId} />
      ))}
    </Section>
  );
}

function columnsOf({ chrome, siteId, today }: Omit<ProductProps, "lines">): Column<KeyPool>[] {
  const { language } = chrome;
  const [say, words] = [pageSay(language), keySay(language)];
  return [
    {
      header: words("order"),
      cell: ({ orderNumber, orderLine, partNumber }) => (
        <span>
          <a href={linesHref(siteId, orderNumber)}>
            {say("orderLine", { order: orderNumber, line: String(orderLine) })}
          </a>
          <small class="under">{partNumber}</small>
        </span>
      ),
    },
    { header: say("owned"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    {
      header: say("inUse"),
      cell: ({ issued, lineId }) =>
        issued === 0 ? (
          <Count value={0} />
        ) : (
          <a href={keysHref(siteId, `/list?lineId=${lineId}`)}>
            <Count value={issued} />
          </a>
        ),
      isNumeric: true,
    },
    { header: say("available"), cell: ({ available }) => <Count value={available} />, isNumeric: true },
    { header: say("opens"), cell: (line) => <Opens chrome={chrome} line={line} today={today} /> },
    { header: say("get"), cell: (line) => <Get chrome={chrome} siteId={siteId} line={line} /> },
  ];
}

/** BR-66: what keys of the line open stays open; what is newer needs coverage. */
function Opens({ chrome, line, today }: { chrome: Chrome; line: KeyPool; today: LocalDate }) {
  const { language } = chrome;
  const say = pageSay(language);
  const { coveredThrough, scheme } = line;
  if (coveredThrough === null) return <>{say("neverCovered")}</>;
  const day = dayText(language, coveredThrough);
  const isLapsed = coveredThrough < today;
  return (
    <span>
      {scheme === "date-based" ? say("opensThrough", { day }) : say("opensVersionsOf", { day })}
      {isLapsed && (
        <>
          {" "}
          <Tag tone="warn">{say("lapsed")}</Tag>
        </>
      )}
    </span>
  );
}

function Get({ chrome, siteId, line }: { chrome: Chrome; siteId: string; line: KeyPool }) {
  const say = pageSay(chrome.language);
  const { lineId, available, excess, renewable, productName } = line;
  return (
    <span>
      {available > 0 && line.coveredThrough !== null && (
        <a
          class="button"
          href={keysHref(siteId, `/get?lineId=${lineId}`)}
          aria-label={say("getOf", { product: productName })}
        >
          {say("get")}
        </a>
      )}
      {available === 0 && excess === 0 && <small class="under">{say("allInUse")}</small>}
      {renewable > 0 && (
        <small class="under">
          <a href={keysHref(siteId, `/list?lineId=${lineId}`)}>{say("renewable", { count: renewable })}</a>
        </small>
      )}
    </span>
  );
}

function Excess({ say, line, siteId }: { say: PageSay; line: KeyPool; siteId: string }) {
  const { excess, quantity, issued, orderNumber, orderLine, lineId } = line;
  if (excess === 0) return null;
  return (
    <Notice tone="warn" title={say("excess", { excess })}>
      <p>{say("excessText", { order: orderNumber, line: String(orderLine), quantity, issued, excess })}</p>
      <p>
        <a href={keysHref(siteId, `/list?lineId=${lineId}`)}>{say("excessChoose")}</a>
      </p>
    </Notice>
  );
}
