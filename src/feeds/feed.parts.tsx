/** What a feed did, or why it was refused. */
import type { Language } from "../platform/language.ts";
import { Code } from "../web/code.tsx";
import { Facts } from "../web/facts.tsx";
import { shareText, whenText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { CursorPager, DataTable } from "../web/table.tsx";
import { Tag, type Tone } from "../web/tag.tsx";
import { Bytes, Count, When } from "../web/values.tsx";
import type { FeedReport } from "./operations.ts";
import { isStage, isUnderWay, progressOf } from "./rules.ts";
import type { Feed, StoredFault } from "./store.ts";
import { type FeedSay, faultMessage, feedSay } from "./texts.ts";

export const FEEDS_PATH = "/operator/feeds";

const TONES: Record<Feed["state"], Tone> = {
  received: "info",
  running: "info",
  applied: "ok",
  checked: "ok",
  refused: "bad",
  failed: "bad",
};

export function FeedState({ feed, say }: { feed: Feed; say: FeedSay }) {
  return <Tag tone={TONES[feed.state]}>{say(`state.${feed.state}`)}</Tag>;
}

interface FeedPageProps {
  chrome: Chrome;
  report: FeedReport;
  next: string | null;
  after: string | undefined;
}

const REFRESH_MS = 1_000;
const MOST_LISTED = 100_000;

export function FeedPage({ chrome, report, next, after }: FeedPageProps) {
  const { language, timeZone } = chrome;
  const say = feedSay(language);
  const { feed, faults, warnings } = report;
  const path = `${FEEDS_PATH}/${feed.id}`;
  const when = whenText(language, feed.receivedAt, timeZone);
  const refresh = isUnderWay(feed) ? { "data-refresh": REFRESH_MS } : {};
  return (
    <Page chrome={chrome} title={say("feed", { when })} back={{ href: FEEDS_PATH, label: say("back") }}>
      <div id="feed" {...refresh}>
        <Outcome feed={feed} say={say} language={language} />
        <About feed={feed} say={say} />
        <CountsOf feed={feed} say={say} />
        {feed.faultsCount > 0 && (
          <Section title={say("faults")}>
            {feed.faultsCount > MOST_LISTED && <p>{say("faultsKept", { count: feed.faultsCount })}</p>}
            <Faults caption={say("faults")} faults={faults} language={language} />
            <CursorPager
              shown={faults.length}
              first={after === undefined ? undefined : path}
              next={next === null ? undefined : `${path}?after=${encodeURIComponent(next)}`}
            />
          </Section>
        )}
        {warnings.length > 0 && (
          <Section title={say("warnings")}>
            <Faults caption={say("warnings")} faults={warnings} language={language} />
          </Section>
        )}
      </div>
    </Page>
  );
}

interface Part {
  feed: Feed;
  say: FeedSay;
}

function Outcome({ feed, say, language }: Part & { language: Language }) {
  if (isUnderWay(feed)) {
    const progress = progressOf(feed);
    const percent = shareText(language, progress);
    return (
      <Section title={say("progress")}>
        <progress max={1} value={progress} aria-label={say("progress")}>
          {percent}
        </progress>
        <p role="status">
          {say("progressLabel", { percent })}
          {isStage(feed.stage) && ` · ${say(`stage.${feed.stage}`)}`}
        </p>
        <p>{say("waitText")}</p>
      </Section>
    );
  }
  if (feed.state === "refused") return <Notice tone="bad">{say("refusedText")}</Notice>;
  if (feed.state === "failed") return <Notice tone="bad">{say("failedText")}</Notice>;
  if (feed.state === "checked") return <Notice tone="ok">{say("checkedText")}</Notice>;
  return null;
}

function About({ feed, say }: Part) {
  return (
    <Section title={say("facts")}>
      <Facts
        items={[
          { label: say("state"), value: <FeedState feed={feed} say={say} /> },
          { label: say("mode"), value: say(feed.isDryRun ? "modeCheck" : "modeApply") },
          { label: say("name"), value: <bdi>{feed.name ?? say("unnamed")}</bdi> },
          { label: say("size"), value: <Bytes sizeBytes={feed.sizeBytes} /> },
          { label: say("lines"), value: <Count value={feed.linesRead} /> },
          { label: say("faults"), value: <Count value={feed.faultsCount} /> },
          { label: say("warnings"), value: <Count value={feed.warningsCount} /> },
          { label: say("received"), value: <When at={feed.receivedAt} /> },
          { label: say("finished"), value: <When at={feed.finishedAt} /> },
        ]}
      />
    </Section>
  );
}

const TYPES = [
  "product",
  "version",
  "part",
  "price",
  "customer",
  "agreement",
  "site",
  "order",
  "release",
] as const;

function CountsOf({ feed, say }: Part) {
  const rows = TYPES.flatMap((type) => {
    const counts = feed.counts[type];
    const isThere = counts !== undefined && Object.values(counts).some((count) => count > 0);
    return isThere ? [{ type, ...counts }] : [];
  });
  if (rows.length === 0) return null;
  const title = say(feed.state === "applied" ? "counts" : "countsWould");
  const columns = (["added", "changed", "unchanged", "stale"] as const).map((name) => ({
    header: say(name),
    isNumeric: true,
    cell: (row: (typeof rows)[number]) => <Count value={row[name]} />,
  }));
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        columns={[{ header: say("type"), cell: ({ type }) => say(`type.${type}`) }, ...columns]}
        rows={rows}
        rowKey={({ type }) => type}
        empty={null}
      />
    </Section>
  );
}

function Faults({
  caption,
  faults,
  language,
}: {
  caption: string;
  faults: readonly StoredFault[];
  language: Language;
}) {
  const say = feedSay(language);
  return (
    <DataTable
      caption={caption}
      columns={[
        { header: say("line"), cell: ({ line }) => <Count value={line} />, isNumeric: true },
        {
          header: say("field"),
          cell: ({ field }) => (field === null ? say("wholeLine") : <Code>{field}</Code>),
        },
        { header: say("what"), cell: (fault) => faultMessage(language, fault) },
        { header: say("code"), cell: ({ code }) => <Code>{code}</Code>, isNowrap: true },
      ]}
      rows={faults}
      rowKey={({ place }) => String(place)}
      empty={say("noFaults")}
    />
  );
}
