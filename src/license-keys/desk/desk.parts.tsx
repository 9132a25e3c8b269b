/** Licence support's first page: find a site, and what waits. */
import type { Listed } from "../../platform/http/lists.ts";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Count, PersonName, When } from "../../web/values.tsx";
import type { OpenRescue } from "../rescue/due/store.ts";
import type { KeySite } from "./store.ts";
import { type DeskSay, deskSay } from "./texts.ts";

export const DESK_PATH = "/operator/license-keys";

interface DeskProps {
  chrome: Chrome;
  question: { q?: string | undefined; after?: string | undefined };
  page: Listed<KeySite>;
  rescues: readonly OpenRescue[];
  now: Date;
}

export function DeskPage({ chrome, question: { q = "", after }, page, rescues, now }: DeskProps) {
  const say = deskSay(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={<ActionLink href="/operator/transfers">{say("transfers")}</ActionLink>}
    >
      <FilterBar
        action={DESK_PATH}
        search={{ name: "q", label: say("search"), value: q }}
        isFiltered={q !== ""}
      />
      <Results>
        <DataTable
          caption={say("sites")}
          columns={siteColumns(say)}
          rows={page.items}
          rowKey={({ siteId }) => siteId}
          empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(DESK_PATH, { q })}
          next={page.next === null ? undefined : withQuery(DESK_PATH, { q, after: page.next })}
        />
      </Results>
      <Section title={say("rescues")}>
        <p>{say("rescuesText")}</p>
        <DataTable
          caption={say("rescues")}
          columns={rescueColumns(say, now)}
          rows={rescues}
          rowKey={({ rescueId }) => rescueId}
          empty={<Empty title={say("rescuesNone")} />}
        />
      </Section>
    </Page>
  );
}

function siteColumns(say: DeskSay): Column<KeySite>[] {
  return [
    {
      header: say("number"),
      cell: ({ siteId, number }) => <a href={`${DESK_PATH}/${siteId}`}>{number.padStart(9, "0")}</a>,
      isNowrap: true,
    },
    { header: say("name"), cell: ({ name }) => <PersonName name={name} /> },
    { header: say("program"), cell: ({ program }) => program, isNowrap: true },
    { header: say("customer"), cell: ({ customerName }) => <PersonName name={customerName} /> },
    { header: say("keys"), cell: ({ keys }) => <Count value={keys} />, isNumeric: true },
    { header: say("excess"), cell: ({ excess }) => <Count value={excess} />, isNumeric: true },
    { header: say("openRescues"), cell: ({ openRescues }) => <Count value={openRescues} />, isNumeric: true },
  ];
}

function rescueColumns(say: DeskSay, now: Date): Column<OpenRescue>[] {
  return [
    {
      header: say("site"),
      cell: ({ siteId, siteNumber, siteName }) => (
        <>
          <a href={`${DESK_PATH}/${siteId}`}>{siteNumber.padStart(9, "0")}</a>{" "}
          <small class="under">
            <bdi>{siteName}</bdi>
          </small>
        </>
      ),
    },
    { header: say("product"), cell: ({ products }) => products.join(", ") },
    { header: say("from"), cell: ({ deadHost }) => <bdi>{deadHost}</bdi> },
    { header: say("to"), cell: ({ host }) => <bdi>{host}</bdi> },
    { header: say("takenAt"), cell: ({ takenAt }) => <When at={takenAt} /> },
    {
      header: say("expiresAt"),
      cell: ({ expiresAt }) =>
        Date.parse(expiresAt) <= now.getTime() ? (
          <Tag tone="warn">{say("over")}</Tag>
        ) : (
          <When at={expiresAt} />
        ),
    },
    { header: say("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
  ];
}
