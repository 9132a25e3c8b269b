/** Hosts: all of them, and one with its products, its file and its past. */

import type { Listed } from "../../../platform/http/lists.ts";
import { Code } from "../../../web/code.tsx";
import { Empty } from "../../../web/empty.tsx";
import { Facts, LinkList } from "../../../web/facts.tsx";
import { FilterBar, Results, withQuery } from "../../../web/filter.tsx";
import { Field, Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { listText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { CursorPager, DataTable, ExportLinks } from "../../../web/table.tsx";
import { Count, When } from "../../../web/values.tsx";
import type { ListedHost } from "../../hosts/list.store.ts";
import type { HostInFull } from "../../hosts/operations.ts";
import { moveSay } from "../../moves/texts.ts";
import { keySay } from "../../texts.ts";
import { GetFile, InstallSteps } from "../keys/install.parts.tsx";
import { keyColumns } from "../keys/key.parts.tsx";
import { hostHref, keysHref, moveHref } from "../links.rules.ts";
import { HostLine, KeyPage, KeyPlaces, spelled } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { pageSay } from "../texts.ts";
import type { HostPast } from "./operations.ts";

export interface HostsQuestion {
  readonly q?: string | undefined;
  readonly product?: string | undefined;
  readonly state: string;
  readonly sort: string;
  readonly after?: string | undefined;
}

interface HostsProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly question: HostsQuestion;
  readonly page: Listed<ListedHost>;
}

export function HostsPage({ chrome, site, question, page }: HostsProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { siteId } = site;
  const path = keysHref(siteId, "/hosts");
  const { after, ...asked } = question;
  return (
    <KeyPage chrome={chrome} site={site} title={say("hostsTitle")} lead={say("hostsLead")}>
      <KeyPlaces chrome={chrome} site={site} here="/hosts" />
      <FilterBar
        action={path}
        hidden={{ sort: asked.sort }}
        isFiltered={(asked.q ?? "") !== "" || asked.state !== "all"}
        search={{ name: "q", label: say("hostSearch"), value: asked.q ?? "" }}
        selects={[
          {
            name: "state",
            label: words("keys"),
            value: asked.state,
            options: [
              { value: "all", label: say("any") },
              { value: "used", label: say("withKeys") },
              { value: "empty", label: say("withoutKeys") },
            ],
          },
        ]}
      />
      <Results>
        <DataTable
          caption={say("hostsTitle")}
          columns={[
            {
              header: words("host"),
              sortKey: "name",
              cell: (host) => <HostLine {...{ chrome, siteId, host }} />,
            },
            { header: words("product"), cell: ({ products }) => listText(chrome.language, products) },
            { header: words("keys"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
            {
              header: words("file"),
              cell: ({ fileSequence }) => <Count value={fileSequence} />,
              isNumeric: true,
            },
            { header: words("addedAt"), sortKey: "addedAt", cell: ({ addedAt }) => <When at={addedAt} /> },
          ]}
          rows={page.items}
          rowKey={({ id }) => id}
          sorting={{ current: asked.sort, href: (sort) => withQuery(path, { ...asked, sort }) }}
          empty={<Empty title={say("noHosts")}>{say("noHostsText")}</Empty>}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, asked)}
          next={page.next === null ? undefined : withQuery(path, { ...asked, after: page.next })}
        />
        <ExportLinks
          csv={withQuery(`/sites/${siteId}/hosts.csv`, asked)}
          xlsx={withQuery(`/sites/${siteId}/hosts.xlsx`, asked)}
        />
      </Results>
    </KeyPage>
  );
}

export const HOST_NEWS = ["renamed", "mailed"] as const;

interface HostProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly held: HostInFull;
  readonly past: HostPast;
  readonly news?: (typeof HOST_NEWS)[number] | undefined;
  readonly errors: FormErrors;
  readonly refusal: string | undefined;
}

export function HostPage({ chrome, site, held, past, news, errors, refusal }: HostProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { siteId } = site;
  const { host, keys, file } = held;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={host.name}
      back={{ href: keysHref(siteId, "/hosts"), label: say("hostsTitle") }}
    >
      {news !== undefined && <Notice tone="ok" title={say(`news.${news}`)} isNews />}
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      <Facts
        items={[
          { label: words("hostKind"), value: words(`kind.${host.kind}`) },
          ...(host.value === "" ? [] : [{ label: words("hostValue"), value: <Code>{spelled(host)}</Code> }]),
          { label: words("addedAt"), value: <When at={host.addedAt} /> },
          { label: words("file"), value: <Count value={host.fileSequence} /> },
        ]}
      />
      <Section title={say("hostKeys")}>
        <DataTable
          caption={say("hostKeys")}
          columns={keyColumns(chrome, siteId)
            .filter(({ header }) => header !== words("host"))
            .map(({ sortKey: _none, ...column }) => column)}
          rows={keys}
          rowKey={({ id }) => id}
          empty={<p>{say("holdsNothing")}</p>}
        />
        {keys.some(({ kind }) => kind === "permanent") && (
          <p>
            <ActionLink href={keysHref(siteId, `/move?from=${host.id}`)}>{say("moveAll")}</ActionLink>{" "}
            <ActionLink href={keysHref(siteId, `/rescue?host=${host.id}`)}>{say("hostDead")}</ActionLink>
          </p>
        )}
      </Section>
      {file !== null && (
        <Section title={say("fileTitle", { sequence: file.sequence })}>
          <InstallSteps say={say} fileName={file.fileName} isEmpty={keys.length === 0} />
          <GetFile say={say} siteId={siteId} hostId={host.id} fileName={file.fileName} />
        </Section>
      )}
      <Past chrome={chrome} siteId={siteId} past={past} />
      <Section title={say("rename")}>
        <Form action={hostHref(siteId, host.id, "/name")} errors={errors}>
          <Field
            name="name"
            label={say("hostName")}
            hint={say("renameHint")}
            value={host.name}
            maxLength={200}
          />
          <SubmitButton tone="plain">{say("renameNow")}</SubmitButton>
        </Form>
      </Section>
    </KeyPage>
  );
}

function Past({
  chrome,
  siteId,
  past: { files, moves },
}: {
  chrome: Chrome;
  siteId: string;
  past: HostPast;
}) {
  const [say, told] = [pageSay(chrome.language), moveSay(chrome.language)];
  return (
    <>
      {files.length > 0 && (
        <Section title={say("files")}>
          <p class="hint">{say("filesText")}</p>
          <DataTable
            caption={say("files")}
            columns={[
              {
                header: keySay(chrome.language)("file"),
                cell: ({ sequence }) => <Count value={sequence} />,
                isNumeric: true,
              },
              { header: say("when"), cell: ({ issuedAt }) => <When at={issuedAt} /> },
            ]}
            rows={files}
            rowKey={({ sequence }) => String(sequence)}
            empty={null}
          />
        </Section>
      )}
      {moves.length > 0 && (
        <Section title={told("moves")}>
          <LinkList
            items={moves.map(({ id, fromNames, toName, movedAt, undoneAt }) => ({
              href: moveHref(siteId, id),
              label: told("moveFromTo", { from: fromNames, to: toName }),
              detail: (
                <>
                  <When at={movedAt} />
                  {undoneAt !== null && (
                    <>
                      {" · "}
                      {told("undoneAt")} <When at={undoneAt} />
                    </>
                  )}
                </>
              ),
            }))}
          />
        </Section>
      )}
    </>
  );
}
