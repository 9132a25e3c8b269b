/** The studio's page: the coverage drawn, the choices, and what they come to. */

import { Empty } from "../web/empty.tsx";
import { withQuery } from "../web/filter.tsx";
import { Form, SubmitButton } from "../web/form.tsx";
import { dayText } from "../web/locale/formats.ts";
import { Notice } from "../web/notice.tsx";
import { ActionLink, Page, Section } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { CursorPager } from "../web/table.tsx";
import { commonFields, lineFields, MOST_IN_ADDRESS, type View } from "./address.rules.ts";
import { ChoicesForm, LIVE } from "./choices.parts.tsx";
import type { Telling } from "./explanation.texts.ts";
import { OutcomeLines } from "./lines.parts.tsx";
import { Assumed, Comparison, Events } from "./outcome.parts.tsx";
import type { PlanOutcome } from "./simulation/outcome.rules.ts";
import { recentEnds } from "./simulation/outcome.rules.ts";
import { type StudioSay, studioSay } from "./texts.ts";
import { EndsOfService, StudioTimeline } from "./timeline.parts.tsx";
import type { Studio } from "./view.operations.ts";

interface StudioProps {
  chrome: Chrome;
  studio: Studio;
  sales: string;
  news: "saved" | undefined;
}

const ROWS = 25;

export function StudioPage({ chrome, studio, sales, news }: StudioProps) {
  const say = studioSay(chrome.language);
  const { siteId } = studio.site;
  const actions = <ActionLink href={`/sites/${siteId}/renewal-scenarios`}>{say("scenarios")}</ActionLink>;
  const [own] = studio.outcomes;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")} actions={actions}>
      {news !== undefined && <Notice tone="ok" isNews title={say("news.saved")} />}
      {own === undefined || studio.ground.lines.length === 0 ? (
        <Empty title={say("noLines")}>{say("noLinesText")}</Empty>
      ) : (
        <StudioBody say={say} chrome={chrome} studio={studio} own={own} sales={sales} />
      )}
    </Page>
  );
}

type BodyProps = Omit<StudioProps, "news"> & { say: StudioSay; own: PlanOutcome };

function StudioBody({ say, chrome, studio, own, sales }: BodyProps) {
  const { site, ground, assumed, outcomes, view, scenario, standard, choices } = studio;
  const { siteId } = site;
  const from = Math.min(view.page - 1, Math.ceil(ground.lines.length / ROWS) - 1) * ROWS;
  const lines = own.lines.slice(from, from + ROWS);
  const telling: Telling = { language: chrome.language, ground, assumed, sales };
  return (
    <>
      <OpenScenario say={say} studio={studio} />
      <div id={LIVE.coverage} class="stack">
        <Section title={say("coverage")}>
          <StudioTimeline say={say} siteId={siteId} ground={ground} outcome={own} lines={lines} />
          <LinePager say={say} studio={studio} from={from} shown={lines.length} />
        </Section>
        <EndsOfService say={say} ends={recentEnds(ground)} />
      </div>
      <Section title={say("whatIf")}>
        <p class="hint">{say("whatIfLead")}</p>
        {view.choices.length >= MOST_IN_ADDRESS && (
          <Notice tone="warn" title={say("tooManyChoices", { most: MOST_IN_ADDRESS })} />
        )}
        <ChoicesForm
          say={say}
          siteId={siteId}
          ground={ground}
          view={view}
          standard={standard}
          choices={choices}
          kept={scenario?.choices ?? []}
          lines={lines.map(({ line }) => line)}
        />
      </Section>
      <div id={LIVE.outcome} class="stack">
        <Section title={say("outcome")} actions={<OutcomeActions say={say} studio={studio} />}>
          <p class="hint">
            {say("comparedWith", {
              months: assumed.horizonMonths,
              from: dayText(chrome.language, assumed.on),
              through: dayText(chrome.language, own.through),
            })}
          </p>
          <Comparison say={say} ground={ground} outcomes={outcomes} />
          <Assumed say={say} ground={ground} assumed={assumed} outcomes={outcomes} sales={sales} />
          <SaveInto say={say} studio={studio} />
        </Section>
        <Section title={say("perLine")}>
          <OutcomeLines say={say} siteId={siteId} telling={telling} outcome={own} lines={lines} />
        </Section>
        {own.events.length > 0 && (
          <Section title={say("whatHappens")}>
            <Events say={say} ground={ground} outcome={own} />
          </Section>
        )}
      </div>
    </>
  );
}

function OpenScenario({ say, studio: { scenario, choices, ground } }: { say: StudioSay; studio: Studio }) {
  if (scenario === null) return null;
  const lines = new Set(ground.lines.map(({ lineId }) => lineId));
  const gone = choices.filter(({ lineId }) => !lines.has(lineId)).length;
  return (
    <Notice title={say("openedScenario", { name: scenario.name })}>
      {!scenario.isMine && <p>{say("openedBy", { name: scenario.madeByName ?? "–" })}</p>}
      {scenario.note !== "" && (
        <p class="letter" dir="auto">
          {scenario.note}
        </p>
      )}
      {gone > 0 && <p>{say("lineGone", { count: gone })}</p>}
    </Notice>
  );
}

/** Everything that the address says, on another page of its lines or in another form. */
export function fieldsOf(view: View): Record<string, string> {
  return { ...commonFields(view), ...lineFields(view) };
}

function LinePager({
  say,
  studio,
  from,
  shown,
}: {
  say: StudioSay;
  studio: Studio;
  from: number;
  shown: number;
}) {
  const { site, ground, view } = studio;
  const count = ground.lines.length;
  if (count <= ROWS) return null;
  const page = from / ROWS + 1;
  const href = (to: number) =>
    withQuery(`/sites/${site.siteId}/studio`, { ...fieldsOf(view), page: to === 1 ? null : to });
  return (
    <>
      <p class="hint">{say("linesShown", { from: from + 1, through: from + shown, count })}</p>
      <CursorPager
        shown={shown}
        first={page > 2 ? href(1) : undefined}
        previous={page > 1 ? href(page - 1) : undefined}
        next={from + shown < count ? href(page + 1) : undefined}
      />
    </>
  );
}

function OutcomeActions({ say, studio: { site, view } }: { say: StudioSay; studio: Studio }) {
  const studio = `/sites/${site.siteId}/studio`;
  const fields = fieldsOf(view);
  return (
    <span class="actions">
      <ActionLink href={withQuery(`/sites/${site.siteId}/renewal-scenarios/new`, fields)}>
        {say("saveAs")}
      </ActionLink>
      <ActionLink href={withQuery(`${studio}.pdf`, fields)}>{say("exportPdf")}</ActionLink>
      <ActionLink href={withQuery(`${studio}.xlsx`, fields)}>{say("exportXlsx")}</ActionLink>
    </span>
  );
}

/** The choices of the address become those of the scenario that is open. */
function SaveInto({ say, studio: { site, view, scenario } }: { say: StudioSay; studio: Studio }) {
  const isChanged = view.choices.length > 0 || view.released.length > 0 || view.standard !== null;
  if (scenario === null || !scenario.isMine || !isChanged) return null;
  return (
    <Form
      action={`/sites/${site.siteId}/renewal-scenarios/${scenario.id}`}
      hidden={{ ...fieldsOf(view), action: "choices", revision: String(scenario.revision) }}
    >
      <SubmitButton tone="plain">{say("saveInto", { name: scenario.name })}</SubmitButton>
    </Form>
  );
}
