/** The desk's screen of one transfer, with what license support may do. */
import { longSiteNumber } from "../../agreements/index.ts";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { When } from "../../web/values.tsx";
import { DESK_PATH, isOpen } from "../rules.ts";
import { HeldTable, LinesTable, Milestones, StateTag, StepsTable, waitText } from "../shown/shown.parts.tsx";
import { type TransferSay, transferSay } from "../texts.ts";
import type { DeskTransferInFull } from "./desk.rules.ts";

export type DeskAct = "normalisation" | "execution" | "rejection";
const NEWS = {
  normalisation: "newsNormalised",
  execution: "newsExecuted",
  rejection: "newsRejected",
} as const;

interface OneProps {
  readonly chrome: Chrome;
  readonly transfer: DeskTransferInFull;
  readonly news: DeskAct | undefined;
  /** Which form was sent, what it held and what is wrong with it. */
  readonly sent:
    | {
        readonly act: DeskAct;
        readonly values: Readonly<Record<string, string>>;
        readonly errors: FormErrors;
      }
    | undefined;
}

export function DeskTransferPage({ chrome, transfer, news, sent }: OneProps) {
  const say = transferSay(chrome.language);
  const { state, lines, waits, held, steps, siteNumber, targetNumber } = transfer;
  const isUnderWay = isOpen(state);
  const part = { say, transfer, sent };
  const other = sent?.errors["form"];
  return (
    <Page
      chrome={chrome}
      title={lines.map(({ productName, quantity }) => `${productName} × ${quantity}`).join(", ")}
      lead={<StateTag say={say} state={state} />}
      back={{ href: DESK_PATH, label: say("deskTitle") }}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say(NEWS[news])}</p>
        </Notice>
      )}
      {other !== undefined && (
        <Notice tone="bad" isNews>
          <p>{other}</p>
        </Notice>
      )}
      {(isUnderWay || state === "transferred") && <Milestones say={say} at={transfer.milestone} />}
      {isUnderWay && (
        <Notice title={say("waitsNow")}>
          <ul>
            {waits.map((wait) => (
              <li key={wait}>{waitText(say, wait, { sourceNumber: siteNumber, targetNumber })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {transfer.isSecondExpressSite && isUnderWay && <Notice tone="bad">{say("expressWarning")}</Notice>}
      <Section title={say("lines")}>
        <About say={say} transfer={transfer} />
        <LinesTable say={say} lines={lines} />
      </Section>
      {held.length > 0 && (
        <Section title={say("heldTitle")}>
          <HeldTable say={say} held={held} />
        </Section>
      )}
      {state === "support-case" && (
        <Acting {...part} act="normalisation" title={say("normaliseTitle")} text={say("normaliseText")}>
          <SubmitButton>{say("normalise")}</SubmitButton>
        </Acting>
      )}
      {waits.includes("execution") && !transfer.isSecondExpressSite && (
        <Acting {...part} act="execution" title={say("executeTitle")} text={say("executeText")}>
          <SubmitButton>{say("execute")}</SubmitButton>
        </Acting>
      )}
      {isUnderWay && (
        <Acting {...part} act="rejection" title={say("rejectTitle")} text={say("rejectText")}>
          <SubmitButton tone="danger">{say("reject")}</SubmitButton>
        </Acting>
      )}
      <Section title={say("history")}>
        <StepsTable say={say} steps={steps} />
      </Section>
    </Page>
  );
}

interface ActingProps extends Pick<OneProps, "transfer" | "sent"> {
  readonly say: TransferSay;
  readonly act: DeskAct;
  readonly title: string;
  readonly text: string;
  readonly children: preact.ComponentChildren;
}

/** Fields of several forms on one page: each has its own names. */
function Acting({ say, transfer, sent, act, title, text, children }: ActingProps) {
  const { form: _, ...errors } = sent?.act === act ? sent.errors : {};
  const values = sent?.act === act ? sent.values : {};
  const unmapped = act === "execution" ? transfer.lines.filter(({ becomes }) => becomes === null) : [];
  return (
    <Section title={title}>
      <p>{text}</p>
      <Form action={`${DESK_PATH}/${transfer.id}/${act}`} errors={errors}>
        {unmapped.map(({ place, productName: product, partNumber: part }) => (
          <Field
            key={place}
            name={`part.${place}`}
            label={say("partAt", { product, part })}
            value={values[`part.${place}`]}
            isCode
            maxLength={40}
            autocomplete="off"
          />
        ))}
        <Field
          name={`${act}.ticket`}
          label={say("ticket")}
          value={values[`${act}.ticket`]}
          maxLength={100}
          autocomplete="off"
        />
        {act !== "execution" && (
          <TextAreaField
            name={`${act}.note`}
            label={say("deskNote")}
            value={values[`${act}.note`]}
            maxLength={1000}
          />
        )}
        {children}
      </Form>
    </Section>
  );
}

function About({ say, transfer }: { say: TransferSay; transfer: DeskTransferInFull }) {
  const { kind, target, isSameCustomer, siteName, siteNumber, targetNumber, program } = transfer;
  const customer =
    isSameCustomer === null ? "customerUnknown" : isSameCustomer ? "sameCustomer" : "otherCustomer";
  const number = longSiteNumber(targetNumber);
  const consent = (at: string | null) => (at === null ? say("notConsented") : <When at={at} />);
  return (
    <Facts
      items={[
        { label: say("kindLabel"), value: kind === null ? say("noSuchSite") : say(`kind.${kind}`) },
        {
          label: say("sourceSite"),
          value: (
            <>
              <bdi>{siteName}</bdi> ({longSiteNumber(siteNumber)}, {program})
            </>
          ),
        },
        {
          label: say("targetSite"),
          value:
            target === undefined ? (
              `${number}: ${say("noSuchSite")}`
            ) : (
              <>
                <bdi>{target.name}</bdi> ({number}, {target.program})
              </>
            ),
        },
        { label: say("customer"), value: target === undefined ? say("noSuchSite") : say(customer) },
        {
          label: say("sourceConsent", { number: longSiteNumber(siteNumber) }),
          value: consent(transfer.sourceConsentedAt),
        },
        { label: say("sourceConsent", { number }), value: consent(transfer.targetConsentedAt) },
      ]}
    />
  );
}
