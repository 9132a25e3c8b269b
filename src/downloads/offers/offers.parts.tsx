/** The screen of downloads: filters, and a list for each version of each product. */
import type { Listed } from "../../platform/http/lists.ts";
import { tagOf } from "../../platform/language.ts";
import { CodeBlock } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { FilterBar, Results, withQuery } from "../../web/filter.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Bytes, Day } from "../../web/values.tsx";
import { type DownloadSay, downloadSay } from "../texts.ts";
import { downloadsHref, historyHref } from "./links.rules.ts";
import type { Offer } from "./offer.authorize.ts";
import {
  EndTold,
  languageName,
  OfferState,
  platformName,
  ReleaseLanguage,
  WhyNotTold,
} from "./offer.parts.tsx";

export interface OffersQuestion {
  readonly q?: string | undefined;
  readonly platform?: string | undefined;
  readonly language?: string | undefined;
  readonly status: "all" | "available" | "unavailable";
  readonly after?: string | undefined;
}

interface OffersProps {
  chrome: Chrome;
  siteId: string;
  question: OffersQuestion;
  page: Listed<Offer>;
  facets: { platforms: readonly string[]; languages: readonly string[] };
  /** Whom to ask. */
  care: string;
}

export function OffersPage({ chrome, siteId, question, page, facets, care }: OffersProps) {
  const say = downloadSay(chrome.language);
  const path = downloadsHref(siteId);
  const { after, ...filter } = question;
  const history = <ActionLink href={historyHref(siteId)}>{say("history")}</ActionLink>;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")} actions={history}>
      <OffersFilter chrome={chrome} path={path} question={question} facets={facets} />
      <Results>
        {page.items.length === 0 && <NoOffers say={say} path={path} isFiltered={isFiltered(question)} />}
        {groupsOf(page.items).map((offers) => (
          <VersionSection key={offers[0]?.id} say={say} siteId={siteId} offers={offers} care={care} />
        ))}
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, filter)}
          next={page.next === null ? undefined : withQuery(path, { ...filter, after: page.next })}
        />
      </Results>
    </Page>
  );
}

function OffersFilter({
  chrome,
  path,
  question,
  facets,
}: Omit<OffersProps, "siteId" | "page" | "care"> & { path: string }) {
  const say = downloadSay(chrome.language);
  const { q = "", platform = "", language = "", status } = question;
  const named = (code: string) => languageName(tagOf(chrome.language), code);
  const states = [
    { value: "all", label: say("allStates") },
    { value: "available", label: say("canBeHad") },
    { value: "unavailable", label: say("cannotBeHad") },
  ];
  const platforms = [
    { value: "", label: say("allPlatforms") },
    ...facets.platforms.map((value) => ({ value, label: platformName(say, value) })),
  ];
  const languages = [
    { value: "", label: say("allLanguages") },
    ...facets.languages.map((value) => ({ value, label: named(value) })),
  ];
  return (
    <FilterBar
      action={path}
      search={{ name: "q", label: say("search"), value: q }}
      selects={[
        { name: "platform", label: say("platform"), value: platform, options: platforms },
        { name: "language", label: say("language"), value: language, options: languages },
        { name: "status", label: say("status"), value: status, options: states },
      ]}
      isFiltered={isFiltered(question)}
    />
  );
}

function isFiltered({ q = "", platform = "", language = "", status }: OffersQuestion): boolean {
  return q !== "" || platform !== "" || language !== "" || status !== "all";
}

/** The list comes by product and version: neighbors belong together. */
function groupsOf(offers: readonly Offer[]): Offer[][] {
  const groups: Offer[][] = [];
  for (const offer of offers) {
    const last = groups.at(-1)?.at(-1);
    const isSame = last?.productCode === offer.productCode && last.version === offer.version;
    if (isSame) groups.at(-1)?.push(offer);
    else groups.push([offer]);
  }
  return groups;
}

function VersionSection({
  say,
  siteId,
  offers,
  care,
}: {
  say: DownloadSay;
  siteId: string;
  offers: readonly Offer[];
  care: string;
}) {
  const [first] = offers;
  if (first === undefined) return null;
  const title = `${first.productName} ${first.version}`;
  const since = (
    <small>
      {say("availableSince")} <Day date={first.availableOn} />
    </small>
  );
  return (
    <Section title={title} actions={since}>
      <EndTold offer={first} care={care} />
      {reasonsOf(offers).map((offer) => (
        <WhyNotTold key={offer.whyNot?.reason} offer={offer} siteId={siteId} />
      ))}
      <DataTable
        caption={title}
        columns={columnsOf(say, siteId)}
        rows={offers}
        rowKey={({ id }) => id}
        empty=""
      />
    </Section>
  );
}

/** One file for each reason: files of a version mostly share theirs. */
function reasonsOf(offers: readonly Offer[]): Offer[] {
  const refused = offers.filter(({ whyNot }) => whyNot !== null);
  return [...new Map(refused.map((offer) => [offer.whyNot?.reason, offer])).values()];
}

function columnsOf(say: DownloadSay, siteId: string): Column<Offer>[] {
  return [
    { header: say("file"), cell: ({ id, name }) => <a href={downloadsHref(siteId, id)}>{name}</a> },
    { header: say("platform"), cell: ({ platform }) => platformName(say, platform), isNowrap: true },
    { header: say("language"), cell: ({ language }) => <ReleaseLanguage code={language} />, isNowrap: true },
    { header: say("size"), cell: ({ sizeBytes }) => <Bytes sizeBytes={sizeBytes} />, isNumeric: true },
    { header: say("checksum"), cell: (offer) => <Checksum say={say} offer={offer} /> },
    { header: say("status"), cell: (offer) => <OfferState offer={offer} /> },
    {
      header: say("download"),
      isHeaderHidden: true,
      cell: (offer) => offer.whyNot === null && <DownloadForm say={say} siteId={siteId} offer={offer} />,
    },
  ];
}

function Checksum({ say, offer: { sha256 } }: { say: DownloadSay; offer: Offer }) {
  return (
    <details>
      <summary>{say("sha256")}</summary>
      <CodeBlock value={sha256} />
    </details>
  );
}

/** Makes a link and goes there: the file comes, the page stays. */
function DownloadForm({
  say,
  siteId,
  offer: { id, name },
}: {
  say: DownloadSay;
  siteId: string;
  offer: Offer;
}) {
  return (
    <Form action={downloadsHref(siteId, id)} hidden={{ as: "file" }}>
      <SubmitButton description={say("downloadFile", { name })}>{say("download")}</SubmitButton>
    </Form>
  );
}

function NoOffers({ say, path, isFiltered }: { say: DownloadSay; path: string; isFiltered: boolean }) {
  if (!isFiltered) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneFound")} action={{ href: path, label: say("showAll") }}>
      {say("noneFoundText")}
    </Empty>
  );
}
