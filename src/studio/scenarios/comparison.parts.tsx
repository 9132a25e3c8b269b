/** Scenarios side by side: what they cost and cover, each drawn. */
import { withQuery } from "../../web/filter.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Assumed, Comparison, Events } from "../outcome.parts.tsx";
import { HORIZONS } from "../simulation/choices.data.ts";
import { type StudioSay, studioSay } from "../texts.ts";
import { StudioTimeline } from "../timeline.parts.tsx";
import type { Compared } from "./operations.ts";

interface ComparisonProps {
  chrome: Chrome;
  compared: Compared;
  sales: string;
}

/** Of a site with more lines, the studio draws a page of them; here the figures tell. */
const MOST_DRAWN = 40;

export function ComparisonPage({ chrome, compared, sales }: ComparisonProps) {
  const say = studioSay(chrome.language);
  const { site, ground, assumed, outcomes } = compared;
  const { siteId } = site;
  const [first] = outcomes;
  return (
    <Page
      chrome={chrome}
      title={say("compareTitle")}
      back={{ href: `/sites/${siteId}/renewal-scenarios`, label: say("scenarios") }}
      actions={<Exports say={say} compared={compared} />}
    >
      <Section title={say("outcome")}>
        <AssumedForm say={say} compared={compared} />
        <p class="hint">
          {say("comparedWith", {
            months: assumed.horizonMonths,
            from: dayText(chrome.language, assumed.on),
            through: dayText(chrome.language, first?.through ?? assumed.on),
          })}
        </p>
        <Comparison say={say} ground={ground} outcomes={outcomes} />
        <Assumed say={say} ground={ground} assumed={assumed} outcomes={outcomes} sales={sales} />
      </Section>
      {outcomes.map((outcome, index) => {
        const id = compared.scenarios[index]?.id ?? "";
        return (
          <Section
            key={id}
            title={`${index + 1} · ${outcome.plan.name}`}
            actions={
              <ActionLink href={`/sites/${siteId}/studio?scenario=${id}`}>
                {say("openNamed", { name: outcome.plan.name })}
              </ActionLink>
            }
          >
            {outcome.lines.length <= MOST_DRAWN && (
              <StudioTimeline
                say={say}
                siteId={siteId}
                ground={ground}
                outcome={outcome}
                lines={outcome.lines}
              />
            )}
            {outcome.events.length > 0 && <Events say={say} ground={ground} outcome={outcome} />}
          </Section>
        );
      })}
    </Page>
  );
}

function addressOf({ site, assumed, scenarios }: Compared, ending: string, withIds = true): string {
  const query = { on: assumed.on, horizon: assumed.horizonMonths, change: assumed.priceChangePercent };
  const address = withQuery(`/sites/${site.siteId}/studio/comparison${ending}`, query);
  return withIds
    ? scenarios.reduce((url, { id }) => `${url}&scenario=${encodeURIComponent(id)}`, address)
    : address;
}

function Exports({ say, compared }: { say: StudioSay; compared: Compared }) {
  return (
    <>
      <ActionLink href={addressOf(compared, ".pdf")}>{say("exportPdf")}</ActionLink>
      <ActionLink href={addressOf(compared, ".xlsx")}>{say("exportXlsx")}</ActionLink>
    </>
  );
}

/** The same assumptions for all. */
function AssumedForm({
  say,
  compared: { site, assumed, scenarios },
}: {
  say: StudioSay;
  compared: Compared;
}) {
  return (
    <Form method="get" action={`/sites/${site.siteId}/studio/comparison`}>
      {scenarios.map(({ id }) => (
        <input key={id} type="hidden" name="scenario" value={id} />
      ))}
      <div class="settings">
        <Field name="on" type="date" label={say("decisionOn")} value={assumed.on} required={false} />
        <SelectField
          name="horizon"
          label={say("horizon")}
          value={String(assumed.horizonMonths)}
          options={HORIZONS.map((months) => ({ value: String(months), label: say("months", { months }) }))}
        />
        <Field
          name="change"
          type="number"
          label={say("priceChange")}
          value={assumed.priceChangePercent}
          required={false}
        />
      </div>
      <p>
        <SubmitButton tone="plain">{say("calculate")}</SubmitButton>
      </p>
    </Form>
  );
}
