/** Who has which key: the list of all, and the people who got them. */

import type { Listed } from "../../../platform/http/lists.ts";
import { Empty } from "../../../web/empty.tsx";
import { LinkList } from "../../../web/facts.tsx";
import { FilterBar, Results, withQuery } from "../../../web/filter.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { CursorPager, DataTable, ExportLinks } from "../../../web/table.tsx";
import { KEY_STATES } from "../../key.data.ts";
import type { ShownKey } from "../../keys/operations.ts";
import { keySay } from "../../texts.ts";
import { keysHref } from "../links.rules.ts";
import { KeyPage, KeyPlaces } from "../shared.parts.tsx";
import type { KeyRoom } from "../site.operations.ts";
import { pageSay } from "../texts.ts";
import { keyColumns } from "./key.parts.tsx";
import type { KeyHolder } from "./people.store.ts";

export interface KeysQuestion {
  readonly q?: string | undefined;
  readonly product?: string | undefined;
  readonly hostId?: string | undefined;
  readonly personId?: string | undefined;
  readonly lineId?: string | undefined;
  readonly state: string;
  readonly sort: string;
  readonly after?: string | undefined;
}

interface ListProps {
  readonly chrome: Chrome;
  readonly room: KeyRoom;
  readonly question: KeysQuestion;
  readonly page: Listed<ShownKey>;
  readonly people: readonly KeyHolder[];
}

export function KeysPage({ chrome, room, question, page, people }: ListProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { site } = room;
  const path = keysHref(site.siteId, "/list");
  const { after, ...asked } = question;
  const any = { value: "", label: say("any") };
  const products = new Map(room.pools.map(({ productCode, productName }) => [productCode, productName]));
  const isFiltered =
    [asked.product, asked.hostId, asked.personId, asked.lineId].some((each) => each !== undefined) ||
    (asked.q ?? "") !== "" ||
    asked.state !== "issued";
  return (
    <KeyPage chrome={chrome} site={site} title={say("listTitle")} lead={say("listLead")}>
      <KeyPlaces chrome={chrome} site={site} here="/list" />
      <FilterBar
        action={path}
        search={{ name: "q", label: say("keySearch"), value: asked.q ?? "" }}
        hidden={{ sort: asked.sort, ...(asked.lineId === undefined ? {} : { lineId: asked.lineId }) }}
        isFiltered={isFiltered}
        selects={[
          {
            name: "product",
            label: words("product"),
            value: asked.product ?? "",
            options: [any, ...[...products].map(([value, label]) => ({ value, label }))],
          },
          {
            name: "hostId",
            label: words("host"),
            value: asked.hostId ?? "",
            options: [any, ...room.hosts.map(({ id, name }) => ({ value: id, label: name }))],
          },
          {
            name: "personId",
            label: words("issuedBy"),
            value: asked.personId ?? "",
            options: [any, ...people.map(({ personId, name }) => ({ value: personId, label: name }))],
          },
          {
            name: "state",
            label: words("state"),
            value: asked.state,
            options: [
              ...KEY_STATES.map((state) => ({ value: state as string, label: words(`state.${state}`) })),
              { value: "over", label: say("over") },
              { value: "all", label: say("any") },
            ],
          },
        ]}
      />
      <Results>
        <DataTable
          caption={say("listTitle")}
          columns={keyColumns(chrome, site.siteId)}
          rows={page.items}
          rowKey={({ id }) => id}
          sorting={{ current: asked.sort, href: (sort) => withQuery(path, { ...asked, sort }) }}
          empty={
            <Empty title={say("noKeys")} action={{ href: keysHref(site.siteId, "/get"), label: say("get") }}>
              {say("noKeysText")}
            </Empty>
          }
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, asked)}
          next={page.next === null ? undefined : withQuery(path, { ...asked, after: page.next })}
        />
        <ExportLinks
          csv={withQuery(`${keysHref(site.siteId)}.csv`, asked)}
          xlsx={withQuery(`${keysHref(site.siteId)}.xlsx`, asked)}
        />
      </Results>
    </KeyPage>
  );
}

export function PeoplePage({ chrome, room, people }: Pick<ListProps, "chrome" | "room" | "people">) {
  const say = pageSay(chrome.language);
  const { site } = room;
  return (
    <KeyPage chrome={chrome} site={site} title={say("peopleTitle")} lead={say("peopleLead")}>
      <KeyPlaces chrome={chrome} site={site} here="/people" />
      {people.length === 0 ? (
        <Empty title={say("noKeys")}>{say("noKeysText")}</Empty>
      ) : (
        <LinkList
          items={people.map(({ personId, name, keys, quantity, products }) => ({
            href: keysHref(site.siteId, `/list?personId=${personId}`),
            label: name,
            detail: `${say("keysAndQuantity", { keys, quantity })} ${products.join(", ")}`,
          }))}
        />
      )}
    </KeyPage>
  );
}
