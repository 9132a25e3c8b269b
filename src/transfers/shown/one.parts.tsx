/** The screen of one transfer, as one of its two sites sees it: where it stands, what is waited for, what one may do. */
import { longSiteNumber } from "../../agreements/index.ts";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { When } from "../../web/values.tsx";
import { transfersHref } from "../rules.ts";
import { type TransferSay, transferSay } from "../texts.ts";
import type { ShownTransfer, SiteShown } from "./shown.documents.ts";
import { HeldTable, LinesTable, Milestones, StateTag, StepsTable, waitText } from "./shown.parts.tsx";

export type News = "requested" | "consented" | "declined" | "cancelled" | "support";
const NEWS = {
  requested: "newsRequested",
  consented: "newsConsented",
  declined: "newsDeclined",
  cancelled: "newsCancelled",
  support: "newsSupport",
} as const;

interface Props {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly transfer: ShownTransfer;
  readonly news: News | undefined;
  /** Of the form that was sent. */
  readonly errors: FormErrors;
  readonly reason: string;
}

interface PartProps {
  readonly say: TransferSay;
  readonly siteId: string;
  readonly transfer: ShownTransfer;
}

export function TransferPage({ chrome, siteId, transfer, news, errors, reason }: Props) {
  const say = transferSay(chrome.language);
  const { state, lines, waits, held, steps, may, side, source, target } = transfer;
  const part = { say, siteId, transfer };
  const isUnderWay = waits.length > 0;
  const own = side === "source" ? source : target;
  return (
    <Page
      chrome={chrome}
      title={lines.map(({ productName, quantity }) => `${productName} × ${quantity}`).join(", ")}
      lead={<StateTag say={say} state={state} />}
      back={{ href: transfersHref(siteId), label: say("title") }}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say(NEWS[news])}</p>
        </Notice>
      )}
      {(isUnderWay || state === "transferred") && <Milestones say={say} at={transfer.milestone} />}
      {isUnderWay && (
        <Notice title={say("waitsNow")}>
          <ul>
            {waits.map((wait) => (
              <li key={wait}>
                {waitText(say, wait, { sourceNumber: source.number, targetNumber: target.number })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {transfer.isSecondExpressSite && isUnderWay && <Notice tone="bad">{say("expressWarning")}</Notice>}
      {transfer.isSameCustomer === false && isUnderWay && (
        <Notice tone="warn">{say("otherCustomerWarning")}</Notice>
      )}
      {state === "transferred" && <Arrived {...part} />}
      {held.length > 0 && (
        <Section
          title={say("heldTitle")}
          actions={<ActionLink href={`/sites/${siteId}/license-keys`}>{say("openKeys")}</ActionLink>}
        >
          <p>{say("heldText")}</p>
          <HeldTable say={say} held={held} hrefOf={(keyId) => `/sites/${siteId}/license-keys/${keyId}`} />
        </Section>
      )}
      {may.consent && <Consenting {...part} own={own} />}
      <Section title={say("lines")}>
        <About {...part} />
        <LinesTable say={say} lines={lines} />
      </Section>
      {may.askSupport && (
        <Section title={say("supportTitle")}>
          <p>{say("supportText")}</p>
          <Worded {...part} errors={errors} reason={reason} end="support-case" label="supportReason">
            <SubmitButton tone="plain">{say("askSupport")}</SubmitButton>
          </Worded>
        </Section>
      )}
      {may.decline && (
        <Section title={say("declineTitle")}>
          <Worded {...part} errors={errors} reason={reason} end="consent" label="declineReason">
            <SubmitButton tone="danger" name="decision" value="decline">
              {say("decline")}
            </SubmitButton>
          </Worded>
        </Section>
      )}
      {may.cancel && (
        <Section title={say("cancelTitle")}>
          <p>{say("cancelText")}</p>
          <Form action={transfersHref(siteId, `/${transfer.id}/cancellation`)}>
            <SubmitButton tone="danger">{say("cancel")}</SubmitButton>
          </Form>
        </Section>
      )}
      <Section title={say("history")}>
        <StepsTable say={say} steps={steps} />
      </Section>
    </Page>
  );
}

function Arrived({ say, siteId, transfer: { side, target } }: PartProps) {
  if (side === "source")
    return <Notice tone="ok">{say("endTransferred", { number: longSiteNumber(target.number) })}</Notice>;
  return (
    <Notice tone="ok">
      <p>{say("endArrived")}</p>
      <p>
        <a href={`/sites/${siteId}/license-keys`}>{say("getKeys")}</a>
      </p>
    </Notice>
  );
}

function Consenting({ say, siteId, transfer, own }: PartProps & { own: SiteShown }) {
  return (
    <Section title={say("decideTitle", { number: longSiteNumber(own.number) })}>
      <p>{say("decideText")}</p>
      <Form action={transfersHref(siteId, `/${transfer.id}/consent`)}>
        <SubmitButton name="decision" value="consent">
          {say("consent")}
        </SubmitButton>
      </Form>
    </Section>
  );
}

interface WordedProps extends PartProps {
  readonly errors: FormErrors;
  readonly reason: string;
  readonly end: "support-case" | "consent";
  readonly label: "supportReason" | "declineReason";
  readonly children: preact.ComponentChildren;
}

/** The one form that was sent carries its errors; the field of the other has another name. */
function Worded({ say, siteId, transfer, errors, reason, end, label, children }: WordedProps) {
  const name = end === "consent" ? "declineReason" : "supportReason";
  const own = errors[name] === undefined ? {} : errors;
  return (
    <Form action={transfersHref(siteId, `/${transfer.id}/${end}`)} errors={own}>
      <TextAreaField
        name={name}
        label={say(label)}
        value={errors[name] === undefined ? "" : reason}
        maxLength={1000}
      />
      {children}
    </Form>
  );
}

function About({ say, transfer }: PartProps) {
  const { kind, source, target, isSameCustomer, sourceConsentedAt, targetConsentedAt } = transfer;
  const customer =
    isSameCustomer === null ? "customerUnknown" : isSameCustomer ? "sameCustomer" : "otherCustomer";
  const consent = (at: string | null) =>
    at === null ? (
      say("notConsented")
    ) : (
      <>
        {say("consentedAt")} <When at={at} />
      </>
    );
  return (
    <Facts
      items={[
        { label: say("kindLabel"), value: kind === null ? say("kindUnknown") : say(`kind.${kind}`) },
        { label: say("sourceSite"), value: <SiteName say={say} site={source} /> },
        {
          label: say("targetSite"),
          value: <SiteName say={say} site={target} isTold={transfer.side === "target"} />,
        },
        { label: say("customer"), value: say(customer) },
        {
          label: say("sourceConsent", { number: longSiteNumber(source.number) }),
          value: consent(sourceConsentedAt),
        },
        {
          label: say("sourceConsent", { number: longSiteNumber(target.number) }),
          value: consent(targetConsentedAt),
        },
        { label: say("requestedAt"), value: <When at={transfer.requestedAt} /> },
        ...(transfer.targetOrder === null ? [] : [{ label: say("arrivedBy"), value: transfer.targetOrder }]),
      ]}
    />
  );
}

function SiteName({ say, site, isTold = false }: { say: TransferSay; site: SiteShown; isTold?: boolean }) {
  const number = longSiteNumber(site.number);
  if (site.name === null) return <>{isTold ? number : say("unknownSite", { number })}</>;
  return (
    <>
      <bdi>{site.name}</bdi> ({number}
      {site.program === null ? "" : `, ${site.program}`})
    </>
  );
}
