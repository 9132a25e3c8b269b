/** The screen of a site's proofs of entitlement. */
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Results, withQuery } from "../../web/filter.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Day, When } from "../../web/values.tsx";
import { printedCheckCode } from "./code.rules.ts";
import type { SiteProofs } from "./operations.ts";
import { SentTo } from "./proof.parts.tsx";
import type { ProofSummary } from "./store.ts";
import { type ProofSay, proofSay, STATE_TEXTS, STATE_TONES } from "./texts.ts";

interface ProofsProps {
  chrome: Chrome;
  siteId: string;
  question: { order?: string | undefined; after?: string | undefined };
  page: SiteProofs;
}

export function ProofsPage({ chrome, siteId, question, page }: ProofsProps) {
  const say = proofSay(chrome.language);
  const path = `/sites/${siteId}/proofs`;
  const { order, after } = question;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {order !== undefined && (
        <p>
          {say("ofOrder", { number: order })} <a href={path}>{say("showAll")}</a>
        </p>
      )}
      <SentTo say={say} siteId={siteId} to={page.addressee} />
      <Results>
        <DataTable
          caption={say("title")}
          columns={columnsOf(say, path)}
          rows={page.items}
          rowKey={({ id }) => id}
          empty={<NoProofs say={say} path={path} order={order} />}
        />
        <CursorPager
          shown={page.items.length}
          first={after === undefined ? undefined : withQuery(path, { order })}
          next={page.next === null ? undefined : withQuery(path, { order, after: page.next })}
        />
      </Results>
    </Page>
  );
}

function columnsOf(say: ProofSay, path: string): Column<ProofSummary>[] {
  return [
    {
      header: say("order"),
      cell: ({ id, orderNumber }) => <a href={`${path}/${id}`}>{orderNumber}</a>,
      isNowrap: true,
    },
    { header: say("orderedOn"), cell: ({ orderedOn }) => <Day date={orderedOn} /> },
    { header: say("version"), cell: ({ version }) => String(version), isNumeric: true },
    {
      header: say("state"),
      cell: ({ state }) => <Tag tone={STATE_TONES[state]}>{say(STATE_TEXTS[state])}</Tag>,
    },
    { header: say("issuedAt"), cell: ({ issuedAt }) => <When at={issuedAt} /> },
    {
      header: say("checkCode"),
      cell: ({ checkCode }) => <Code>{printedCheckCode(checkCode)}</Code>,
      isNowrap: true,
    },
    { header: say("files"), cell: (proof) => <Files say={say} path={path} proof={proof} />, isNowrap: true },
  ];
}

function Files({ say, path, proof }: { say: ProofSay; path: string; proof: ProofSummary }) {
  const about = { number: proof.orderNumber, version: String(proof.version) };
  return (
    <span>
      <a href={`${path}/${proof.id}.pdf`} aria-label={say("pdfOf", about)}>
        {say("pdf")}
      </a>{" "}
      <a href={`${path}/${proof.id}.json`} aria-label={say("jsonOf", about)} download>
        {say("json")}
      </a>
    </span>
  );
}

function NoProofs({ say, path, order }: { say: ProofSay; path: string; order: string | undefined }) {
  if (order === undefined) return <Empty title={say("none")}>{say("noneText")}</Empty>;
  return (
    <Empty title={say("noneOfOrder", { number: order })} action={{ href: path, label: say("showAll") }}>
      {say("noneOfOrderText")}
    </Empty>
  );
}
