/** What a certificate says, on the screen: for the site's people with its files, for whoever checks it with its state. */
import type { Addressee } from "../../contacts/index.ts";
import { qrCode } from "../../platform/pdf/qr.ts";
import { Code, CodeBlock } from "../../web/code.tsx";
import { Facts } from "../../web/facts.tsx";
import { Notice } from "../../web/notice.tsx";
import { Columns, Section } from "../../web/page.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent, Count, Day, PersonName } from "../../web/values.tsx";
import { printedCheckCode } from "./code.rules.ts";
import type { ReadProof } from "./operations.ts";
import { issuedOn, type ProofDocument, type ProofLine } from "./rules.ts";
import { continuedText, type ProofSay, wordsOf } from "./texts.ts";

/** Whether the proof is genuine, and whether it is still the one that counts. */
export function Verdict({ say, proof, care }: { say: ProofSay; proof: ReadProof; care: string }) {
  const { state, supersededBy, isGenuine, content } = proof;
  if (!isGenuine) {
    return (
      <Notice tone="bad" isNews>
        <p>{say("notGenuine", { care })}</p>
      </Notice>
    );
  }
  const texts = {
    valid: () => say("validText", { issuer: content.issuer }),
    superseded: () => say("supersededText", { version: String(supersededBy ?? content.version) }),
    withdrawn: () => say("withdrawnText", { issuer: content.issuer }),
  };
  const tones = { valid: "ok", superseded: "warn", withdrawn: "bad" } as const;
  return (
    <Notice tone={tones[state]} isNews>
      <p>{texts[state]()}</p>
      <p>{say("genuine")}</p>
    </Notice>
  );
}

/** Who gets the mail with each new proof, and where that is changed. */
export function SentTo({ say, siteId, to }: { say: ProofSay; siteId: string; to: Addressee | null }) {
  if (to === null) return <p class="hint">{say("sentToNobody")}</p>;
  return (
    <p class="hint">
      {say(to.isFallback ? "sentToPrimary" : "sentTo")} <PersonName name={to.name} /> (<bdi>{to.email}</bdi>){" "}
      <a href={`/sites/${siteId}/contacts`}>{say("sentToContacts")}</a>
    </p>
  );
}

export function Paper({ say, content, title }: { say: ProofSay; content: ProofDocument; title: string }) {
  const { statement, lines, notes } = wordsOf(say, content);
  return (
    <>
      <Section title={title}>
        <p>{statement}</p>
        <Facts items={factsOf(say, content)} />
      </Section>
      <Section title={lines}>
        <DataTable
          caption={lines}
          columns={columnsOf(say)}
          rows={content.lines}
          rowKey={({ line }) => String(line)}
          empty={null}
        />
        {notes.map((note) => (
          <p class="hint">{note}</p>
        ))}
      </Section>
    </>
  );
}

function factsOf(say: ProofSay, { customer, site, agreementNumber, order, ...content }: ProofDocument) {
  return [
    { label: say("customer"), value: <PersonName name={customer.name} /> },
    { label: say("siteName"), value: <PersonName name={site.name} /> },
    { label: say("customerNumber"), value: <Code>{`${customer.number} ${customer.country}`}</Code> },
    { label: say("siteNumber"), value: <Code>{site.number}</Code> },
    { label: say("program"), value: site.program },
    {
      label: say("agreementNumber"),
      value: agreementNumber === null ? <Absent /> : <Code>{agreementNumber}</Code>,
    },
    { label: say("order"), value: <Code>{order.number}</Code> },
    { label: say("orderedOn"), value: <Day date={order.orderedOn} /> },
    { label: say("revision"), value: String(order.revision) },
    { label: say("version"), value: String(content.version) },
    { label: say("issuedOn"), value: <Day date={issuedOn({ ...content, customer })} /> },
    { label: say("issuer"), value: <PersonName name={content.issuer} /> },
  ];
}

function columnsOf(say: ProofSay): Column<ProofLine>[] {
  return [
    { header: say("line"), cell: ({ line }) => String(line), isNumeric: true },
    { header: say("product"), cell: (line) => <Product say={say} line={line} /> },
    { header: say("part"), cell: ({ partNumber }) => <Code>{partNumber}</Code>, isNowrap: true },
    { header: say("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: say("services"), cell: (line) => <Services say={say} line={line} /> },
  ];
}

function Product({ say, line }: { say: ProofSay; line: ProofLine }) {
  const continued = continuedText(say, line);
  return (
    <span>
      <bdi>{line.productName}</bdi> <small>{line.description}</small>
      {continued !== null && (
        <>
          {" "}
          <small>{continued}</small>
        </>
      )}
    </span>
  );
}

function Services({ say, line }: { say: ProofSay; line: ProofLine }) {
  const { services, coveredFrom, coveredThrough } = line;
  if (services.length === 0) return <>{say("noServices")}</>;
  return (
    <span>
      {say("support")}{" "}
      <small>
        <Day date={coveredFrom} /> – <Day date={coveredThrough} />
      </small>
    </span>
  );
}

/** How the paper can be checked: by eye, by scanner and by program. Dark on light whatever the reader's colors are. */
export function Signature({ say, content, url }: { say: ProofSay; content: ProofDocument; url: string }) {
  const { size, path } = qrCode(url);
  return (
    <Columns>
      <Section title={say("isGenuine")}>
        <svg width="160" height="160" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={url}>
          <rect width={size} height={size} fill="#fff" />
          <path d={path} fill="#000" />
        </svg>
        <CodeBlock label={say("checkCode")} value={printedCheckCode(content.checkCode)} />
        <p class="hint">{say("checkNote", { url })}</p>
      </Section>
      <Section title={say("signature")}>
        <Facts
          items={[
            { label: say("algorithm"), value: "Ed25519" },
            { label: say("keyId"), value: <PublicKey keyId={content.keyId} /> },
          ]}
        />
        <p class="hint">{say("signatureNote")}</p>
      </Section>
    </Columns>
  );
}

function PublicKey({ keyId }: { keyId: string }) {
  return (
    <a href={`/v1/proofs/keys/${keyId}`}>
      <Code>{keyId}</Code>
    </a>
  );
}
