/** What a machine asks for, and the form of the answer: from which line, and how many. */
import { HOST_EXAMPLES, kindText } from "../../license-keys/index.ts";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import { Refusal } from "../../web/refusal.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import type { Question } from "../operations.ts";
import { airGapSay } from "../texts.ts";
import { airGapHref } from "./hrefs.rules.ts";

interface QuestionProps {
  chrome: Chrome;
  siteId: string;
  question: Question;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
}

export function QuestionPage({ chrome, siteId, question, values, errors }: QuestionProps) {
  const { language } = chrome;
  const say = airGapSay(language);
  const { request, host, productName: product } = question;
  return (
    <Page
      chrome={chrome}
      title={say("askedTitle")}
      back={{ href: airGapHref(siteId), label: say("back") }}
      actions={<ActionLink href={airGapHref(siteId)}>{say("other")}</ActionLink>}
    >
      <Facts
        items={[
          { label: say("product"), value: product },
          { label: say("askedKind"), value: kindText(language, request.hostKind) },
          {
            label: say("askedHost"),
            value:
              host === null ? (
                say("askedUnknown")
              ) : (
                <>
                  <bdi>{host.name}</bdi> <small class="under mono">{host.value}</small>
                </>
              ),
          },
          { label: say("nonce"), value: <code class="mono">{request.nonce}</code> },
        ]}
      />
      <Section title={say("answerTitle")}>
        <AnswerForm chrome={chrome} siteId={siteId} question={question} values={values} errors={errors} />
      </Section>
    </Page>
  );
}

function AnswerForm({ chrome: { language }, siteId, question, values, errors }: QuestionProps) {
  const say = airGapSay(language);
  const { request, host, pools, productName: product } = question;
  const open = pools.filter(({ available }) => available > 0);
  if (open.length === 0)
    return (
      <Refusal sentence={say("noneLeft", { product })} rule="BR-100">
        <p>{say("noneLeftText")}</p>
      </Refusal>
    );
  return (
    <Form action={airGapHref(siteId)} hidden={{ request: values["request"] ?? "" }} errors={errors}>
      {host === null && request.hostKind !== "any" && (
        <Field
          name="value"
          label={say("value")}
          hint={say("valueHint", { example: HOST_EXAMPLES[request.hostKind] })}
          value={values["value"]}
          isCode
          maxLength={600}
        />
      )}
      {(host === null || host.name === host.value) && (
        <Field
          name="name"
          label={say("name")}
          hint={say("nameHint")}
          value={values["name"]}
          required={request.hostKind === "any" && host === null}
          maxLength={80}
        />
      )}
      <SelectField
        name="lineId"
        label={say("line")}
        value={values["lineId"]}
        options={open.map(({ lineId, orderNumber: order, orderLine, available }) => ({
          value: lineId,
          label: say("lineOption", { order, line: String(orderLine), available: String(available) }),
        }))}
      />
      <Field
        name="quantity"
        label={say("quantity")}
        type="number"
        inputMode="numeric"
        value={values["quantity"] ?? "1"}
      />
      <div class="actions">
        <SubmitButton>{say("give")}</SubmitButton>
      </div>
    </Form>
  );
}
