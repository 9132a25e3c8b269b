/** The screen of the primary contact's place: who holds it, what is on offer, what stands open. */
import { timeZoneOf } from "../../agreements/index.ts";
import { dateOf } from "../../platform/dates.ts";
import { Facts } from "../../web/facts.tsx";
import { Form, SelectField, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import { PersonName } from "../../web/values.tsx";
import { type Becomes, OFFER_DAYS, offerEndsAt } from "../rules.ts";
import { nameOf } from "../tell.operations.ts";
import { type SuccessionSay, sayIn } from "../texts.ts";
import { optionsOf, primaryPath, type Shown } from "./place.parts.tsx";
import type { Leadership } from "./primary.operations.ts";
import { SuccessorsSection, WarningsSection } from "./succession.parts.tsx";

export function PrimaryPage(shown: Shown) {
  const { chrome, leadership, news, form, errors = {} } = shown;
  const say = sayIn(chrome.language);
  const { handOver } = leadership;
  const isTold = form === undefined && errors["form"] !== undefined;
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(`news.${news}`)}
        </Notice>
      )}
      {isTold && (
        <Notice tone="bad" isNews>
          {errors["form"]}
        </Notice>
      )}
      <ChangeNotice {...shown} />
      <Holder say={say} leadership={leadership} />
      {handOver !== null && <OfferSection {...shown} />}
      {leadership.may.handOver && handOver === null && <HandOverSection {...shown} />}
      <ClaimSection {...shown} />
      <SuccessorsSection {...shown} />
      <WarningsSection language={chrome.language} warnings={leadership.warnings} />
    </Page>
  );
}

function Holder({ say, leadership }: { say: SuccessionSay; leadership: Leadership }) {
  const { primary, site, may } = leadership;
  return (
    <Section title={say("now")}>
      {primary === null ? (
        <p>{say("vacant")}</p>
      ) : (
        <Facts
          items={[
            { label: say("name"), value: <PersonName name={nameOf(primary)} /> },
            { label: say("email"), value: <a href={`mailto:${primary.email}`}>{primary.email}</a> },
          ]}
        />
      )}
      {!may.handOver && (
        <p class="hint">
          {say("leftText")} <a href={`/help/primary-left?site=${site.number}`}>{say("leftLink")}</a>
        </p>
      )}
    </Section>
  );
}

const BECOMES_TEXT: Record<Becomes, "becomesSecondary" | "becomesUser" | "becomesNone"> = {
  secondary: "becomesSecondary",
  user: "becomesUser",
  none: "becomesNone",
};

/** The same offer, as the one who is asked, the one who asked and the others see it. */
function OfferSection({ chrome, leadership }: Shown) {
  const say = sayIn(chrome.language);
  const { handOver, primary, may, site } = leadership;
  if (handOver === null) return null;
  const from = primary === null ? "" : nameOf(primary);
  const to = handOver.heir === null ? "" : nameOf(handOver.heir);
  const ends = dateOf(offerEndsAt(handOver.offeredAt), timeZoneOf(site.country));
  const day = dayText(chrome.language, ends, "long");
  const becomes = say(BECOMES_TEXT[handOver.fromRole]);
  const hidden = { handOverId: handOver.id };
  return (
    <Section title={say(may.answer ? "offerYours" : "offerOpen")}>
      <p>{may.answer ? say("offerYoursText", { from, day }) : say("offerOpenText", { from, to, day })}</p>
      <p>{say("offerAfter", { from, becomes })}</p>
      {may.answer && (
        <div class="actions">
          <Form action={primaryPath(site.siteId, "/acceptance")} hidden={hidden}>
            <SubmitButton>{say("accept")}</SubmitButton>
          </Form>
          <Form action={primaryPath(site.siteId, "/refusal")} hidden={hidden}>
            <SubmitButton tone="plain">{say("refuse")}</SubmitButton>
          </Form>
        </div>
      )}
      {may.handOver && (
        <Form action={primaryPath(site.siteId, "/withdrawal")} hidden={hidden}>
          <SubmitButton tone="plain">{say("withdraw")}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

function HandOverSection({ chrome, leadership, heirs, form, errors = {} }: Shown) {
  const say = sayIn(chrome.language);
  const { siteId } = leadership.site;
  const becomes = (["secondary", "user", "none"] as const).map((value) => ({
    value,
    label: say(BECOMES_TEXT[value]),
  }));
  return (
    <Section title={say("handOver")}>
      <p>{say("handOverText", { days: OFFER_DAYS })}</p>
      {heirs.length === 0 ? (
        <p>
          {say("noHeirs")} <a href={`/sites/${siteId}/members`}>{say("toMembers")}</a>
        </p>
      ) : (
        <Form action={primaryPath(siteId, "/offer")} errors={form === "offer" ? errors : {}}>
          <SelectField
            name="personId"
            label={say("handOverTo")}
            hint={say("handOverHint")}
            prompt={say("handOverPrompt")}
            options={optionsOf(heirs, chrome.language)}
          />
          <SelectField name="becomes" label={say("becomes")} options={becomes} value="secondary" />
          <SubmitButton>{say("handOverSubmit")}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

/** Somebody is about to take the place: whoever holds it may object. */
function ChangeNotice({ chrome, leadership: { change, may, site } }: Shown) {
  if (change === null) return null;
  const say = sayIn(chrome.language);
  const day = dayText(chrome.language, dateOf(new Date(change.askedAt), timeZoneOf(site.country)), "long");
  return (
    <Notice tone="warn" title={say("claimOpenTitle")}>
      <p>{say("claimOpenText", { name: change.name, day })}</p>
      {may.object && (
        <Form action={primaryPath(site.siteId, "/objection")} hidden={{ takeOverId: change.id }}>
          <p class="hint">{say("objectHint", { name: change.name })}</p>
          <SubmitButton tone="danger">{say("object")}</SubmitButton>
        </Form>
      )}
    </Notice>
  );
}

function ClaimSection({ chrome, leadership: { may, site } }: Shown) {
  if (!may.claim) return null;
  const say = sayIn(chrome.language);
  return (
    <Section title={say("claimTitle")}>
      <p>{say("claimText")}</p>
      <Form action={primaryPath(site.siteId, "/claim")}>
        <SubmitButton>{say("claim")}</SubmitButton>
      </Form>
    </Section>
  );
}
