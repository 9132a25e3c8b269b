/** The screen of one quote: its facts and its deadline, what it changed, its lines to choose from. */

import { priceLevelHref } from "../../../catalog/index.ts";
import { Code } from "../../../web/code.tsx";
import { Facts } from "../../../web/facts.tsx";
import { withQuery } from "../../../web/filter.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { DataTable, ExportLinks } from "../../../web/table.tsx";
import { Tag } from "../../../web/tag.tsx";
import { Absent, Amount, Count, Day, PersonName } from "../../../web/values.tsx";
import type { ShownQuote } from "../shown.documents.ts";
import { type QuoteSay, quoteSay, STATE_TEXTS, STATE_TONES } from "../texts.ts";
import { DifferenceSection } from "./difference.parts.tsx";
import { isForSale, lineColumns } from "./lines.parts.tsx";
import { quotesHref } from "./quotes.parts.tsx";

interface QuoteProps {
  chrome: Chrome;
  quote: ShownQuote;
  sales: string;
  /** Places that are ticked at first. */
  chosen: (place: number) => boolean;
  errors?: FormErrors;
  /** The number of an order that was just placed, for who may not read orders. */
  ordered?: string | undefined;
}

export function QuotePage({ chrome, quote, sales, chosen, errors = {}, ordered }: QuoteProps) {
  const say = quoteSay(chrome.language);
  const { siteId } = quote.site;
  const { number, version, currency } = quote;
  const href = quotesHref(siteId, quote.quoteId);
  return (
    <Page
      chrome={chrome}
      title={say("quote", { number })}
      lead={version === 1 ? undefined : say("quoteVersion", { version: String(version) })}
      back={{ href: quotesHref(siteId), label: say("back") }}
      actions={<ActionLink href={withQuery(`${href}.pdf`, { version })}>{say("pdf")}</ActionLink>}
    >
      {ordered !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say("newsOrdered", { number: ordered })}</p>
        </Notice>
      )}
      <Deadline say={say} quote={quote} href={href} />
      <Changes say={say} quote={quote} currency={currency} />
      <Section title={say("linesTitle")}>
        <Lines {...{ chrome, quote, sales, chosen, errors, say, href }} />
      </Section>
      <Section title={say("facts")}>
        <QuoteFacts say={say} quote={quote} />
        <Versions say={say} quote={quote} href={href} />
        <ExportLinks
          csv={withQuery(`${href}.csv`, { version })}
          xlsx={withQuery(`${href}.xlsx`, { version })}
        />
      </Section>
    </Page>
  );
}

/** What holds today: which version counts, how many days are left, and what comes after. */
function Deadline({ say, quote, href }: { say: QuoteSay; quote: ShownQuote; href: string }) {
  const { version, newestVersion, daysLeft, lines } = quote;
  if (version < newestVersion) {
    const newest = String(newestVersion);
    return (
      <Notice tone="warn" title={say("isSuperseded", { version: newest })}>
        <p>
          <a href={href}>{say("showNewest", { version: newest })}</a>
        </p>
      </Notice>
    );
  }
  if (!lines.some(({ standing }) => standing === "quoted" || standing === "deferred")) {
    return (
      <Notice tone="info">
        <p>{say("isClosed")}</p>
      </Notice>
    );
  }
  return (
    <Notice tone={daysLeft < 0 || daysLeft <= 30 ? "warn" : "info"}>
      <p>{daysLeft < 0 ? say("isDeferred") : say("daysLeft", { days: daysLeft })}</p>
    </Notice>
  );
}

function Changes({ say, quote, currency }: { say: QuoteSay; quote: ShownQuote; currency: string }) {
  const { version, newestVersion, untilNewest, sinceBefore } = quote;
  if (untilNewest !== null) {
    const title = say("changesSince", { before: String(version), after: String(newestVersion) });
    return <DifferenceSection say={say} title={title} currency={currency} difference={untilNewest} />;
  }
  if (sinceBefore === null) return null;
  const title = say("changesTitle", { version: String(version) });
  return <DifferenceSection say={say} title={title} currency={currency} difference={sinceBefore} />;
}

function Lines(props: QuoteProps & { say: QuoteSay; href: string }) {
  const { chrome, quote, sales, chosen, errors = {}, say, href } = props;
  const canOrder = quote.version === quote.newestVersion && quote.lines.some(isForSale);
  const context = { say, language: chrome.language, quote, sales };
  const table = (
    <DataTable
      caption={say("linesTitle")}
      columns={lineColumns(context, canOrder ? chosen : null)}
      rows={quote.lines}
      rowKey={({ lineId }) => lineId}
      empty={null}
    />
  );
  if (!canOrder) return table;
  return (
    <Form action={`${href}/selection`} hidden={{ version: String(quote.version) }} errors={errors}>
      {table}
      <p class="hint">{say("chooseHint")}</p>
      <SubmitButton>{say("review")}</SubmitButton>
    </Form>
  );
}

function QuoteFacts({ say, quote }: { say: QuoteSay; quote: ShownQuote }) {
  const { amount, currency, anniversaryOn, reseller, state } = quote;
  const total = amount === null ? say("priceMissing") : <Amount money={{ amount, currency }} />;
  return (
    <Facts
      items={[
        { label: say("number"), value: <Code>{quote.number}</Code> },
        { label: say("state"), value: <Tag tone={STATE_TONES[state]}>{say(STATE_TEXTS[state])}</Tag> },
        { label: say("version"), value: <Count value={quote.version} /> },
        { label: say("datedOn"), value: <Day date={quote.datedOn} /> },
        { label: say("dueOn"), value: <Day date={quote.dueOn} /> },
        { label: say("renewalOn"), value: <Day date={quote.renewalOn} /> },
        { label: say("anniversary"), value: <Day date={anniversaryOn} /> },
        { label: say("level"), value: <a href={priceLevelHref(quote.site.siteId)}>{quote.level}</a> },
        {
          label: say("reseller"),
          value: reseller === null ? <Absent /> : <PersonName name={reseller.name} />,
        },
        { label: say("orderTotal"), value: total },
      ]}
    />
  );
}

/** Every version stays as it was, to be read. */
function Versions({ say, quote, href }: { say: QuoteSay; quote: ShownQuote; href: string }) {
  if (quote.newestVersion === 1) return null;
  const versions = Array.from({ length: quote.newestVersion }, (_, at) => at + 1);
  return (
    <p class="hint">
      {say("allVersions")}{" "}
      {versions.map((each) => (
        <span key={each}>
          {each === quote.version ? (
            <strong aria-current="page">{each}</strong>
          ) : (
            <a href={withQuery(href, { version: each })}>{say("quoteVersion", { version: String(each) })}</a>
          )}{" "}
        </span>
      ))}
    </p>
  );
}
