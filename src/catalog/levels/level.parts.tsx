/** The screen of a site's price level: what holds, how it came about, what is missing to the next. */
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Count, Day } from "../../web/values.tsx";
import type { PriceLevel, Standing } from "./level.operations.ts";
import type { Level } from "./levels.data.ts";
import { isEarned, levelOfPoints, type Thresholds } from "./rules.ts";
import type { SaidLevel } from "./store.ts";
import { type LevelSay, levelSay } from "./texts.ts";

interface LevelProps {
  chrome: Chrome;
  read: PriceLevel;
  thresholds: Thresholds;
  salesEmail: string;
}

export function LevelPage({ chrome, read, thresholds, salesEmail }: LevelProps) {
  const say = levelSay(chrome.language);
  const { standing, history } = read;
  const isAgreed = history.length > 0;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <Now say={say} read={read} />
      {!isAgreed && (
        <Notice>{read.site.program === "PAE" ? say("listExpress") : say("listNoAgreement")}</Notice>
      )}
      {isAgreed && <Why say={say} read={read} salesEmail={salesEmail} />}
      {standing !== null && isEarned(read.level) && <Ladder say={say} thresholds={thresholds} />}
      {isAgreed && <History say={say} history={history} />}
    </Page>
  );
}

function Now({ say, read }: { say: LevelSay; read: PriceLevel }) {
  const { level, since, site, currency, standing, history } = read;
  const agreement = site.agreementNumber;
  return (
    <Facts
      items={[
        { label: say("now"), value: <Tag tone="info">{say(`level.${level}`)}</Tag> },
        ...(history.length > 0
          ? [{ label: say("since"), value: since === null ? say("sinceEver") : <Day date={since} /> }]
          : []),
        ...(agreement === null ? [] : [{ label: say("agreement"), value: agreement }]),
        { label: say("currency"), value: currency },
        ...(standing === null ? [] : standingFacts(say, level, standing)),
      ]}
    />
  );
}

function standingFacts(say: LevelSay, level: Level, { term, points, earned, next, resetsOn }: Standing) {
  const facts = [
    {
      label: say("term"),
      value: (
        <>
          <Day date={term.from} /> – <Day date={term.through} />
        </>
      ),
    },
    { label: say("points"), value: <Count value={points} /> },
    { label: say("resetsOn"), value: <Day date={resetsOn} /> },
  ];
  if (!isEarned(level)) return facts;
  const missing =
    next === null
      ? []
      : [{ label: say("missing", { level: next.level }), value: <Count value={next.missing} /> }];
  return [...facts, ...missing, { label: say("earned"), value: say(`level.${earned}`) }];
}

function Why({ say, read, salesEmail }: { say: LevelSay; read: PriceLevel; salesEmail: string }) {
  const { level, mode, standing } = read;
  if (!isEarned(level)) return <Notice>{say("howSpecial")}</Notice>;
  return (
    <Notice>
      <p>{mode === "points" ? say("howPoints") : say("howFeed", { email: salesEmail })}</p>
      <p>{say("howDeferred")}</p>
      {standing !== null && <p>{say("howOrder")}</p>}
      {level === "H" && <p>{say("top")}</p>}
    </Notice>
  );
}

function Ladder({ say, thresholds }: { say: LevelSay; thresholds: Thresholds }) {
  const steps = [...thresholds].map(([, points]) => ({ level: levelOfPoints(points, thresholds), points }));
  const columns: Column<(typeof steps)[number]>[] = [
    { header: say("level"), cell: ({ level }) => say(`level.${level}`) },
    { header: say("from"), cell: ({ points }) => <Count value={points} />, isNumeric: true },
  ];
  return (
    <Section title={say("ladder")}>
      <DataTable
        caption={say("ladder")}
        columns={columns}
        rows={steps}
        rowKey={({ level }) => level}
        empty={<Empty title={say("none")} />}
      />
    </Section>
  );
}

function History({ say, history }: { say: LevelSay; history: readonly SaidLevel[] }) {
  const columns: Column<SaidLevel>[] = [
    {
      header: say("validFrom"),
      cell: ({ validFrom }) => (validFrom <= "1900-01-01" ? say("sinceEver") : <Day date={validFrom} />),
    },
    { header: say("level"), cell: ({ level }) => say(`level.${level}`) },
    { header: say("why"), cell: ({ source }) => say(`source.${source}`) },
  ];
  return (
    <Section title={say("history")}>
      <DataTable
        caption={say("history")}
        columns={columns}
        rows={history}
        rowKey={({ validFrom }) => validFrom}
        empty={<Empty title={say("none")} />}
      />
    </Section>
  );
}
