/** What an entitlement line is, and what is left of it once its subscription and support has ended. */
import { endingTexts, lifeLine } from "../catalog/index.ts";
import type { Language } from "../platform/language.ts";
import { Code } from "../web/code.tsx";
import { Facts } from "../web/facts.tsx";
import { dayText } from "../web/locale/formats.ts";
import { useReader } from "../web/locale/reader.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Section } from "../web/page.tsx";
import { Tag } from "../web/tag.tsx";
import { Absent, Count, Day } from "../web/values.tsx";
import type { CoveredLine } from "./operations.ts";
import type { CoverageSay } from "./texts.ts";

const STATUS = {
  active: { text: "statusActive", tone: "ok" },
  lapsed: { text: "statusLapsed", tone: "bad" },
  upcoming: { text: "statusUpcoming", tone: "info" },
  none: { text: "statusNone", tone: "plain" },
} as const;

/** The license stays; says what has ended and who can bring it back. Source: BR-66, DOMAIN §3.19. */
export function Lapsed(props: {
  say: CoverageSay;
  siteId: string;
  line: CoveredLine;
  language: Language;
  care: string;
}) {
  const { say, siteId, line, language, care } = props;
  const { coveredThrough, mayReinstate } = line;
  return (
    <Notice tone="warn" title={say("lapsedTitle")}>
      {coveredThrough !== null && (
        <p>{say("lapsedText", { day: dayText(language, coveredThrough, "long") })}</p>
      )}
      {mayReinstate ? (
        <>
          <p>{say("lapsedReinstate")}</p>
          <p>
            <ActionLink href={`/sites/${siteId}/reinstatements/${line.id}`} isMain>
              {say("reinstate")}
            </ActionLink>
          </p>
        </>
      ) : (
        <p>{say("lapsedHelp", { care })}</p>
      )}
    </Notice>
  );
}

/** Versions at the end of their service, and what to move to. Source: BR-78f. */
export function EndedVersions({ line, siteId }: { line: CoveredLine; siteId: string }) {
  const { language } = useReader();
  const ended = line.versions.filter(({ isAtEnd }) => isAtEnd);
  if (ended.length === 0) return null;
  const [title, text] = endingTexts(language);
  const product = `/catalog/products/${encodeURIComponent(line.productCode)}?siteId=${siteId}`;
  return (
    <Notice tone="warn" title={title}>
      <ul>
        {ended.map((life) => (
          <li key={life.version}>
            <a href={product}>{lifeLine(language, life)}</a>
          </li>
        ))}
      </ul>
      <p>{text}</p>
    </Notice>
  );
}

export function LineFacts({ say, line }: { say: CoverageSay; line: CoveredLine }) {
  const { status, part } = line;
  return (
    <Section title={say("facts")}>
      <Facts
        items={[
          { label: say("part"), value: <Code>{line.partNumber}</Code> },
          { label: say("description"), value: part === null ? <Absent /> : <bdi>{part.description}</bdi> },
          { label: say("quantity"), value: <Count value={line.quantity} /> },
          { label: say("order"), value: <Code>{line.orderNumber}</Code> },
          { label: say("orderLine"), value: String(line.orderLine) },
          { label: say("orderedOn"), value: <Day date={line.orderedOn} /> },
          { label: say("license"), value: say("perpetual") },
          {
            label: say("status"),
            value: <Tag tone={STATUS[status].tone}>{say(STATUS[status].text)}</Tag>,
          },
          { label: say("coveredThrough"), value: <Day date={line.coveredThrough} /> },
          { label: say("renewalOn"), value: <Day date={line.renewalOn} /> },
          { label: say("anniversaryOn"), value: <Day date={line.anniversaryOn} /> },
        ]}
      />
    </Section>
  );
}
